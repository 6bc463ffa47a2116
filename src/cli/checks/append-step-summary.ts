import { Buffer } from "node:buffer";
import { appendFile, stat } from "node:fs/promises";
import { systemErrorCode } from "../../model/errors.ts";
import { identityOf, pathIn } from "../files/output-path.ts";
import type { Io } from "../io.ts";
import type { Output } from "../screen/output.ts";
import { type SummarizedRun, stepSummaryText } from "./step-summary-text.ts";

/** GitHub takes 1 MiB of a step, and shows nothing of what is longer. */
const mostBytes = 900_000;

/**
 * Adds a run to the summary that GitHub shows of a job, where `GITHUB_STEP_SUMMARY` names its file.
 * A summary that cannot be written fails nothing.
 *
 * @param ours files of the run, none of which is a summary
 */
export async function appendStepSummary(
  run: SummarizedRun,
  { io, out, ours }: { io: Io; out: Output; ours: readonly string[] },
): Promise<void> {
  const named = io.env.GITHUB_STEP_SUMMARY;
  if (!named) return;
  const path = pathIn(io.cwd, named);
  const why = await whyNot(path, stepSummaryText(run), ours);
  if (why !== undefined) out.note(`note: the step summary was not written (${why})`);
}

async function whyNot(
  path: string,
  text: string,
  ours: readonly string[],
): Promise<string | undefined> {
  try {
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && !found.isFile()) return "it is no file";
    const identity = await identityOf(path);
    for (const file of ours) {
      if (file !== "-" && (await identityOf(file)) === identity) return "it is a file of this run";
    }
    if ((found?.size ?? 0) + Buffer.byteLength(text) > mostBytes) return "it would be too long";
    await appendFile(path, text, { mode: 0o600 });
    return undefined;
  } catch (error) {
    return systemErrorCode(error) ?? "unknown error";
  }
}
