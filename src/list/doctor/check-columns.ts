import { headerMeanings } from "../../table/columns/header-synonyms.ts";
import type { SensitiveColumn } from "../../table/columns/sensitive-columns.ts";
import type { Findings } from "./collect-findings.ts";

/** What is wrong with the names of columns, and columns that may not be used at all. */
export function checkColumns(
  columns: readonly string[],
  sensitive: readonly SensitiveColumn[],
  findings: Findings,
): void {
  for (const { index, kind } of sensitive) findings.add(`sensitive_${kind}`, undefined, { index });
  const named = new Map<string, number[]>();
  for (const [index, column] of columns.entries()) {
    const name = column.trim().toLowerCase();
    if (name === "") findings.add("empty_header", undefined, { index });
    else named.set(name, [...(named.get(name) ?? []), index]);
  }
  for (const [index, ...others] of named.values()) {
    if (index === undefined || others.length === 0) continue;
    // All of one name are one finding, told of the first of them.
    for (const _ of [index, ...others]) findings.add("duplicate_header", undefined, { index });
  }
}

const noDates =
  /\b(?:address|street|suite|ste|unit|apt|room|suffix|license|lic|id|identifier|number|no|code|name)\b/i;

/** Whether a date makes no sense in a column that no field has. */
export function isDateless(column: string): boolean {
  const words = column.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[^A-Za-z]+/g, " ");
  if (/\b(?:date|time|day|expir\w*|issued|since|until)\b/i.test(words)) return false;
  if (noDates.test(words)) return true;
  const [meaning] = headerMeanings(column);
  return meaning !== undefined && meaning.field !== "graduation_year";
}
