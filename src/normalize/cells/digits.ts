const beyondAscii = /[^ -~]/;

/**
 * The text with every decimal digit of any script as 0–9, and with plain spaces and hyphens;
 * trimmed, without the apostrophe or `="…"` that spreadsheets put before text.
 */
export function toPlainDigits(text: string): string {
  const trimmed = text.trim();
  const plain = beyondAscii.test(trimmed) ? plainCharacters(trimmed) : trimmed;
  return plain
    .replace(/^(?:="?|["'])+/, "")
    .replace(/["']+$/, "")
    .trim();
}

function plainCharacters(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "")
    .replace(/[\u2018\u2019\u201b]/g, "'")
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/\s/g, " ")
    .replace(/(?![0-9])\p{Nd}/gu, (digit) => String(digitValue(digit)));
}

/** Unicode keeps the ten digits of a script next to each other, so the run tells the value. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++;
  return value;
}
