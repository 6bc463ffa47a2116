/** What a column must never leave the machine for. */
export type SensitiveKind = "ssn" | "birth_date" | "patient";

export interface SensitiveColumn {
  /** 0-based position in the list. */
  index: number;
  /** Header cell as it stands. */
  column: string;
  kind: SensitiveKind;
  by: "name" | "content";
}

/** Share of a column's filled cells that must look so, and how many at least. */
const convincingShare = 0.6;
const convincingCells = 3;

/**
 * Columns with Social Security numbers, dates of birth or data about patients, by their names and by
 * the cells of `sample` (rows). They are never mapped, so never sent.
 */
export function findSensitiveColumns(
  columns: readonly string[],
  sample: readonly (readonly string[])[],
): SensitiveColumn[] {
  return columns.flatMap((column, index): SensitiveColumn[] => {
    const named = sensitiveName(column);
    if (named !== undefined) return [{ index, column, kind: named, by: "name" }];
    const cells = sample.map((row) => row[index]?.trim() ?? "").filter((cell) => cell !== "");
    const held = sensitiveCells(column, cells);
    return held === undefined ? [] : [{ index, column, kind: held, by: "content" }];
  });
}

const names: readonly [SensitiveKind, RegExp][] = [
  [
    "ssn",
    /\b(?:ssn|ssns|ss (?:no|num|number)|soc(?:ial)? sec(?:urity)?|itin|last (?:4|four) ssn)\b/,
  ],
  [
    "birth_date",
    /\b(?:dob|d o b|birth ?(?:date|day|year|month)|(?:date|day|year|month) of birth)\b/,
  ],
  ["birth_date", /^(?:born|birth|b ?date|b ?day|born on)$/],
  [
    "patient",
    /\bpatients? (?:(?:full|first|last|middle) )?(?:name|id|identifier|number|no|num|mrn|address|street|city|state|zip|phone|email|account|acct|sex|gender|age|diagnos[ei]s)\b/,
  ],
  ["patient", /^patients?$|\bmrn\b|\bmedical record (?:no|num|number|id)\b|\bmed rec\b/],
  ["patient", /\b(?:diagnos[ei]s|dx|icd ?(?:9|10)(?: cm)?|chief complaint)\b/],
  [
    "patient",
    /\b(?:subscriber|beneficiary|policy ?holder|insured|insurance(?: member| policy)?|member) (?:id|identifier|number|no|num)\b/,
  ],
  ["patient", /\b(?:mbi|hicn|medicare beneficiary identifier)\b/],
];

/** What the column's name says it holds. */
export function sensitiveName(column: string): SensitiveKind | undefined {
  const words = column
    .normalize("NFKD")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("#", " number ")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "")
    .join(" ");
  return names.find(([, pattern]) => pattern.test(words))?.[0];
}

/** Names that leave open which date a column holds. */
const openName =
  /^(?:dates?|dt|day|d|col(?:umn)?|field|unnamed|value|data|info|misc|other|personal|number|no|id|identifier|tax id|tin|ref(?:erence)?)?\W*\d*$/i;

function sensitiveCells(column: string, cells: readonly string[]): SensitiveKind | undefined {
  const enough = (hits: number) =>
    hits >= convincingCells && hits >= cells.length * convincingShare;
  const numbers = cells.filter(isSsnText).length;
  // Their shape is nobody else's, so that a list of one row says enough.
  if (numbers > 0 && numbers >= cells.length * convincingShare) return "ssn";
  if (!openName.test(column.trim())) return undefined;
  const years = cells.flatMap((cell) => yearOfDate(cell) ?? []);
  if (!enough(years.length)) return undefined;
  years.sort((a, b) => a - b);
  const [first = 0] = years;
  const last = years.at(-1) ?? 0;
  const middle = years[years.length >> 1] ?? 0;
  return first >= 1915 && last <= 2010 && middle <= 1995 ? "birth_date" : undefined;
}

/** `219-09-9999`, also a taxpayer's number that begins with 9; never issued ones are none. */
export function isSsnText(text: string): boolean {
  return /^(?!000|666)\d{3}-(?!00)\d\d-(?!0000)\d{4}$/.test(text);
}

const dateShapes: readonly RegExp[] = [
  /^(\d{4})[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ][\d:.]+)?$/,
  /^\d{1,2}[-/.]\d{1,2}[-/.](\d{4})(?: [\d:]+)?$/,
  /^\d{1,2}[- ][A-Za-z]{3,9}[- ,]+(\d{4})$/,
  /^[A-Za-z]{3,9} \d{1,2},? (\d{4})$/,
];

function yearOfDate(text: string): number | undefined {
  for (const shape of dateShapes) {
    const year = shape.exec(text)?.[1];
    if (year !== undefined) return Number(year);
  }
  return undefined;
}
