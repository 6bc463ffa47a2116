import { HeartbeatError, InterruptedError } from "../../model/errors.ts";
import { type Status, statuses } from "../../model/status.ts";
import type { Annotations } from "../screen/annotations.ts";
import { printable } from "../screen/printable.ts";
import { counted } from "../screen/progress.ts";
import { reportError } from "../screen/report-error.ts";
import type { RunOutcome } from "../screen/run-event.ts";
import type { Job } from "./enrich-job.ts";
import { printAnnotations } from "./run-teller.ts";

/** From the worst on: what kept a list from being written comes before checks that failed, and those before rows without an answer. */
const worstFirst = [1, 4, 3, 2, 7, 5, 0];

interface EachList {
  code: number;
  /** Nothing was written. */
  isFailed: boolean;
  outcome: RunOutcome | undefined;
  summary: object | undefined;
}

/**
 * One list after the other; one that fails does not keep the next from being enriched. What each has
 * answered is kept until all are done, so that the same command goes on where it ended.
 *
 * @returns the worst of their exit codes
 */
export async function enrichEach(
  jobs: readonly Job[],
  { app, config, out }: Pick<Job, "app" | "config" | "out">,
  enrich: (job: Job, index: number) => Promise<number>,
): Promise<number> {
  const { io } = app;
  const ended: EachList[] = [];
  const discards: (() => Promise<void>)[] = [];
  const annotated: Annotations[] = [];
  for (const [i, planned] of jobs.entries()) {
    const list: EachList = { code: 0, isFailed: false, outcome: undefined, summary: undefined };
    const job: Job = {
      ...planned,
      started: io.now(),
      startedAt: io.date(),
      afterAll: (discard) => discards.push(discard),
      tell: {
        summary: async (summary) => {
          list.summary = summary;
        },
        outcome: (outcome) => {
          list.outcome = outcome;
        },
        annotate: (annotations) => annotated.push(annotations),
      },
    };
    if (i > 0) out.note("");
    try {
      list.code = await enrich(job, i);
    } catch (error) {
      if (io.signal.aborted || error instanceof InterruptedError) {
        throw interrupted(error, ended.filter(({ isFailed }) => !isFailed).length);
      }
      list.isFailed = true;
      list.code = reportError(error, io, config.settings.no_color);
      list.summary = failure(job.input, error);
    }
    ended.push(list);
  }
  const code = worstFirst.find((one) => ended.some((list) => list.code === one)) ?? 1;
  // One by one and last: until then the same command may replace what it has written.
  if (code === 0) for (const discard of discards) await discard();
  for (const line of closingLines(jobs, ended)) out.note(line);
  printAnnotations(annotated, out, io);
  io.speech.setOutcome(sumOf(ended));
  if (config.settings.json) {
    const runs = ended.map((list) => ({ ...list.summary, exit_code: list.code }));
    await out.json({ schema_version: 1, runs });
  }
  return code;
}

function interrupted(error: unknown, before: number): InterruptedError {
  const { hint, exitCode } =
    error instanceof InterruptedError ? error : { hint: undefined, exitCode: 130 as const };
  return new InterruptedError(hint, exitCode, before);
}

/** As `doctor` says it of a list that cannot be read. */
function failure(input: string, error: unknown): object {
  const { code, message } =
    error instanceof HeartbeatError ? error : { code: "bug", message: "This is a bug." };
  return { input, error: { code, message } };
}

function closingLines(jobs: readonly Job[], ended: readonly EachList[]): string[] {
  const failed = jobs.filter((_, i) => ended[i]?.isFailed);
  const lists = counted(jobs.length, "list");
  if (failed.length === 0) return ["", `${lists} done`];
  const names = failed.map(({ input }) => printable(input)).join(", ");
  return [
    "",
    `${lists}: ${jobs.length - failed.length} done, ${failed.length} failed (${names})`,
    "Run the same command again when that is mended: what was answered is kept.",
  ];
}

/** Of all lists together: what can be added up. */
function sumOf(ended: readonly EachList[]): RunOutcome {
  const outcomes = ended.flatMap(({ outcome }) => (outcome === undefined ? [] : [outcome]));
  const [first] = outcomes;
  if (first === undefined) return {};
  const total = (countOf: (outcome: RunOutcome) => number | undefined) =>
    outcomes.reduce((sum, outcome) => sum + (countOf(outcome) ?? 0), 0);
  return {
    rows: total(({ rows }) => rows),
    statuses: Object.fromEntries(
      statuses.map((status) => [status, total((outcome) => outcome.statuses?.[status])]),
    ) as Record<Status, number>,
    reasons: Object.fromEntries(
      [...new Set(outcomes.flatMap(({ reasons }) => Object.keys(reasons ?? {})))].map((code) => [
        code,
        total(({ reasons }) => reasons?.[code]),
      ]),
    ),
    requests: total(({ requests }) => requests),
    resumed: total(({ resumed }) => resumed),
    ...(first.duplicates !== undefined && {
      duplicates: total(({ duplicates }) => duplicates),
      dropped: total(({ dropped }) => dropped),
    }),
  };
}
