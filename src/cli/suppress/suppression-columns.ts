import type { Config } from "../../config.ts";
import type { MatchContext } from "../../model/contract.ts";
import { UsageError } from "../../model/errors.ts";
import { type HashedKind, hashedKinds } from "../../suppress/hashed-values.ts";
import { readSuppressionColumns, type SuppressionColumns } from "../../suppress/list-columns.ts";
import { parseContactMap } from "../../table/columns/map-option.ts";
import type { Table } from "../../table/table.ts";
import type { App } from "../app.ts";
import { listOverrides, overridesOf } from "../input/list.ts";
import { settleDoubts } from "../input/mapping-questions.ts";
import { dialectWords, listName, quiet } from "../input/mapping-screen.ts";
import type { Output } from "../screen/output.ts";
import { shorten } from "../screen/printable.ts";

/** How names of a list of suppressed people are read: each row speaks for itself, unless it is said. */
export function nameContext({ settings }: Config): MatchContext {
  const { name_order = "mixed", name_columns } = settings;
  return { name_order, prior: 0.5, ...(name_columns === undefined ? {} : { name_columns }) };
}

/** The columns of a list, told and said. */
export async function settleSuppressionColumns(
  table: Table,
  hashed: readonly string[],
  { app, config, out }: { app: App; config: Config; out: Output },
): Promise<SuppressionColumns> {
  const { io } = app;
  const { file, columns } = table;
  const { settings } = config;
  const overrides = {
    lead: await listOverrides(config, columns),
    contact: parseContactMap(overridesOf(config)),
    hashed: hashed.map(parseHashed),
  };
  const found = await readSuppressionColumns(table, overrides, {
    signal: io.signal,
    settleDoubts: (doubts) => settleDoubts(doubts, { io, settings, file, columns, out }),
  });
  for (const line of columnLines(table, found)) out.note(line);
  return found;
}

function parseHashed(text: string): [HashedKind, string] {
  const at = text.indexOf("=");
  const kind = hashedKinds.find((known) => known === text.slice(0, at).trim().toLowerCase());
  if (at !== -1 && kind !== undefined) return [kind, text.slice(at + 1).trim()];
  throw new UsageError(
    "hashed_invalid",
    "--hashed takes kind=Column.",
    `For example: --hashed email=Digest. Kinds: ${hashedKinds.join(", ")}.`,
  );
}

/** Fields that say by what somebody is known. */
const keyFields = [
  ...["npi", "license_number", "license_state"],
  ...["full_name", "first_name", "middle_name", "last_name", "suffix", "city", "state", "zip"],
] as const;

function columnLines(table: Table, { mapping, ...found }: SuppressionColumns): string[] {
  const plain = (index: number) => table.columns[index] ?? "";
  const lines: [string, string][] = [
    ...keyFields.flatMap((field): [string, string][] => {
      const mapped = mapping[field as keyof typeof mapping];
      return mapped === undefined ? [] : [[field, plain(mapped.index)]];
    }),
    ...found.emails.map((index): [string, string] => ["email", plain(index)]),
    ...found.phones.map((index): [string, string] => ["phone", plain(index)]),
    ...found.hashed.map(({ kind, column }): [string, string] => [`${kind}, hashed`, column]),
  ];
  const width = Math.max(0, ...lines.map(([field]) => field.length));
  return [
    `${listName(table)}: ${dialectWords(table)}`,
    ...lines.map(([field, column]) => `  ${field.padEnd(width)}  <- ${shorten(quiet(column), 50)}`),
  ];
}
