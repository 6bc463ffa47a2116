import { z } from "zod";
import type { SheetValue } from "../../table/table.ts";
import { defuseFormula } from "../../table/text/defuse-formula.ts";

/** The column that tells what a run has written over, so that it can be taken back. */
export const replacedColumn = "hb_replaced";

const replacementSchema = z.object({
  /** Position in the list, 1 = first, and how `--map` names the column. */
  column: z.int().positive(),
  name: z.string(),
  /** In a text the cell as it stood, quotes included; in a workbook its value, null for none. */
  was: z.union([z.string(), z.number(), z.boolean(), z.null()]),
  /** In a workbook: its number format, and whether the value is a date. */
  format: z.string().optional(),
  date: z.literal(true).optional(),
  /** What the cell says now: what says something else was edited since, and stays. */
  is: z.string(),
});

/** One cell of a row that a run has written, and what stood there. */
export type Replacement = z.infer<typeof replacementSchema>;

const cellSchema = z.array(replacementSchema);

/** As the cell of `replacedColumn`: JSON, or "" for none. It never needs to be defused. */
export function replacementsText(replaced: readonly Replacement[]): string {
  if (replaced.length === 0) return "";
  const json = JSON.stringify(replaced);
  if (defuseFormula(json) === json) return json;
  return json.replace(/"(?:[^"\\]|\\.)*"/g, (text) => text.replace(/[=+\-@＝＋－＠]/g, escaped));
}

function escaped(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** What such a cell says; nothing where somebody has made something else of it. */
export function readReplacements(cell: string): readonly Replacement[] {
  if (cell === "") return [];
  try {
    const read = cellSchema.safeParse(JSON.parse(cell));
    return read.success ? read.data : [];
  } catch {
    return [];
  }
}

/** A workbook's value as it is told, and back. */
export function valueWas({ value, format }: SheetValue): Pick<Replacement, "was" | "format"> {
  const told = format === undefined ? {} : { format };
  if (value instanceof Date) return { was: value.toISOString(), ...told, ...{ date: true } };
  return { was: value, ...told };
}

export function valueBefore({ was, format, date }: Replacement): SheetValue {
  const value = date === true ? new Date(String(was)) : was;
  return format === undefined ? { value } : { value, format };
}
