/** Longest text of a list's or a registry's that the page shows. */
const most = 60;

/** Such a text as one short line that cannot turn the direction of what stands beside it. */
export function oneLine(text: string): string {
  const line = text
    .slice(0, 8 * most)
    .replace(/[\p{C}\p{Bidi_Control}\u2028\u2029]+/gu, " ")
    .replace(/\p{M}{4,}/gu, "")
    .trim();
  const letters = [...line];
  return letters.length <= most ? line : `${letters.slice(0, most - 1).join("")}…`;
}
