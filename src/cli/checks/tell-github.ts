import { readFile } from "node:fs/promises";
import type { Receipt } from "../../enrich/receipt/receipt.ts";
import type { Job } from "../enrich/enrich-job.ts";
import { appendStepSummary } from "./append-step-summary.ts";
import { canaryAnnotations, runAnnotations } from "./check-annotations.ts";
import type { NotableRows } from "./notable-rows.ts";
import type { Verdict } from "./verdict.ts";

/** Annotations and the summary of a job's page, of a run whose output is there. */
export async function tellGithubOfRun(
  job: Job,
  { receipt, verdict, notable }: { receipt: Receipt; verdict: Verdict; notable: NotableRows },
): Promise<void> {
  const { input, output } = job;
  job.tell.annotate(runAnnotations({ input, output }, verdict.gates ?? [], notable));
  const receiptSha256 = await receiptHash(job);
  await summarize(job, verdict, { output, receipt, receiptSha256 });
}

/** The same of a run that its canaries have stopped. */
export async function tellGithubOfCanaries(job: Job, verdict: Verdict): Promise<void> {
  const { canaries } = verdict;
  if (canaries !== undefined) job.tell.annotate(canaryAnnotations(canaries));
  await summarize(job, verdict, undefined);
}

async function summarize(
  { app: { io }, out, input, output, receipt, checks }: Job,
  verdict: Verdict,
  written: Parameters<typeof appendStepSummary>[0]["written"],
): Promise<void> {
  const { canaries } = checks;
  const ours = [input, output, receipt.file ?? "-", canaries?.file ?? "-"];
  await appendStepSummary({ input, written, verdict }, { io, out, ours });
}

async function receiptHash({ receipt, app }: Job): Promise<string | undefined> {
  if (receipt.file === undefined || !app.io.env.GITHUB_STEP_SUMMARY) return undefined;
  const text = await readFile(receipt.file, "utf8").catch(() => "");
  return /"receipt_sha256": "([0-9a-f]{64})"/.exec(text)?.[1];
}
