import type { Config, Flags } from "../../config.ts";
import type { DeletionPlan } from "../../dsar/erase/deletion-plan.ts";
import type { ToldRecord } from "../../dsar/erase/kept-records.ts";
import { makePlan } from "../../dsar/erase/make-plan.ts";
import { UsageError } from "../../model/errors.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { checkOutputs, pathIn } from "../files/output-path.ts";
import { writePrivate } from "../files/write-private.ts";
import { openList } from "../input/list.ts";
import { createOutput } from "../screen/output.ts";
import { counted } from "../screen/progress.ts";
import { shellWord } from "../typed/shell-word.ts";
import { withErasureWorld } from "./erasure-world.ts";

export interface DsarPlanArguments {
  id: string;
  output?: string;
  look?: string[];
  kept?: string;
  force?: true;
  flags: Flags;
}

export async function runDsarPlan(given: DsarPlanArguments, app: App): Promise<number> {
  const { io } = app;
  const config = await app.configure(given.flags);
  const out = createOutput(io, config.settings);
  const path = pathIn(io.cwd, given.output ?? `${given.id}.plan.json`);
  const read = [...(given.look ?? []), ...(given.kept === undefined ? [] : [given.kept])].map(
    (one) => pathIn(io.cwd, one),
  );
  await checkOutputs("-", [{ flag: "--output", path }], given.force === true, read);
  const told = given.kept === undefined ? [] : await readKept(given.kept, app, config);
  const lists = (npis: readonly string[]) =>
    rowsOf(
      (given.look ?? []).map((file) => pathIn(io.cwd, file)),
      new Set(npis),
      app,
      config,
    );
  const { plan, sha256 } = await withErasureWorld(app, config, (world) =>
    makePlan(world, given.id, { told, lists }, ({ bytes }) => writePrivate(path, bytes, io)),
  );
  const places = counted(plan.erased.length, "place");
  out.note(`Plan of the deletion: ${path}`);
  out.note(
    `  ${places} to erase from, ${counted(plan.kept.length + plan.elsewhere.kept.length, "record")} kept, ${counted(plan.notify.length, "recipient")} to notify`,
  );
  for (const { file, rows } of plan.lists) {
    out.note(`  ${file} has the person in ${counted(rows.length, "row")}: take them out yourself`);
  }
  const next = `heartbeat dsar delete --id ${given.id} --plan ${shellWord(path)}`;
  out.note(`Read it, then: ${next}`);
  if (config.settings.json) await out.json({ schema_version: 1, plan: path, sha256 });
  return 0;
}

/** Row numbers of lists that have any of the NPIs in any cell. */
async function rowsOf(
  files: readonly string[],
  npis: ReadonlySet<string>,
  app: App,
  config: Config,
): Promise<DeletionPlan["lists"]> {
  const found: DeletionPlan["lists"] = [];
  for (const file of files) {
    const rows: number[] = [];
    await closing(await openList(app, config, file, "keep"), async (table) => {
      for await (const batch of table.rows({ signal: app.io.signal })) {
        for (const { cells, extra, number } of batch) {
          const digits = [...cells, ...extra].map((cell) => cell.replace(/\D/g, ""));
          if (digits.some((text) => npis.has(text))) rows.push(number);
        }
      }
    });
    if (rows.length > 0) found.push({ file, rows });
  }
  return found;
}

const keptColumns = ["record", "where", "exceptions", "statute", "purpose", "review"] as const;

/** Records of other systems, as compliance staff tell of them. */
async function readKept(file: string, app: App, config: Config): Promise<ToldRecord[]> {
  return closing(await openList(app, config, pathIn(app.io.cwd, file), "keep"), async (table) => {
    const names = table.columns.map((name) => name.trim().toLowerCase());
    const places = keptColumns.map((name) => names.indexOf(name));
    if (places.includes(-1)) throw columnsMissing();
    const records: ToldRecord[] = [];
    for await (const batch of table.rows({ signal: app.io.signal })) {
      for (const { kind, cells } of batch) {
        if (kind !== "record") continue;
        const [record = "", where = "", exceptions = "", statute = "", purpose = "", review = ""] =
          places.map((place) => cells[place]?.trim() ?? "");
        const words = exceptions.split(/[\s,;]+/).filter((word) => word !== "");
        records.push({ record, where, exceptions: words, statute, purpose, review });
      }
    }
    return records;
  });
}

function columnsMissing(): UsageError {
  return new UsageError(
    "kept_columns",
    "The file of --kept lacks a column.",
    `It has the columns ${keptColumns.join(", ")}.`,
  );
}
