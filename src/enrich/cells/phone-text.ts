/** How telephone numbers are written: as ten digits, `+12125557890`, `(212) 555-7890`. */
export type PhoneFormat = "digits" | "e164" | "national";

/** Anything but ten digits stays as it is: a number abroad. */
export function phoneText(
  digits: string,
  extension: string | undefined,
  format: PhoneFormat,
): string {
  const behind = extension === undefined ? "" : ` x${extension}`;
  if (!/^\d{10}$/.test(digits) || format === "digits") return digits + behind;
  if (format === "e164") return `+1${digits}${behind}`;
  return `(${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}${behind}`;
}
