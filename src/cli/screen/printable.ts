/** Text of a list, registry or file system, unable to steer the terminal or to turn its line. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]+/gu, " ");
}

/** The same, at most `limit` characters of it. */
export function shorten(text: string, limit: number): string {
  const line = printable(text);
  return line.length <= limit ? line : `${line.slice(0, limit - 1)}…`;
}
