import { cellToText } from "./cell-to-text.ts";
import type { SheetRow } from "./row-builder.ts";

/** Nothing to see in it: no value, or nothing but spaces. */
export function isBlankRow({ values, problems }: SheetRow): boolean {
  return problems.length === 0 && values.every((value) => cellToText(value).trim() === "");
}

/** The texts of a row, "" where a value could not be had. */
export function rowTexts({ values, problems }: SheetRow): string[] {
  const texts = values.map(cellToText);
  for (const { column } of problems) texts[column] = "";
  return texts;
}
