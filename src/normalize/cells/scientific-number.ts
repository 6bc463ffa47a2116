const pattern = /^(\d)(?:[.,](\d+))?e\+?0*(\d{1,2})$/i;

/**
 * The digits of a whole number in scientific notation: `1.234567893E+09` → `1234567893`. `lost`
 * when fewer digits were written than the number has, undefined when the text is something else.
 */
export function readScientific(text: string): string | "lost" | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [, head = "", tail = "", power = ""] = match;
  const exponent = Number(power);
  // Digits behind the point that are not zero say that something else was meant.
  if (tail.length < exponent || /[1-9]/.test(tail.slice(exponent))) return "lost";
  return head + tail.slice(0, exponent);
}
