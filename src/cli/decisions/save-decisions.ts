import { Buffer } from "node:buffer";
import { type Decision, isSameLead } from "../../enrich/decisions/decision.ts";
import { decisionsText } from "../../enrich/decisions/decisions-file.ts";
import { changed, type DecisionChange } from "../../list/review/review-state.ts";
import { openAtomicFile } from "../../table/files/atomic-file.ts";
import type { Io } from "../io.ts";
import { lockDecisions } from "./decisions-lock.ts";
import { readDecisions, requireFileToBe } from "./load-decisions.ts";

/** What is in a file of decisions once it was changed. */
export interface SavedDecisions {
  count: number;
  /** What somebody else has decided meanwhile about the same leads. */
  others: readonly Decision[];
  /** Whether the change was made. */
  isSaved: boolean;
}

interface Saving extends Pick<Io, "unfinished" | "date" | "signal"> {
  /**
   * Of what others have decided meanwhile about the same leads: a new decision takes its place, and
   * whoever takes one back means what they have seen, so that then nothing is changed.
   */
  others: "replace" | "keep";
}

/**
 * Changes the file of decisions, which is there whole before and after. Nobody else changes it between
 * its being read again and written: what somebody else has decided meanwhile stays.
 */
export async function saveDecisions(
  path: string,
  change: DecisionChange,
  saving: Saving,
): Promise<SavedDecisions> {
  await requireFileToBe(path);
  const lock = await lockDecisions(path, saving);
  try {
    const before = (await readDecisions(path))?.decisions ?? [];
    const others = othersAmong(before, change);
    if (others.length > 0 && saving.others === "keep") {
      return { count: before.length, others, isSaved: false };
    }
    const after = changed(before, change);
    await write(path, decisionsText(after), saving);
    return { count: after.length, others, isSaved: true };
  } finally {
    lock.release();
  }
}

async function write(
  path: string,
  text: string,
  { unfinished }: Pick<Io, "unfinished">,
): Promise<void> {
  // Colleagues whom somebody has let in go on deciding.
  const file = await openAtomicFile(path, { unfinished, keepsMode: true });
  try {
    await file.write(Buffer.from(text));
    await file.finish();
  } catch (error) {
    await file.abort();
    throw error;
  }
}

/** Decisions about the leads of a change that whoever makes it has not seen. */
function othersAmong(before: readonly Decision[], { remove, add }: DecisionChange): Decision[] {
  const own = [...remove, ...add];
  const seen = new Set(own.map((one) => decisionsText([one])));
  return before.filter(
    (one) => own.some((other) => isSameLead(one, other)) && !seen.has(decisionsText([one])),
  );
}
