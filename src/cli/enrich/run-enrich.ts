import { withProvenance } from "../../enrich/cells/provenance-columns.ts";
import { resolveFields } from "../../enrich/cells/resolve-fields.ts";
import { createSurvivors, type Survivors } from "../../enrich/dedupe/survivors.ts";
import { parseMapOption } from "../../table/columns/map-option.ts";
import type { App } from "../app.ts";
import { readChecks, requireGateColumns } from "../checks/run-checks.ts";
import { closing } from "../closing.ts";
import { loadDecisions } from "../decisions/load-decisions.ts";
import { checkOutputs, pathIn } from "../files/output-path.ts";
import { openEarlier, refuseBesideRetry } from "../input/earlier.ts";
import { openList, overridesOf } from "../input/list.ts";
import { listNames } from "../input/list-names.ts";
import { type Claim, claimOutputs } from "../runs/claim-outputs.ts";
import { createOutput } from "../screen/output.ts";
import { locateService } from "../services/service-location.ts";
import { refuseWithoutDedupe } from "./duplicates-place.ts";
import { enrichEach } from "./enrich-each.ts";
import type { EnrichCall, Job } from "./enrich-job.ts";
import { enrichList } from "./enrich-list.ts";
import { planRun, type RunPlan } from "./plan-run.ts";
import { readSeen } from "./read-seen.ts";
import { tellAtOnce } from "./run-teller.ts";
import { oneOfSeveral, refuseSeveral } from "./several-lists.ts";

/** What all lists of a command have in common. */
type Common = Pick<Job, "app" | "config" | "out" | "started">;

/**
 * Everything that can be refused without reading a list is refused before one is read.
 *
 * @param planning of a run that is planned, or was
 */
export async function runEnrich(
  call: EnrichCall,
  app: App,
  planning: Pick<Job, "toPlan" | "planned"> = {},
): Promise<number> {
  const started = app.io.now();
  const config = await app.configure(call.flags);
  const out = createOutput(app.io, config.settings);
  const common: Common = { app, config, out, started };
  if (call.retryErrors) refuseBesideRetry(call);
  refuseWithoutDedupe(call);
  const plans = await planRuns(call, common);
  const against = call.dedupeAgainst.map((path) => pathIn(app.io.cwd, path));
  const plain = resolveFields(config.settings.fields);
  const fields = config.settings.with_provenance ? withProvenance(plain) : plain;
  parseMapOption(overridesOf(config));
  const checks = await readChecks({ command: "enrich", checks: call.checks }, common);
  if (!call.retryErrors) requireGateColumns(checks, fields, config);
  const decisions = await loadDecisions(call.checks.decisions, app.io.cwd);
  const survivors = createSurvivors();
  const names = listNames([...plans.map(({ input }) => input), ...against]);
  const jobs = plans.map((plan, i): Job => {
    const { written, log, ...places } = plan;
    const mode = call.dedupe;
    const list = names[i] ?? plan.input;
    return {
      ...{ ...common, ...places, ...planning, force: call.force, decisions },
      dedupe: mode && { mode, survivors, list, log },
      checks,
      startedAt: app.io.date(),
      tell: tellAtOnce(out, app.io),
    };
  });
  const alsoRead = (plan: RunPlan) => [
    ...plans.flatMap(({ input }) => (input === plan.input ? [] : [input])),
    ...against,
    ...(checks.canaries === undefined ? [] : [checks.canaries.file]),
    ...(decisions === undefined ? [] : [decisions.path]),
  ];
  const enrich = async (claims: readonly (Claim | undefined)[]): Promise<number> => {
    if (!call.dryRun) await readAllSeen(app, survivors, against, names.slice(plans.length));
    const [only] = jobs;
    if (only !== undefined && jobs.length === 1) return enrichOne(fields, only, claims[0]);
    return enrichEach(jobs, common, (job, i) => enrichOne(fields, job, claims[i]));
  };
  if (call.dryRun) {
    for (const plan of plans) {
      await checkOutputs(plan.input, plan.written, call.force, alsoRead(plan));
    }
    return enrich([]);
  }
  // Before anything is made or locked; a service elsewhere says nothing about our registry.
  if (locateService(config).kind === "registry") await app.requireLedger(config);
  const claims: Claim[] = [];
  return closing({ close: () => closeAll(claims) }, async () => {
    for (const plan of plans) {
      const claiming = { ...plan, force: call.force, alsoRead: alsoRead(plan) };
      claims.push(await claimOutputs({ ...claiming, config, io: app.io, out }));
    }
    return enrich(claims);
  });
}

async function planRuns(call: EnrichCall, common: Common): Promise<RunPlan[]> {
  const { files, ...rest } = call;
  const [only] = files;
  if (only !== undefined && files.length === 1)
    return [await planRun({ ...rest, file: only }, common)];
  const plans: RunPlan[] = [];
  for (const file of files)
    plans.push(await planRun(await oneOfSeveral(file, call, common), common));
  await refuseSeveral(plans);
  return plans;
}

async function closeAll(claims: readonly Claim[]): Promise<void> {
  for (const claim of claims) await claim.close();
}

/** They come after the command's own lists in naming, and before them in time. */
async function readAllSeen(
  app: App,
  survivors: Survivors,
  paths: readonly string[],
  names: readonly string[],
): Promise<void> {
  for (const [i, path] of paths.entries()) {
    await readSeen(app, path, survivors.begin(names[i] ?? path));
  }
}

async function enrichOne(
  fields: readonly string[],
  job: Job,
  claim: Claim | undefined,
): Promise<number> {
  const claimed: Job =
    claim === undefined ? job : { ...job, claim, force: job.force || claim.onlyOwn };
  return job.given.retryErrors ? retry(claimed) : anew(fields, claimed);
}

async function anew(fields: readonly string[], job: Job): Promise<number> {
  const { app, config, given, input } = job;
  const table = await openList(app, config, input, given.replaceHb ? "drop" : "refuse");
  const fieldsSaid = config.settings.fields ?? "default";
  return closing(table, () =>
    enrichList(table, { ...job, fields, fieldsSaid, earlier: undefined }),
  );
}

async function retry(job: Job): Promise<number> {
  const { app, config, given, input } = job;
  const { table, earlier } = await openEarlier(app, config, given, input);
  const { fields } = earlier.run;
  const fieldsSaid = earlier.terms?.fields ?? fields.join(",");
  const looked = earlier.terms?.dedupe;
  if (looked !== undefined && given.dedupe === undefined) {
    job.out.note(
      `note: the run before looked for duplicates; say --dedupe ${looked} to do so again`,
    );
  }
  return closing(table, () => enrichList(table, { ...job, fields, fieldsSaid, earlier }));
}
