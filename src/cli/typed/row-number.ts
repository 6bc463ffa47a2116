import { InvalidArgumentError } from "commander";

/** What `--row` takes; commander says what is wrong with anything else. */
export function toRow(text: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text)) {
    throw new InvalidArgumentError("It is a row number, 1 = first data row.");
  }
  return Number(text);
}
