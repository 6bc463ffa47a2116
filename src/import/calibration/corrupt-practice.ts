import type { MatchRequest } from "../../model/contract.ts";
import type { Profile } from "../../model/profile.ts";
import { taxonomyWords } from "../../normalize/specialties/specialty.ts";
import type { CorruptedPlace } from "./corrupt-place.ts";
import type { ListKind } from "./list-kind.ts";
import type { Random } from "./seeded-random.ts";
import { typingError } from "./typing-error.ts";

/**
 * Specialty (8 % another one), phone (30 % wrong, none after a move) and license (5 % a slip, none
 * after a move to another state) as far as the list has the columns; `stranger` lends wrong ones.
 */
export function corruptPractice(
  profile: Profile,
  stranger: Profile,
  { columns, moved, random }: { columns: ListKind; moved: CorruptedPlace["moved"]; random: Random },
): Pick<MatchRequest, "specialty" | "phone" | "license"> {
  const specialty = specialtyOf(random.chance(0.08) ? stranger : profile);
  const withSpecialty = columns.specialty && random.chance(0.9);
  const phone = corruptPhone(profile, stranger, random);
  const withPhone = columns.phone && moved === "no" && random.chance(0.8);
  const license = corruptLicense(profile, random);
  const withLicense = columns.license && moved !== "state" && random.chance(0.5);
  return {
    ...(withSpecialty && specialty !== undefined ? { specialty } : {}),
    ...(withPhone && phone !== "" ? { phone } : {}),
    ...(withLicense && license !== undefined ? { license } : {}),
  };
}

function specialtyOf({ taxonomies }: Profile): string | undefined {
  const code = (taxonomies.find(({ primary }) => primary) ?? taxonomies[0])?.code;
  return code === undefined ? undefined : taxonomyWords(code);
}

function phoneOf({ addresses }: Profile): string {
  return addresses.find(({ phone }) => phone !== undefined)?.phone ?? "";
}

/** Of the wrong ones half are somebody else's, half nobody's. */
function corruptPhone(profile: Profile, stranger: Profile, random: Random): string {
  const phone = phoneOf(profile);
  const roll = random.next();
  if (phone === "" || roll >= 0.3) return phone;
  return roll < 0.15
    ? phoneOf(stranger)
    : phone.slice(0, 3) + (2_000_000 + random.below(7_999_999));
}

function corruptLicense({ taxonomies }: Profile, random: Random): MatchRequest["license"] {
  const { license, license_state: state } =
    taxonomies.find((taxonomy) => taxonomy.license !== undefined) ?? {};
  if (license === undefined) return undefined;
  const number = random.chance(0.05) ? typingError(license, random) : license;
  return { number, ...(state === undefined ? {} : { state }) };
}
