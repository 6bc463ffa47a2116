import { InputError, UsageError } from "../model/errors.ts";
import { alwaysColumns } from "./cells/field-catalogue.ts";
import { outputColumns } from "./cells/output-columns.ts";
import { allFieldColumns } from "./cells/provenance-columns.ts";
import { staleColumn } from "./refresh/stale-column.ts";
import { replacedColumn } from "./write/replacement.ts";

interface EarlierColumns {
  /** Profile columns, in the list's order. */
  fields: string[];
  /** Where each of `outputColumns(fields)` stands among the columns given. */
  positions: number[];
  /** Where it stands what the run has written over; undefined where it wrote nothing. */
  replaced: number | undefined;
  /** And since when its values are not confirmed; undefined where no refresh wrote it. */
  stale: number | undefined;
}

/**
 * What a run's columns are, by their names.
 *
 * @param columns those that begin with `hb_`, as they stand in the header
 */
export function earlierColumns(file: string, columns: readonly string[]): EarlierColumns {
  const again = "Put its header back as it was, or enrich the whole list with --replace-hb.";
  if (columns.length === 0) {
    throw new UsageError(
      "not_enriched",
      `${file} has no hb_ columns: it is no list that heartbeat wrote.`,
      "Name the enriched list, or enrich this one: heartbeat enrich FILE.",
    );
  }
  const names = columns.map((column) => column.trim().toLowerCase());
  const missing = alwaysColumns.filter(({ name }) => !names.includes(name));
  if (missing.length > 0) {
    const list = missing.map(({ name }) => name).join(", ");
    throw new InputError("hb_columns_missing", `${file} has no ${list}.`, again);
  }
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new InputError("hb_columns_twice", `${file} has two columns ${twice}.`, again);
  }
  const ours = new Set(outputColumns(allFieldColumns(), { writes: true, refreshes: true }));
  const foreign = names.find((name) => !ours.has(name));
  if (foreign !== undefined) {
    throw new InputError(
      "hb_column_unknown",
      `${file} has a column ${foreign}, which this version of heartbeat does not fill.`,
      "Give it a name without hb_ in front if it is your own; else use the version that wrote it.",
    );
  }
  const always = alwaysColumns.map(({ name }) => name);
  const noField = new Set([...always, replacedColumn, staleColumn]);
  const fields = names.filter((name) => !noField.has(name));
  const placeOf = (name: string) => (names.includes(name) ? names.indexOf(name) : undefined);
  return {
    fields,
    positions: outputColumns(fields).map((name) => names.indexOf(name)),
    replaced: placeOf(replacedColumn),
    stale: placeOf(staleColumn),
  };
}
