import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import type { SheetValue, TableRow } from "../src/table/table.ts";
import { openXlsxWriter } from "../src/table/xlsx/xlsx-writer.ts";

/**
 * Writes a workbook of odd cells and has two strangers read it: openpyxl and LibreOffice. Both have
 * to see what was written. Needs python3 with openpyxl (PYTHON says which), and soffice (SOFFICE).
 */
const python = process.env.PYTHON ?? "/usr/bin/python3";
const office = process.env.SOFFICE ?? "soffice";
const script = fileURLToPath(new URL("./reread/reread.py", import.meta.url));

/** What a reader is asked about; LibreOffice's CSV has no trace of a control character. */
const texts = [
  ["plain", "Doe"],
  ["formula", "=1+1"],
  ["DDE", "=cmd|' /C calc'!A0"],
  ["plus", "+1 617 555 0100"],
  ["minus", "-2"],
  ["at", "@SUM(1)"],
  ["leading zero", "02139"],
  ["scientific", "1.23E+09"],
  ["long number", "12345678901234567890"],
  ["date", "3-4"],
  ["true", "TRUE"],
  ["blanks", "  two  blanks  "],
  ["no-break", "\u00a0x\u00a0"],
  ["tab", "a\tb"],
  ["line break", "a\nb"],
  ["markup", "<b>&amp;&lt;\"'</b>]]>"],
  ["escape", "_x000D_ _x005F_ _x00e9_ _xZZZZ_"],
  ["umlaut", "Jörg Ñandú 李 \u{1f600}"],
  ["apostrophe", "'=1"],
  ["long", "x".repeat(32_767)],
  ["return", "a\r\nb\rc"],
  ["control", "a\u0001\u001fb"],
] as const;
const onlyOpenpyxl = new Set(["return", "control"]);

/** LibreOffice 7.4 shows a ZIP's format and leaves it out of its CSV, of anybody's workbook. */
const stored: { name: string; value: SheetValue; csv: string }[] = [
  { name: "zip", value: { value: 2139, format: "00000" }, csv: "2139" },
  {
    name: "day",
    value: { value: new Date(Date.UTC(2024, 1, 29)), format: "yyyy-mm-dd" },
    csv: "2024-02-29",
  },
  {
    name: "early day",
    value: { value: new Date(Date.UTC(1931, 6, 4)), format: "yyyy-mm-dd" },
    csv: "1931-07-04",
  },
  {
    name: "moment",
    value: { value: new Date(Date.UTC(2024, 1, 29, 13, 5, 9)), format: "yyyy-mm-dd hh:mm:ss" },
    csv: "2024-02-29 13:05:09",
  },
  { name: "share", value: { value: 0.125 }, csv: "0.125" },
  { name: "npi", value: { value: 1234567893, format: "0" }, csv: "1234567893" },
  { name: "yes", value: { value: true }, csv: "TRUE" },
  { name: "nothing", value: { value: null }, csv: "" },
];

const folder = mkdtempSync(join(tmpdir(), "heartbeat-reread-"));
try {
  process.exitCode = (await reread()) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function reread(): Promise<boolean> {
  const path = join(folder, "odd.xlsx");
  await write(path);
  const faults = [...byOpenpyxl(path), ...byLibreOffice(path)];
  for (const fault of faults) console.log(fault);
  const cells = texts.length + stored.length;
  console.log(`${cells} cells, 2 readers, ${faults.length} that read something else`);
  return faults.length === 0;
}

async function write(path: string): Promise<void> {
  const columns = ["name", "cell"];
  const writer = await openXlsxWriter(path, {
    columns,
    header: { before: new Uint8Array(), raw: Buffer.from("name,cell"), ending: "\n" },
    dialect: { delimiter: ",", encoding: "utf-8", bom: false, line_ending: "\n" },
    added: ["hb_status", "hb_confidence"],
    extraColumns: 0,
    signal: new AbortController().signal,
  });
  const cells = ["matched", "0.9876"];
  const rows = [
    ...texts.map(([name, text]) => toRow(name, text)),
    ...stored.map(({ name, value, csv }) => ({
      ...toRow(name, csv),
      values: [{ value: name }, value],
    })),
  ];
  await writer.write(rows.map((row, i) => ({ row: { ...row, number: i + 1 }, cells })));
  await writer.finish([{ title: "Receipt", rows: [["rows", "=1+1"]] }]);
}

function toRow(name: string, text: string): TableRow {
  const raw = Buffer.from(name);
  return { kind: "record", number: 0, line: 0, cells: [name, text], extra: [], raw, ending: "\n" };
}

function byOpenpyxl(path: string): string[] {
  const rows = JSON.parse(execFileSync(python, [script, path], { encoding: "utf8" })) as {
    [name: string]: unknown;
  };
  const wanted: [string, unknown][] = [
    ...texts.map(([name, text]): [string, unknown] => [name, ["text", text]]),
    ...stored.map(({ name, value: { value, format } }): [string, unknown] => [
      name,
      value instanceof Date
        ? ["date", value.toISOString().slice(0, 19), format]
        : [value === null ? "nothing" : typeof value, value, format ?? "General"],
    ]),
    ["sheets", ["list", "heartbeat"]],
    ["frozen", "A2"],
    ["filter", `A1:D${texts.length + stored.length + 1}`],
    ["confidence", [0.9876, "0.0000"]],
    ["formulas", 0],
  ];
  return wanted.flatMap(([name, value]) =>
    JSON.stringify(rows[name]) === JSON.stringify(value)
      ? []
      : [`openpyxl: ${name}: ${JSON.stringify(rows[name])?.slice(0, 100)}`],
  );
}

function byLibreOffice(path: string): string[] {
  // Comma, quote, UTF-8, texts as they are shown.
  const filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false";
  const home = `-env:UserInstallation=file://${folder}/profile`;
  const argv = [home, "--headless", "--convert-to", filter, "--outdir", folder, path];
  execFileSync(office, argv, { stdio: "ignore" });
  const records = parse(readFileSync(join(folder, "odd.csv"))) as string[][];
  const read = new Map(records.map(([name = "", cell]) => [name, cell]));
  const wanted = [...texts.map(([name, text]) => ({ name, csv: text as string })), ...stored];
  return wanted
    .filter(({ name, csv }) => !onlyOpenpyxl.has(name) && read.get(name) !== csv)
    .map(({ name }) => `LibreOffice: ${name}: ${JSON.stringify(read.get(name))?.slice(0, 100)}`);
}
