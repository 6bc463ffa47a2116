import { stat } from "node:fs/promises";

/** Where a run's receipt goes. */
export interface ReceiptPlace {
  /** undefined where none is written. */
  file: string | undefined;
  /** Where the receipt of an older output would lie, which must not stay beside a new one. */
  beside: string | undefined;
}

interface Asked {
  /** A path, false for no receipt, undefined where nothing was said. */
  given: string | false | undefined;
  /** A workbook holds its receipt itself. */
  isWorkbook: boolean;
}

/**
 * `leads.enriched.csv` → `leads.enriched.csv.receipt.json`. A pipe or a device has no place beside
 * it, so nothing is written unless a place is given.
 */
export async function receiptPlace(
  output: string,
  { given, isWorkbook }: Asked,
): Promise<ReceiptPlace> {
  const beside = (await isFileToBe(output)) ? besideOf(output) : undefined;
  if (given === false) return { file: undefined, beside };
  return { file: given ?? (isWorkbook ? undefined : beside), beside };
}

export function besideOf(output: string): string {
  return `${output}.receipt.json`;
}

/** Neither a pipe nor a device, whether it is there yet or not. */
export async function isFileToBe(output: string): Promise<boolean> {
  if (output === "-") return false;
  const found = await stat(output).catch(() => undefined);
  return found === undefined || found.isFile();
}
