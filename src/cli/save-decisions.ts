import { Buffer } from "node:buffer";
import { decisionsText } from "../enrich/decisions/decisions-file.ts";
import { changed, type DecisionChange } from "../list/review/review-state.ts";
import { openAtomicFile } from "../table/atomic-file.ts";
import type { Io } from "./io.ts";
import { readDecisions } from "./load-decisions.ts";

/**
 * Changes the file of decisions, which is there whole before and after. It is read again first: what
 * somebody else has decided meanwhile stays.
 */
export async function saveDecisions(
  path: string,
  change: DecisionChange,
  { unfinished }: Pick<Io, "unfinished">,
): Promise<void> {
  const before = (await readDecisions(path))?.decisions ?? [];
  const file = await openAtomicFile(path, { unfinished });
  try {
    await file.write(Buffer.from(decisionsText(changed(before, change))));
    await file.finish();
  } catch (error) {
    await file.abort();
    throw error;
  }
}
