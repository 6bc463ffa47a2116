export type OutputFormat = "csv" | "xlsx" | "ndjson";

const byExtension: Readonly<Record<string, OutputFormat>> = {
  csv: "csv",
  tsv: "csv",
  txt: "csv",
  xlsx: "xlsx",
  ndjson: "ndjson",
  jsonl: "ndjson",
};

/** What a file's name says about its format: `out.xlsx` → `xlsx`; undefined when it says nothing. */
export function formatOfName(path: string): OutputFormat | undefined {
  const extension = /\.([a-z]+)$/i.exec(path)?.[1];
  return extension === undefined ? undefined : byExtension[extension.toLowerCase()];
}
