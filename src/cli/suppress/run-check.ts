import type { Config, Flags } from "../../config.ts";
import type { Suppression, SuppressionStore } from "../../ledger/suppression-store.ts";
import { UsageError } from "../../model/errors.ts";
import { type CheckedList, checkRows } from "../../suppress/check-rows.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { occurrenceLines } from "../contacts/contacts-screen.ts";
import { checkOutputs, pathIn } from "../files/output-path.ts";
import { openList } from "../input/list.ts";
import { createOutput, type Output } from "../screen/output.ts";
import { count, counted, createProgress } from "../screen/progress.ts";
import { openSearchOutput } from "../search/search-output.ts";
import { type NamedPerson, namedKeys } from "./named-person.ts";
import { rowProblems } from "./suppress-screen.ts";
import { nameContext, settleSuppressionColumns } from "./suppression-columns.ts";

export interface SuppressCheckArguments extends NamedPerson {
  /** A list; `-` for standard input. Without it one person. */
  file: string | undefined;
  hashed: readonly string[];
  output: string | undefined;
  force: boolean;
  flags: Flags;
}

/** Whoever is suppressed is an answer, and nobody is one: exit 0. */
export async function runSuppressCheck(given: SuppressCheckArguments, app: App): Promise<number> {
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  const { file, npi, from, output } = given;
  if (file !== undefined && (npi ?? from) !== undefined) {
    throw new UsageError("usage", "A list and a person are two questions.", "Ask one of them.");
  }
  if (file === undefined && output !== undefined) {
    throw new UsageError("usage", "--output is for the rows of a list.", "Name the list.");
  }
  const store = (await app.existingSuppressions(config)) ?? nobody;
  return closing(store, async () => {
    if (file === undefined) await checkPerson(given, store, { app, config, out });
    else await checkList({ ...given, file }, store, { app, config, out });
    return 0;
  });
}

type Asked = Pick<SuppressionStore, "find" | "idsOf" | "ghostsAt" | "close">;

/** Where there is no ledger. */
const nobody: Asked = {
  find: async () => [],
  idsOf: async (batch) => batch.map(() => []),
  ghostsAt: async (batch) => batch.map(() => undefined),
  close: async () => {},
};

interface World {
  app: App;
  config: Config;
  out: Output;
}

async function checkPerson(
  named: NamedPerson,
  store: Asked,
  { app, config, out }: World,
): Promise<void> {
  const { keys, ghosts } = await namedKeys(named, config, app.io);
  const found = await store.find(keys.length > 0 ? keys : ghosts);
  if (config.settings.json) {
    const suppressions = found.map(({ id: _, keyCount: __, added: ___, ...terms }) => terms);
    await out.json({ schema_version: 1, suppressed: found.length > 0, suppressions });
    return;
  }
  await out.data(found.length === 0 ? "not suppressed\n" : found.map(line).join(""));
}

function line({ reason, channel, source, date, reversible }: Suppression): string {
  const end = reversible ? "can be lifted" : "for good";
  return `suppressed: ${reason}, by ${channel}, ${source}, ${date}, ${end}\n`;
}

async function checkList(
  { file, hashed, output, force }: SuppressCheckArguments & { file: string },
  store: Asked,
  { app, config, out }: World,
): Promise<void> {
  const { signal } = app.io;
  const path = pathIn(app.io.cwd, file);
  const outputPath = pathIn(app.io.cwd, output ?? "-");
  await checkOutputs(path, [{ flag: "--output", path: outputPath }], force);
  const table = await openList(app, config, path, "drop");
  const checked = await closing(table, async () => {
    const columns = await settleSuppressionColumns(table, hashed, { app, config, out });
    const progress = await createProgress(app.io, config.settings);
    try {
      return await checkRows(table, columns, store, {
        ...{ context: nameContext(config), signal },
        onProgress: (rows) => progress.update({ step: "Checking", done: rows, unit: "rows" }),
      });
    } finally {
      progress.stop();
    }
  });
  const isJson = config.settings.json;
  if (output !== undefined || !isJson) {
    await writeRows(checked, outputPath, { app, out, force });
  }
  for (const said of listLines(checked)) out.note(said);
  if (isJson) await out.json({ schema_version: 1, ...checked });
}

async function writeRows(
  { suppressed }: CheckedList,
  path: string,
  { app, out, force }: { app: App; out: Output; force: boolean },
): Promise<void> {
  const file = await openSearchOutput(path, { out, io: app.io, force });
  try {
    await file.write("row,by\n");
    for (const { row, by } of suppressed) await file.write(`${row},${by}\n`);
    await file.finish();
  } catch (error) {
    await file.abort();
    throw error;
  }
}

function listLines({ rows, suppressed, unchecked }: CheckedList): string[] {
  const byName = suppressed.filter(({ by }) => by === "name").length;
  return [
    "",
    `${count(suppressed.length)} of ${counted(rows, "row")} ${suppressed.length === 1 || rows === 1 ? "is" : "are"} suppressed`,
    ...(byName === 0
      ? []
      : [
          `${count(byName)} of these by name and place alone: a namesake who is told apart by NPI, license or phone is not`,
        ]),
    ...occurrenceLines("Not checked:", unchecked, rowProblems),
  ];
}
