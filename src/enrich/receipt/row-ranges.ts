/** Collects ascending row numbers as text: `1-5,9,12-20`. */
export interface RowRanges {
  add(row: number): void;
  text(): string;
}

export function createRowRanges(): RowRanges {
  let text = "";
  let first = 0;
  let last = 0;
  function closed(): string {
    if (first === 0) return text;
    const range = first === last ? String(first) : `${first}-${last}`;
    return text === "" ? range : `${text},${range}`;
  }
  return {
    add(row) {
      if (first !== 0 && row === last + 1) {
        last = row;
        return;
      }
      text = closed();
      first = row;
      last = row;
    },
    text: closed,
  };
}

/** First and last rows of each range; undefined for a text that is none, or not ascending. */
export function parseRowRanges(text: string): [first: number, last: number][] | undefined {
  if (text === "") return [];
  const ranges: [number, number][] = [];
  let before = 0;
  for (const part of text.split(",")) {
    const found = /^([1-9]\d{0,14})(?:-([1-9]\d{0,14}))?$/.exec(part);
    const first = Number(found?.[1]);
    const last = Number(found?.[2] ?? found?.[1]);
    if (!(first > before && last >= first)) return undefined;
    ranges.push([first, last]);
    before = last;
  }
  return ranges;
}
