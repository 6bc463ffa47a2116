import { access, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Subject, Trial } from "./subjects.ts";

/** How far a run had come when it was killed, by what it left. */
export const phases = ["starting", "settling", "asking", "writing", "ending", "over"] as const;
export type Phase = (typeof phases)[number];

/**
 * `settling` has asked the service about the list as a whole, `asking` has a journal, `writing` has
 * all answers in it, `ending` has the output in place, `over` has removed the journal.
 *
 * @param asked calls before this run
 */
export async function phaseOf(trial: Trial, subject: Subject, asked: number): Promise<Phase> {
  const answers = await journalLines(trial.job.folder);
  const isThere = await access(join(trial.job.folder, "lists", subject.output)).then(
    () => true,
    () => false,
  );
  if (answers === undefined) {
    if (isThere) return "over";
    return (trial.calls?.() ?? 0) > asked ? "settling" : "starting";
  }
  if (isThere) return "ending";
  return answers < (subject.batches ?? Number.POSITIVE_INFINITY) ? "asking" : "writing";
}

/** Batches that a journal answers; undefined where there is none. */
async function journalLines(folder: string): Promise<number | undefined> {
  const runs = join(folder, "home", ".local", "state", "heartbeat", "runs");
  for (const run of await readdir(runs).catch(() => [])) {
    const text = await readFile(join(runs, run, "journal.jsonl"), "latin1").catch(() => "");
    if (text !== "") return text.split("\n").length - 2;
  }
  return undefined;
}
