import { Buffer } from "node:buffer";
import { codeOfReason, rejectedLineCodes } from "../../model/reason.ts";
import type { CellSpan } from "./cell-spans.ts";

const quote = 0x22;

const lineProblems: ReadonlySet<string> = new Set(rejectedLineCodes);

/** Whether a cell of `hb_reason` says that its row was a line and no record. */
export function isLineProblem(reason: string): boolean {
  return lineProblems.has(codeOfReason(reason));
}

/**
 * The line in the one quoted cell that a run put it into; undefined where it is not alone any more.
 *
 * @param spans the list's own cells of the record
 */
export function rejectedLine(
  raw: Uint8Array,
  [first, ...others]: readonly CellSpan[],
): Uint8Array | undefined {
  if (first === undefined || others.some(({ start, end }) => end > start)) return undefined;
  const { start, end } = first;
  if (end - start < 2 || raw[start] !== quote || raw[end - 1] !== quote) return undefined;
  const line = Buffer.alloc(end - start);
  let size = 0;
  for (let at = start + 1; at < end - 1; at++) {
    if (raw[at] === quote) at++;
    line[size++] = raw[at] as number;
  }
  return line.subarray(0, size);
}
