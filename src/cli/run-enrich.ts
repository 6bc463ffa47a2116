import { withProvenance } from "../enrich/provenance-columns.ts";
import { resolveFields } from "../enrich/resolve-fields.ts";
import { parseMapOption } from "../table/map-option.ts";
import { formatOfName } from "../table/output-format.ts";
import type { App } from "./app.ts";
import { claimOutputs } from "./claim-outputs.ts";
import { closing } from "./closing.ts";
import { openEarlier, refuseBesideRetry } from "./earlier.ts";
import type { EnrichArguments, Job } from "./enrich-job.ts";
import { enrichList } from "./enrich-list.ts";
import { openList, overridesOf } from "./list.ts";
import { createOutput } from "./output.ts";
import { checkOutputs, defaultOutput, pathIn, retriedOutput, writtenMap } from "./output-path.ts";
import { receiptPlace } from "./receipt-place.ts";
import { refuseMixedStdout, writtenFiles } from "./run-files.ts";
import { askedFormat, refuseOnTerminal } from "./settle-format.ts";

/** Everything that can be refused without reading the list is refused before it is read. */
export async function runEnrich(given: EnrichArguments, app: App): Promise<number> {
  const started = app.io.now();
  const startedAt = app.io.date();
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  const pathOf = (path: string): string => pathIn(app.io.cwd, path);
  const input = pathOf(given.file);
  const asked = askedFormat(config, given);
  if (given.retryErrors) refuseBesideRetry(given);
  const byDefault = given.retryErrors ? retriedOutput : defaultOutput;
  const output = given.output === undefined ? await byDefault(input, asked) : pathOf(given.output);
  const rejects = given.rejects === undefined ? undefined : pathOf(given.rejects);
  const provenance = given.provenance === undefined ? undefined : pathOf(given.provenance);
  const saveMap = given.saveMap === undefined ? undefined : pathOf(given.saveMap);
  const receipt = await receiptPlace(output, {
    given: typeof given.receipt === "string" ? pathOf(given.receipt) : given.receipt,
    isWorkbook: (asked ?? formatOfName(output)) === "xlsx",
  });
  const plain = resolveFields(config.settings.fields);
  const fields = config.settings.with_provenance ? withProvenance(plain) : plain;
  parseMapOption(overridesOf(config));
  if (!given.dryRun) {
    refuseMixedStdout(config.settings.json, output, { rejects, provenance }, receipt.file);
    refuseOnTerminal(asked, output, app.io);
  }
  const written = writtenFiles(output, { rejects, provenance }, receipt);
  const files = [...(given.dryRun ? [] : written), ...writtenMap(saveMap)];
  const places = { output, rejects, provenance, saveMap, receipt, force: given.force };
  const job: Job = { app, given, config, out, input, ...places, started, startedAt };
  const enrich = (claimed: Job) => (given.retryErrors ? retry(claimed) : anew(fields, claimed));
  if (given.dryRun) {
    await checkOutputs(input, files, given.force);
    return enrich(job);
  }
  const claiming = { input, output, written: files, force: given.force, config, io: app.io, out };
  return closing(await claimOutputs(claiming), (claim) =>
    enrich({ ...job, claim, force: job.force || claim.onlyOwn }),
  );
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
  return closing(table, () => enrichList(table, { ...job, fields, fieldsSaid, earlier }));
}
