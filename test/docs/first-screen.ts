import { parse } from "csv-parse/sync";

/** A run's screen as the README shows it. */
export function transcript(command: string, stderr: string, folder: string): string {
  const screen = stderr.replaceAll(`${folder}/`, "").trimEnd();
  return `\`\`\`text\n$ ${command}\n${screen}\n\`\`\`\n`;
}

/** The time is all that differs between two runs: `1.2 s, 56 leads` → `0.0 s, 56 leads`. */
export function withoutTime(text: string): string {
  return text.replace(/^(\d+ min )?[\d.]+ s(?=, )/m, "0.0 s");
}

const shownColumns = ["Candidate Name", "NPI #", "hb_status", "hb_confidence", "hb_npi"] as const;

/** Some rows of an enriched list as a table; row 1 is the first data row. */
export function rowsTable(csv: string, numbers: readonly number[]): string {
  const rows = parse<Record<string, string>>(csv, { columns: true });
  const header = [...shownColumns, "hb_reason"];
  const lines = numbers.map((number) => {
    const row = rows[number - 1] ?? {};
    return header.map((column) => (row[column] ?? "").replaceAll("|", "\\|"));
  });
  return `${[header, header.map(() => "---"), ...lines]
    .map((cells) => `| ${cells.join(" | ")} |\n`)
    .join("")}`;
}
