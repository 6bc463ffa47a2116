import type { Profile } from "../../model/profile.ts";

/** A part of a profile that its person may have put right. */
export interface CorrectableField {
  /** What the sources have there; none where they have nothing. */
  values(profile: Profile): readonly string[];
  /** Whether a source says what the correction says. */
  isSame(source: string, corrected: string): boolean;
  /** The profile with that value in the place of the sources'; "" leaves none. */
  put(profile: Profile, value: string, date: string): Profile;
}
