/** What a number format makes of a number. */
export interface FormatMeaning {
  /** `time` has no day; `elapsed` counts hours beyond 24. */
  kind: "number" | "date" | "time" | "elapsed" | "text";
  /** Zeros and hyphens only, of a format that pads: `00000`, `00000-0000`. */
  zeros?: string;
}

const money = '"$"#,##0';
const cents = '"$"#,##0.00';
const account = "#,##0_);\\(#,##0\\)";
const accountCents = "#,##0.00_);\\(#,##0.00\\)";

/** Formats that a workbook names by number only (ECMA-376 18.8.30); East Asian ones as plain dates. */
const builtIn: Readonly<Record<number, string>> = {
  1: "0",
  2: "0.00",
  3: "#,##0",
  4: "#,##0.00",
  5: money,
  6: money,
  7: cents,
  8: cents,
  9: "0%",
  10: "0.00%",
  11: "0.00E+00",
  12: "# ?/?",
  13: "# ??/??",
  14: "m/d/yyyy",
  15: "d-mmm-yy",
  16: "d-mmm",
  17: "mmm-yy",
  18: "h:mm AM/PM",
  19: "h:mm:ss AM/PM",
  20: "h:mm",
  21: "h:mm:ss",
  22: "m/d/yyyy h:mm",
  37: account,
  38: account,
  39: accountCents,
  40: accountCents,
  41: account,
  42: money,
  43: accountCents,
  44: cents,
  45: "mm:ss",
  46: "[h]:mm:ss",
  47: "mm:ss.0",
  48: "##0.0E+0",
  49: "@",
  ...everyOf([27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58], "yyyy-mm-dd"),
  ...everyOf([32, 33, 34, 35, 55, 56], "h:mm:ss"),
};

function everyOf(ids: readonly number[], code: string): Record<number, string> {
  return Object.fromEntries(ids.map((id) => [id, code]));
}

/** Undefined for the general format and for numbers that mean nothing everywhere. */
export function builtInFormat(id: number): string | undefined {
  return builtIn[id];
}

/** Reads the section for positive numbers, the only one that tells what a value is. */
export function readNumberFormat(code: string): FormatMeaning {
  const [first = ""] = code.match(/^(?:"[^"]*"|\\.|[^;"\\])*/) ?? [];
  if (/^(?:general|standard)$/i.test(first.trim())) return { kind: "number" };
  const elapsed = /\[(?:h+|m+|s+)\]/i.test(first);
  const bare = first
    .replace(/\\-|"-"/g, "-")
    .replace(/"[^"]*"|\\.|[_*]./g, "")
    .replace(/\[[^\]]*\]/g, "");
  if (elapsed) return { kind: "elapsed" };
  if (/^0[0-]*0$/.test(bare)) return { kind: "number", zeros: bare };
  if (bare.trim() === "@") return { kind: "text" };
  const letters = bare.replace(/am\/pm|a\/p/gi, "").replace(/s\.0+/gi, "s");
  if (/[0#?]/.test(letters) || !/[dmyhs]/i.test(letters)) return { kind: "number" };
  const isDate = /[dy]/i.test(letters) || !/[hs]/i.test(letters);
  return { kind: isDate ? "date" : "time" };
}
