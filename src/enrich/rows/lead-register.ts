/** Which leads stand in several rows: eight bytes a row while the list is read. */
export interface LeadRegister {
  /** @param row number of the row, 1 = first */
  add(row: number, hash: number): void;
  /** Distinct leads, and those that stand in several rows: hash → number of the first row. */
  close(): { distinct: number; repeated: Map<number, number> };
}

export function createLeadRegister(): LeadRegister {
  let byRow = new Float64Array(1024);
  let rows = 0;
  return {
    add(row, hash) {
      if (row > byRow.length) {
        const wider = new Float64Array(Math.max(row, byRow.length * 2));
        wider.set(byRow);
        byRow = wider;
      }
      byRow[row - 1] = hash;
      rows = Math.max(rows, row);
    },
    close() {
      const inOrder = byRow.subarray(0, rows);
      const { distinct, repeated } = countSorted(inOrder.slice().sort());
      return { distinct, repeated: firstRows(inOrder, repeated) };
    },
  };
}

/** Rows without a lead to ask are 0 and no lead at all. */
function countSorted(sorted: Float64Array): { distinct: number; repeated: Set<number> } {
  const repeated = new Set<number>();
  let distinct = 0;
  let previous = 0;
  for (const hash of sorted) {
    if (hash === 0) continue;
    if (hash === previous) repeated.add(hash);
    else distinct++;
    previous = hash;
  }
  return { distinct, repeated };
}

function firstRows(inOrder: Float64Array, repeated: ReadonlySet<number>): Map<number, number> {
  const first = new Map<number, number>();
  if (repeated.size === 0) return first;
  for (let i = 0; i < inOrder.length; i++) {
    const hash = inOrder[i] as number;
    if (repeated.has(hash) && !first.has(hash)) first.set(hash, i + 1);
  }
  return first;
}
