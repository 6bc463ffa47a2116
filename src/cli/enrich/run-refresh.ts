import { createSurvivors } from "../../enrich/dedupe/survivors.ts";
import type { App } from "../app.ts";
import { readChecks } from "../checks/run-checks.ts";
import { closing } from "../closing.ts";
import { loadDecisions } from "../decisions/load-decisions.ts";
import { checkOutputs } from "../files/output-path.ts";
import { openEarlier } from "../input/earlier.ts";
import { claimOutputs } from "../runs/claim-outputs.ts";
import { createOutput } from "../screen/output.ts";
import { locateService } from "../services/service-location.ts";
import { refuseWithoutDedupe } from "./duplicates-place.ts";
import type { EnrichArguments, Job } from "./enrich-job.ts";
import { enrichList } from "./enrich-list.ts";
import { planRun } from "./plan-run.ts";
import { tellAtOnce } from "./run-teller.ts";

/** Everything that can be refused without reading the list is refused before it is read. */
export async function runRefresh(given: EnrichArguments, app: App): Promise<number> {
  const started = app.io.now();
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  refuseWithoutDedupe(given);
  const { written, log, ...places } = await planRun(given, { app, config });
  const checks = await readChecks(
    { command: "refresh", checks: given.checks },
    { app, config, out },
  );
  const decisions = await loadDecisions(given.checks.decisions, app.io.cwd);
  const survivors = createSurvivors();
  const job: Job = {
    ...{ app, config, out, started, ...places, force: given.force },
    dedupe: given.dedupe && { mode: given.dedupe, survivors, list: places.input, log },
    ...{ checks, decisions },
    startedAt: app.io.date(),
    tell: tellAtOnce(out, app.io),
  };
  const alsoRead = [checks.canaries?.file, decisions?.path].filter((path) => path !== undefined);
  if (given.dryRun) {
    await checkOutputs(places.input, written, given.force, alsoRead);
    return refresh(job);
  }
  if (locateService(config).kind === "registry") await app.requireLedger(config);
  const claiming = { ...places, written, force: given.force, alsoRead };
  const claim = await claimOutputs({ ...claiming, config, io: app.io, out });
  return closing(claim, () => refresh({ ...job, claim, force: given.force || claim.onlyOwn }));
}

async function refresh(job: Job): Promise<number> {
  const { app, config, given, input } = job;
  const { table, earlier } = await openEarlier(app, config, given, input);
  const { fields } = earlier.run;
  const fieldsSaid = earlier.terms?.fields ?? fields.join(",");
  return closing(table, () => enrichList(table, { ...job, fields, fieldsSaid, earlier }));
}
