import { type DamageKind, lossWords, repairWords } from "../../enrich/rows/cell-damage.ts";
import { type ReasonCode, reasonCodes, rejectedLineCodes } from "../../model/reason.ts";

/**
 * `error`: something is lost, or would go wrong. `warning`: something is repaired, left out or
 * doubtful. `note`: worth knowing.
 */
export type Severity = "error" | "warning" | "note";

export const severities: readonly Severity[] = ["error", "warning", "note"];

interface KindWords {
  severity: Severity;
  /** One of it, and several; the count is put before. */
  says: readonly [string, string];
  effect: string;
}

const invalid = "the row becomes invalid_input";
const repaired = "read as it was meant; the cell is not changed";
const empty = "read as empty";

/** What is wrong with rows, columns and cells, beside what spreadsheets do to cells. */
const ownKinds = {
  // the list
  nothing_to_search_by: error(
    ["list without a column to search by", ""],
    "enrich stops; name a column: --map full_name=Contact",
  ),
  enriched_before: note(
    ["hb_ column of an earlier run", "hb_ columns of an earlier run"],
    "enrich stops unless --replace-hb drops them",
  ),
  windows_1252: note(
    ["list that is no UTF-8", ""],
    "read as Windows-1252; look at letters with accents",
  ),
  mixed_line_endings: note(
    ["row that ends in another way than most", "rows that end in another way than most"],
    "every row keeps its own ending",
  ),
  // columns
  sensitive_ssn: error(
    ["column that looks like Social Security numbers", ""],
    "never mapped, never sent; better taken out of the list",
  ),
  sensitive_patient: error(
    ["column that looks like patient data", ""],
    "never mapped, never sent; better taken out of the list",
  ),
  sensitive_birth_date: warning(
    ["column that looks like birth dates", ""],
    "never mapped, never sent; better taken out of the list",
  ),
  duplicate_header: warning(
    ["column of this name", "columns of this name"],
    "kept apart; --map tells them apart by Name#2 or position (@3)",
  ),
  empty_header: note(
    ["column without a name", "columns without a name"],
    "used only if its cells tell what it is, or by --map field=@3",
  ),
  // rows
  empty_row: warning(["row without any text", "rows without any text"], invalid),
  repeated_header: error(
    ["header line among the rows", "header lines among the rows"],
    "taken for a lead; take it out of the list",
  ),
  short_row: warning(
    ["row shorter than the header", "rows shorter than the header"],
    "filled up with empty cells; look whether cells have moved",
  ),
  long_row: warning(
    ["row longer than the header", "rows longer than the header"],
    "the rest is kept in hb_extra columns; look whether cells have moved",
  ),
  duplicate_lead: note(
    ["row that repeats an earlier lead", "rows that repeat an earlier lead"],
    "asked once, and every row gets the answer",
  ),
  npi_shared: warning(
    ["NPI that stands beside another name before", "NPIs that stand beside another name before"],
    "each row is answered by itself; at most one of the names is right",
  ),
  // cells
  npi_lost_digits: error(
    [
      "NPI without its last digits (scientific notation)",
      "NPIs without their last digits (scientific notation)",
    ],
    "not used; the row goes on by what else it has",
  ),
  npi_check_digit: warning(
    ["NPI that fails its check digit", "NPIs that fail their check digit"],
    "never repaired, not used; the row goes on by what else it has",
  ),
  npi_malformed: warning(
    ["cell that is no NPI", "cells that are no NPI"],
    "not used; the row goes on by what else it has",
  ),
  zip_unreadable: warning(
    ["ZIP that is none, or of another state", "ZIPs that are none, or of another state"],
    "not used",
  ),
  phone_lost_digits: error(
    ["phone number without its last digits", "phone numbers without their last digits"],
    "not used",
  ),
  phone_malformed: warning(
    ["phone number that is none", "phone numbers that are none"],
    "not used",
  ),
  license_lost_digits: error(
    ["license without its last digits", "licenses without their last digits"],
    "not used",
  ),
  email_malformed: warning(
    ["e-mail address that is none", "e-mail addresses that are none"],
    "not used",
  ),
  truth_value: warning(
    ["TRUE or FALSE as a name", "TRUE or FALSE as names"],
    "read as a name: there are people called True",
  ),
  question_mark: warning(
    ["name with a question mark in a word", "names with a question mark in a word"],
    "read without it; a letter may be lost",
  ),
  cut_text: warning(
    [
      "cell that ends at a program's limit (255 or 32,767)",
      "cells that end at a program's limit (255 or 32,767)",
    ],
    "read as it is; its end may be lost",
  ),
  ssn_cell: error(
    [
      "cell that looks like a Social Security number",
      "cells that look like Social Security numbers",
    ],
    "the cell is not sent",
  ),
  formula_cell: warning(
    [
      "cell that a spreadsheet would run as a formula",
      "cells that a spreadsheet would run as formulas",
    ],
    "comes back as it is; open the output with care",
  ),
  formula_error: error(["formula that failed", "formulas that failed"], empty),
  uncalculated_formula: error(
    ["formula without a result", "formulas without a result"],
    `${empty}, and comes back empty; open the workbook in Excel and save it again`,
  ),
} as const satisfies Readonly<Record<string, KindWords>>;

type InvalidReason = (typeof invalidReasons)[number];

/** Reasons of rows that become `invalid_input`, worst for the user first. */
const invalidReasons = [
  "npi_scientific",
  "npi_unusable",
  "name_damaged",
  ...rejectedLineCodes,
  "nothing_to_search",
  "other_script",
  "lone_initial",
  "no_person",
  "organization",
] as const satisfies readonly ReasonCode[];

export type FindingKind = keyof typeof ownKinds | DamageKind | InvalidReason;

/** Every kind of finding, in the order in which they are told. */
export const findingKinds: ReadonlyMap<FindingKind, KindWords> = new Map<FindingKind, KindWords>([
  ...invalidReasons.map((code): [FindingKind, KindWords] => [code, invalidRow(code)]),
  ...(Object.entries(ownKinds) as [FindingKind, KindWords][]),
  ...Object.entries(lossWords).map(([kind, says]): [FindingKind, KindWords] => [
    kind as DamageKind,
    kind === "error_value" ? warning(says, empty) : error(says, lostEffect(kind)),
  ]),
  ...Object.entries(repairWords).map(([kind, says]): [FindingKind, KindWords] => [
    kind as DamageKind,
    kind === "curly_quotes" ? note(says, repaired) : warning(says, repairEffect(kind)),
  ]),
]);

function invalidRow(code: InvalidReason): KindWords {
  const words = reasonCodes[code].split(";")[0] ?? "";
  return error([`row: ${words}`, `rows: ${words}`], invalid);
}

function repairEffect(kind: string): string {
  return kind === "zip_leading_zero" ? "read with its zero; the cell is not changed" : repaired;
}

function lostEffect(kind: string): string {
  return kind === "lost_characters"
    ? `${empty}, a name only compared with the one behind an NPI; export again as UTF-8`
    : `${empty}; cannot be repaired`;
}

function error(says: readonly [string, string], effect: string): KindWords {
  return { severity: "error", says, effect };
}

function warning(says: readonly [string, string], effect: string): KindWords {
  return { severity: "warning", says, effect };
}

function note(says: readonly [string, string], effect: string): KindWords {
  return { severity: "note", says, effect };
}
