import { readFile } from "node:fs/promises";
import { inflateRawSync } from "node:zlib";
import ExcelJS from "exceljs";

/** A workbook as exceljs' full reader has it. */
export async function readWorkbook(path: string): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  return workbook;
}

/** Texts of a sheet by row and column, as many as there are; "" for an empty cell. */
export function textsOf(sheet: ExcelJS.Worksheet | undefined): string[][] {
  if (sheet === undefined) throw new Error("no such sheet");
  return Array.from({ length: sheet.rowCount }, (_, i) => {
    const row = sheet.getRow(i + 1);
    return Array.from({ length: sheet.columnCount }, (_, c) => textOf(row.getCell(c + 1).value));
  });
}

function textOf(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "object" && "richText" in value) {
    return value.richText.map(({ text }) => text).join("");
  }
  return value instanceof Date ? value.toISOString() : String(value);
}

/** The parts of a package by name: read from its central directory, without a library. */
export async function readParts(path: string): Promise<Map<string, string>> {
  const zip = await readFile(path);
  const end = zip.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  const parts = new Map<string, string>();
  let at = zip.readUInt32LE(end + 16);
  for (let n = zip.readUInt16LE(end + 10); n > 0; n--) {
    const [size, name, extra, comment] = [20, 28, 30, 32].map((offset) =>
      offset === 20 ? zip.readUInt32LE(at + 20) : zip.readUInt16LE(at + offset),
    ) as [number, number, number, number];
    const local = zip.readUInt32LE(at + 42);
    const data = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const content = inflateRawSync(zip.subarray(data, data + size));
    parts.set(zip.toString("utf8", at + 46, at + 46 + name), content.toString("utf8"));
    at += 46 + name + extra + comment;
  }
  return parts;
}

const entities: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

/** Inline texts of a sheet's XML by address, by the letter of the standard and nothing else. */
export function inlineTexts(xml: string): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [, address = "", inner = ""] of xml.matchAll(
    /<c r="([A-Z]+\d+)"[^>]* t="inlineStr"><is>(.*?)<\/is><\/c>/gs,
  )) {
    const t = /<t(?: xml:space="preserve")?>(.*?)<\/t>/s.exec(inner)?.[1] ?? "";
    const plain = t.replace(/&(amp|lt|gt);/g, (entity) => entities[entity] ?? "");
    const coded = /_x([0-9A-Fa-f]{4})_/g;
    texts.set(
      address,
      plain.replace(coded, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    );
  }
  return texts;
}
