import { stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import type { SettledContext } from "../../enrich/receipt/receipt.ts";
import { countLeads } from "../../list/plan/count-leads.ts";
import { type PlanFile, sealPlan } from "../../list/plan/plan-file.ts";
import { UsageError } from "../../model/errors.ts";
import { openOutput } from "../../table/files/open-output.ts";
import type { Table } from "../../table/table.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import type { EnrichCall, PlannedJob, PlannedList } from "../enrich/enrich-job.ts";
import { runEnrich } from "../enrich/run-enrich.ts";
import { hashFile } from "../files/hash-file.ts";
import { checkOutputs, pathIn } from "../files/output-path.ts";
import type { Io } from "../io.ts";
import { claimFile } from "../runs/claim-outputs.ts";
import { createOutput } from "../screen/output.ts";
import { planLines } from "./plan-screen.ts";
import { planTerms, type SeenFile, writtenTerms } from "./plan-terms.ts";

export interface PlanArguments {
  /** The run, with the one list that it is about. */
  call: Omit<EnrichCall, "files" | "output" | "dryRun" | "force">;
  file: string;
  /** Where the plan goes: `-` for standard output, undefined for `<name>.plan.json` beside the list. */
  output: string | undefined;
  force: boolean;
}

/** Writes what `enrich` would do; no lead leaves this machine, and nothing else is written. */
export async function runPlan({ call, file, output, force }: PlanArguments, app: App) {
  const { io } = app;
  const config = await app.configure(call.flags);
  const input = pathIn(io.cwd, file);
  const place = output === undefined ? planBeside(input) : pathIn(io.cwd, output);
  await requireFile(input);
  refuseMixedStdout(config.settings.json, place);
  const enrich: EnrichCall = { ...call, files: [file], output: undefined, dryRun: true, force };
  return closing(await claimFile(place, { config, io }), async () => {
    const against = await hashSeen(call.dedupeAgainst, io);
    const alsoRead = call.dedupeAgainst.map((path) => pathIn(io.cwd, path));
    await checkOutputs(input, [{ flag: "--output", path: place }], force, alsoRead);
    return runEnrich(enrich, app, {
      async toPlan(table, list, job) {
        const plan = await makePlan(table, list, job, against, io);
        await writePlan(place, plan, force, io);
        const out = createOutput(io, config.settings);
        for (const line of planLines(plan, place, whomWords(job))) out.note(line);
        if (config.settings.json) await out.json(summaryOf(plan, place));
      },
    });
  });
}

/** A plan does not say whom to ask: it may come from anywhere. */
function whomWords({ config: { origin }, given: { flags } }: PlannedJob): string[] {
  const said = (["registry", "service"] as const).filter((name) => flags[name] !== undefined);
  return said.flatMap((name) => [origin[name], String(flags[name])]);
}

/** The lists whose people count as seen before, with their hashes. */
export async function hashSeen(paths: readonly string[], io: Io): Promise<SeenFile[]> {
  const seen: SeenFile[] = [];
  for (const file of paths) {
    seen.push({ file, sha256: await hashFile(pathIn(io.cwd, file), io.signal) });
  }
  return seen;
}

async function makePlan(
  table: Table,
  list: PlannedList,
  job: PlannedJob,
  against: readonly SeenFile[],
  { signal }: Io,
): Promise<PlanFile> {
  const terms = planTerms(table, list, job, against);
  const { max_requests } = job.config.settings;
  const maxRequests = max_requests === undefined ? Number.POSITIVE_INFINITY : terms.requests;
  const { context = null, context_from = null } = list as Partial<SettledContext>;
  return sealPlan({
    ...terms,
    yes: job.config.settings.yes,
    written: writtenTerms(job.writePlan),
    ...{ context, context_from },
    ...(await countLeads(table, list, { maxRequests, signal })),
  });
}

async function writePlan(path: string, plan: PlanFile, force: boolean, io: Io): Promise<void> {
  const { stdout, unfinished } = io;
  const file = await openOutput(path, { keepExisting: !force, unfinished, stdout });
  try {
    await file.write(Buffer.from(`${JSON.stringify(plan, null, 2)}\n`));
    await file.finish();
  } catch (error) {
    await file.abort();
    throw error;
  }
}

function summaryOf(
  { release, requests, leads, excluded, plan_sha256, list }: PlanFile,
  place: string,
) {
  const { rows } = list;
  return {
    schema_version: 1,
    plan: place,
    ...{ plan_sha256, rows, requests, leads, excluded, release },
  };
}

/** `lists/leads.csv` → `lists/leads.plan.json` */
function planBeside(input: string): string {
  return join(dirname(input), `${basename(input, extname(input))}.plan.json`);
}

/** What is read once cannot be the same again. Whatever else is wrong is said by who opens it. */
async function requireFile(input: string): Promise<void> {
  const found = input === "-" ? undefined : await stat(input).catch(() => undefined);
  if (input !== "-" && (found === undefined || found.isFile() || found.isDirectory())) return;
  throw new UsageError(
    "plan_of_stream",
    `${input === "-" ? "Standard input" : input} can be read only once, and a plan is applied to the list that it was made of.`,
    "Put the list into a file first.",
  );
}

function refuseMixedStdout(json: boolean, place: string): void {
  if (!json || place !== "-") return;
  throw new UsageError(
    "usage",
    "--json and the plan cannot both go to standard output.",
    "Write the plan to a file with --output FILE, or leave --json away.",
  );
}
