import { printable } from "../screen/printable.ts";
import { sizeText } from "../screen/size-text.ts";
import { answersText } from "./answers-text.ts";
import type { KeptRun } from "./kept-runs.ts";

/** Two lines a run: what it has come to, and what it reads and writes. */
export function runsText(runs: readonly KeptRun[]): string {
  return runs.map((run) => `${factsOf(run)}\n  ${filesOf(run)}\n`).join("");
}

export function factsOf({ id, journal, bytes, touched, state, heldBy }: KeptRun): string {
  const when = (journal?.header.created ?? touched.toISOString()).slice(0, 16).replace("T", " ");
  const answers =
    journal === undefined ? "no answers" : answersText(journal.header, journal.answered);
  const who = heldBy === undefined ? state : `${state} (process ${heldBy.pid})`;
  return `${id}  ${when}  ${who}, ${answers}, ${sizeText(bytes)}`;
}

function filesOf({ about }: KeptRun): string {
  if (about === undefined) return "its files are not known";
  const name = (path: string, stream: string) => (path === "-" ? stream : printable(path));
  return `${name(about.input, "standard input")} -> ${name(about.output, "standard output")}`;
}
