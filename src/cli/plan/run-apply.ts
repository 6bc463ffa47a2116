import { readFile, stat } from "node:fs/promises";
import type { SettingName } from "../../config/settings.ts";
import type { Config, Flags } from "../../config.ts";
import { type Difference, differences } from "../../list/plan/plan-differences.ts";
import { type PlanFile, parsePlan, termsOf } from "../../list/plan/plan-file.ts";
import { CheckError, InputError, systemErrorCode } from "../../model/errors.ts";
import type { App } from "../app.ts";
import type { EnrichArguments, EnrichCall, PlanCheck } from "../enrich/enrich-job.ts";
import { runEnrich } from "../enrich/run-enrich.ts";
import { pathIn } from "../files/output-path.ts";
import { shorten } from "../screen/printable.ts";
import { planTerms, type SeenFile, serviceTerms, writtenTerms } from "./plan-terms.ts";
import { hashSeen } from "./run-plan.ts";

export interface ApplyArguments
  extends Pick<
    EnrichArguments,
    | "output"
    | "rejects"
    | "provenance"
    | "receipt"
    | "duplicates"
    | "force"
    | "fresh"
    | "checks"
    | "flags"
  > {
  plan: string;
}

/**
 * Runs what was planned, and only that: whom it asks is the user's word, never the plan's. Throws
 * CheckError `plan_differs` before anybody is asked.
 */
export async function runApply({ plan: path, ...given }: ApplyArguments, app: App) {
  const shown = pathIn(app.io.cwd, path);
  const plan = parsePlan(await readPlan(shown), shown);
  const config = await app.configure(given.flags);
  refuseDifferent(shown, differences(plan.service, serviceTerms(config), "service"));
  const files = plan.dedupe_against.map(({ file }) => file);
  const call: EnrichCall = {
    ...given,
    files: [plan.list.file],
    flags: { ...given.flags, ...plannedFlags(plan, config) },
    ...{ saveMap: undefined, dryRun: false, retryErrors: false },
    ...{ write: plan.write, replaceHb: plan.replace_hb },
    ...{ dedupe: plan.dedupe, dedupeAgainst: files },
  };
  const against = await hashSeen(files, app.io);
  return runEnrich(call, app, { planned: planCheck(plan, shown, against) });
}

function planCheck(plan: PlanFile, shown: string, against: readonly SeenFile[]): PlanCheck {
  return {
    requireList(table, list, job) {
      refuseDifferent(shown, differences(termsOf(plan), planTerms(table, list, job, against)));
    },
    requireContext({ context, context_from }, writePlan) {
      // Where nobody elsewhere was to be asked for a plan, it is settled only now.
      if (plan.context === null) return;
      const planned = {
        context: plan.context,
        context_from: plan.context_from,
        written: plan.written,
      };
      const now = { context, context_from, written: writtenTerms(writePlan) };
      refuseDifferent(shown, differences(planned, now));
    },
  };
}

/** Differences that are told one by one. */
const mostTold = 12;

function refuseDifferent(shown: string, found: readonly Difference[]): void {
  if (found.length === 0) return;
  const told = found
    .slice(0, mostTold)
    .map(
      ({ what, planned, is }) => `${what}: planned ${valueWords(planned)}, is ${valueWords(is)}`,
    );
  const more = found.length > mostTold ? [`and ${found.length - mostTold} more`] : [];
  throw new CheckError(
    "plan_differs",
    `${shown} is not what would be done now; nobody was asked, nothing was written.`,
    [
      ...told,
      ...more,
      "Plan the run again with `heartbeat plan`, or put back what was changed.",
    ].join("\n"),
  );
}

function valueWords(value: unknown): string {
  return value === undefined ? "nothing" : shorten(JSON.stringify(value), 70);
}

/**
 * What has to be said for a run as it was planned, where configuration says something else. What
 * cannot be unsaid is found when the run is held against its plan.
 */
function plannedFlags({ settings, yes }: PlanFile, config: Config): Flags {
  const { min_confidence, target_precision, ...rest } = settings;
  const flags: Flags = yes ? { yes } : {};
  const isSaid = (name: SettingName, value: unknown) =>
    JSON.stringify(config.settings[name]) === JSON.stringify(value);
  for (const [name, value] of Object.entries(rest) as [SettingName, unknown][]) {
    if (!isSaid(name, value)) flags[name] = value;
  }
  // One of the two: a precision is what its confidence was chosen for.
  if (target_precision !== undefined) {
    if (!isSaid("target_precision", target_precision)) flags.target_precision = target_precision;
  } else if (!isSaid("min_confidence", min_confidence) || !isSaid("target_precision", undefined)) {
    flags.min_confidence = min_confidence;
  }
  return flags;
}

/** Longer than any plan. */
const mostBytes = 16 << 20;

async function readPlan(path: string): Promise<string> {
  try {
    const { size } = await requirePlain(path);
    if (size > mostBytes) throw unreadable(path, "it is too large for a plan");
    return await readFile(path, "utf8");
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined || error instanceof InputError) throw error;
    throw unreadable(path, code);
  }
}

async function requirePlain(path: string): Promise<{ size: number }> {
  const found = await stat(path);
  if (!found.isFile()) throw unreadable(path, "it is no file");
  return found;
}

function unreadable(path: string, why: string): InputError {
  return new InputError(
    "plan_unreadable",
    `The plan ${path} could not be read (${why}).`,
    "Check the path; `heartbeat plan` makes one.",
  );
}
