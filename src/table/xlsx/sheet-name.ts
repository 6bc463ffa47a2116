/** The sheet that our own workbooks have beside the list: receipt, mapping and legend. */
export const aboutSheetName = "heartbeat";

const maxLength = 31;

/**
 * A name that every spreadsheet takes: 31 characters, none of `\ / ? * [ ] :`, no apostrophe at an
 * end, not `History`, which Excel keeps for itself. The first sheet of a list has no number, the
 * next ones end in theirs: `list`, `list 2`.
 */
export function sheetName(wanted: string, number: number, taken: readonly string[] = []): string {
  const suffix = number === 1 ? "" : ` ${number}`;
  const name = shorten(clean(wanted), maxLength - suffix.length) + suffix;
  const folded = taken.map((one) => one.toLowerCase());
  return folded.includes(name.toLowerCase()) ? sheetName(wanted, number + 1, taken) : name;
}

function clean(wanted: string): string {
  const name = wanted
    .replace(/[\\/?*[\]:]|\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, "_")
    .replace(/^'+|'+$/g, "")
    .trim();
  if (name === "") return "list";
  return name.toLowerCase() === "history" ? `${name}_` : name;
}

function shorten(name: string, length: number): string {
  // Half of a surrogate pair is no character.
  return name
    .slice(0, length)
    .replace(/[\ud800-\udbff]$/, "")
    .replace(/[' ]+$/, "");
}
