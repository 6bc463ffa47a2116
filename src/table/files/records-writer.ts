import { Buffer } from "node:buffer";
import { defuseFormula } from "../text/defuse-formula.ts";
import { formatRecord } from "../text/output-text.ts";
import { type AtomicFileOptions, openAtomicFile } from "./atomic-file.ts";

/** A file of records of ours: a CSV, or JSON where its name ends so. */
export interface RecordsWriter<T> {
  write(records: readonly T[]): Promise<void>;
  finish(): Promise<void>;
  abort(): Promise<void>;
}

export interface RecordsOptions<T> extends AtomicFileOptions {
  /** Keys of a record, in the order of the columns. */
  columns: readonly (keyof T & string)[];
  /** Leave the cells of a CSV as they are, also where a spreadsheet would run them. */
  raw: boolean;
}

/** Nothing is at `path` before `finish`. JSON is one array with a record a line. */
export async function openRecordsWriter<T extends object>(
  path: string,
  { columns, raw, ...atomic }: RecordsOptions<T>,
): Promise<RecordsWriter<T>> {
  const output = await openAtomicFile(path, atomic);
  const isJson = /\.json$/i.test(path);
  let isFirst = true;
  const asCell = (value: unknown) => (raw ? String(value) : defuseFormula(String(value)));

  function toText(record: T): string {
    if (!isJson)
      return `${formatRecord(
        columns.map((key) => asCell(record[key])),
        ",",
      )}\n`;
    const line = JSON.stringify(Object.fromEntries(columns.map((key) => [key, record[key]])));
    const before = isFirst ? "[\n" : ",\n";
    isFirst = false;
    return before + line;
  }

  try {
    if (!isJson) await output.write(Buffer.from(`${columns.join(",")}\n`));
  } catch (error) {
    await output.abort();
    throw error;
  }
  return {
    async write(records) {
      if (records.length > 0) await output.write(Buffer.from(records.map(toText).join("")));
    },
    async finish() {
      if (isJson) await output.write(Buffer.from(isFirst ? "[]\n" : "\n]\n"));
      await output.finish();
    },
    abort: () => output.abort(),
  };
}
