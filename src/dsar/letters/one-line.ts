/** What somebody wrote, unable to turn a line or the direction of reading. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\uFEFF]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
}
