const quote = 0x22;

/** Where a cell's bytes are in its record. */
export interface CellSpan {
  start: number;
  end: number;
}

/** In a well-formed record a delimiter is one exactly where the quotes before it are even. */
export function cellSpans(raw: Uint8Array, delimiter: number): CellSpan[] {
  const spans: CellSpan[] = [];
  let start = 0;
  let quoted = false;
  for (let i = 0; i < raw.length; i++) {
    if (raw[i] === quote) quoted = !quoted;
    if (raw[i] !== delimiter || quoted) continue;
    spans.push({ start, end: i });
    start = i + 1;
  }
  spans.push({ start, end: raw.length });
  return spans;
}
