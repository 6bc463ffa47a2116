/** Characters; a wider column hides its neighbours, a narrower one its own header. */
const narrowest = 8;
const widest = 48;
/** The button of the filter stands in the header's cell. */
const filterButton = 3;

/** Widths of columns in characters, from the header and a sample of rows. */
export function columnWidths(
  header: readonly string[],
  sample: readonly (readonly string[])[],
): number[] {
  return header.map((name, column) => {
    let width = textWidth(name) + filterButton;
    for (const cells of sample) width = Math.max(width, textWidth(cells[column] ?? "") + 1);
    return Math.min(widest, Math.max(narrowest, width));
  });
}

/** Of the longest line; no more than counts is looked at. */
function textWidth(text: string): number {
  let width = 0;
  for (const line of text.slice(0, 4 * widest).split(/\r\n|\r|\n/)) {
    width = Math.max(width, line.length);
  }
  return width;
}
