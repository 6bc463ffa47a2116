import type { Config, Flags } from "../../config.ts";
import {
  type Exported,
  type ExportOptions,
  exportRequest,
} from "../../dsar/export/export-request.ts";
import type { App, OnFile } from "../app.ts";
import { pathIn } from "../files/output-path.ts";
import { createOutput } from "../screen/output.ts";
import { isoDay } from "../typed/iso-day.ts";

export interface DsarExportArguments {
  id: string;
  out?: string;
  fromDate?: string;
  toDate?: string;
  flags: Flags;
}

export async function runDsarExport(given: DsarExportArguments, app: App): Promise<number> {
  const { io } = app;
  const config = await app.configure(given.flags);
  const out = createOutput(io, config.settings);
  const options: ExportOptions = {
    folder: pathIn(io.cwd, given.out ?? "."),
    tellNpi: config.settings.rights_npi === "disclose",
    from: given.fromDate && isoDay(given.fromDate, "--from-date"),
    to: given.toDate && isoDay(given.toDate, "--to-date"),
  };
  const done = await exportWith(app, config, given.id, options);
  out.note(screen(given.id, done, options.tellNpi));
  if (config.settings.json) await out.json({ schema_version: 1, id: given.id, ...done });
  return 0;
}

async function exportWith(
  app: App,
  config: Config,
  id: string,
  options: ExportOptions,
): Promise<Exported> {
  const { io } = app;
  const opened: { close(): Promise<void> }[] = [];
  const keep = async <T extends { close(): Promise<void> }>(opening: Promise<T>): Promise<T> => {
    const store = await opening;
    opened.push(store);
    return store;
  };
  try {
    const store = await keep(app.openRequests(config));
    let onFile: Promise<OnFile> | undefined;
    return await exportRequest(
      {
        ...{ store, now: io.date, unfinished: io.unfinished },
        registry: async () => {
          onFile ??= keep(app.openOnFile(config));
          return (await onFile).registry;
        },
        corrections: await keep(app.openCorrections(config)),
        suppressions: await keep(app.openSuppressions(config)),
        channels: await keep(app.channelRules(config)),
        disclosures: await keep(app.openDisclosures(config)),
        signer: await app.signer(config),
      },
      id,
      options,
    );
  } finally {
    for (const store of opened.reverse()) await store.close();
  }
}

function screen(
  id: string,
  { path, kind, pieces, categories, forbidden }: Exported,
  tellNpi: boolean,
): string {
  const what =
    kind === "know-specific" ? `${pieces} pieces of information` : "categories, without any value";
  return [
    `${path}: ${what} (${categories.join(", ") || "nothing is held"})`,
    ...(forbidden.length === 0 ? [] : [`Held and never disclosed: ${forbidden.join(", ")}`]),
    ...(tellNpi || kind === "know-categories"
      ? []
      : ["NPI and license numbers are withheld (rights_npi)"]),
    `Next: heartbeat dsar letter --id ${id}`,
  ].join("\n");
}
