import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { textRows, workbookOf, workbookParts } from "../../helpers/workbook.ts";
import { zipOf } from "../../helpers/zip.ts";
import { readList, tempFolder } from "../temp-list.ts";

const folder = await tempFolder();
const fixtures = fileURLToPath(new URL("../../../fixtures/workbooks/", import.meta.url));
const people = textRows([
  ["NPI", "Last Name"],
  ["1000777775", "Harlowe"],
]);
const good = workbookOf({ sheets: { Leads: people } });
const oldWorkbook = await readFile(join(fixtures, "libreoffice-old.xls"));
const openDocument = await readFile(join(fixtures, "libreoffice-open-document.ods"));
const ole = Buffer.from("d0cf11e0a1b11ae1", "hex");

/** The workbook with a few bytes changed at a place in its first local or central header. */
function patched(signature: string, at: number, bytes: readonly number[]): Buffer {
  const copy = Buffer.from(good);
  copy.set(bytes, copy.indexOf(signature, 0, "latin1") + at);
  return copy;
}

/** Both headers of the first part say so. */
function patchedBoth(local: number, central: number, bytes: readonly number[]): Buffer {
  const copy = patched("PK\x03\x04", local, bytes);
  copy.set(bytes, copy.indexOf("PK\x01\x02", 0, "latin1") + central);
  return copy;
}

describe("files that only look like workbooks are called by what they are", () => {
  test.each<[what: string, name: string, bytes: string | Buffer, code: string, hint: RegExp]>([
    ["an old workbook", "leads.xls", oldWorkbook, "xlsx_legacy", /save it as \.xlsx/],
    ["an old workbook in new clothes", "leads.xlsx", ole, "xlsx_legacy", /save it as \.xlsx/],
    [
      "a workbook with a password",
      "leads.xlsx",
      Buffer.concat([ole, Buffer.alloc(2000), Buffer.from("EncryptedPackage", "utf16le")]),
      "xlsx_password",
      /password off/,
    ],
    ["a ZIP with a password", "leads.xlsx", patchedBoth(6, 8, [1, 0]), "xlsx_password", /Unpack/],
    ["OpenDocument", "leads.ods", openDocument, "xlsx_is_ods", /LibreOffice/],
    ["OpenDocument, renamed", "leads.xlsx", openDocument, "xlsx_is_ods", /LibreOffice/],
    [
      "another OpenDocument",
      "a.odt",
      zipOf({ mimetype: "application/vnd.oasis.opendocument.text" }),
      "xlsx_not_workbook",
      /xlsx/,
    ],
    [
      "a binary workbook",
      "leads.xlsb",
      zipOf({ "xl/workbook.bin": "x" }),
      "xlsx_is_xlsb",
      /\.xlsx/,
    ],
    ["Numbers", "leads.numbers", zipOf({ "Index/Document.iwa": "x" }), "xlsx_is_numbers", /Export/],
    ["Word", "leads.docx", zipOf({ "word/document.xml": "<a/>" }), "xlsx_not_workbook", /xlsx/],
    ["a zipped list", "leads.zip", zipOf({ "leads.csv": "a,b" }), "xlsx_not_workbook", /Unpack/],
    [
      "another ZIP",
      "leads.zip",
      zipOf({ "readme.md": "hello" }),
      "xlsx_not_workbook",
      /workbook itself/,
    ],
    ["an empty ZIP", "leads.xlsx", zipOf({}), "xlsx_not_workbook", /workbook itself/],
    [
      "a web page called .xls",
      "leads.xls",
      "<html><table><tr><td>NPI</td></tr></table></html>",
      "xlsx_is_html",
      /save it as \.xlsx/,
    ],
    [
      "a web page called .xlsx",
      "leads.xlsx",
      "\uFEFF\n<!DOCTYPE html><title>Sign in</title>",
      "xlsx_is_html",
      /sign-in/,
    ],
    [
      "Excel's old XML",
      "leads.xls",
      '<?xml version="1.0"?><Workbook/>',
      "xlsx_is_html",
      /save it as \.xlsx/,
    ],
    ["CSV called .xlsx", "leads.xlsx", "NPI,Name\n1000777775,Harlowe\n", "xlsx_is_text", /\.csv/],
    [
      "Unicode text called .xls",
      "leads.xls",
      Buffer.from("\uFEFFNPI\tName\nx\ty\n", "utf16le"),
      "xlsx_is_text",
      /\.csv/,
    ],
    [
      "noise called .xlsx",
      "leads.xlsx",
      createHash("shake256", { outputLength: 9000 }).update("").digest(),
      "xlsx_not_workbook",
      /xlsx/,
    ],
    ["nothing called .xlsx", "leads.xlsx", "", "input_empty", /again/],
    [
      "a download cut short",
      "leads.xlsx",
      good.subarray(0, good.length >> 1),
      "xlsx_damaged",
      /again/,
    ],
    ["only its beginning", "leads.xlsx", good.subarray(0, 5), "xlsx_damaged", /again/],
    ["its end cut off", "leads.xlsx", good.subarray(0, -1), "xlsx_damaged", /again/],
  ])("%s", async (_what, name, bytes, code, hint) => {
    const path = join(folder, name);
    await expect(readList(path, bytes)).rejects.toMatchObject({
      code,
      exitCode: 3,
      message: expect.stringContaining(path),
      hint: expect.stringMatching(hint),
    });
  });
});

describe("ZIPs that two readers could read as two workbooks", () => {
  const path = join(folder, "leads.xlsx");
  test.each<[string, Buffer, string]>([
    ["names differ", patched("PK\x03\x04", 30, [0x58]), "xlsx_damaged"],
    ["checksums differ", patched("PK\x03\x04", 14, [1, 2, 3, 4]), "xlsx_damaged"],
    ["packed sizes differ", patched("PK\x03\x04", 18, [9, 9]), "xlsx_damaged"],
    ["sizes differ", patched("PK\x03\x04", 22, [9, 9]), "xlsx_damaged"],
    ["both checksums are wrong", patchedBoth(14, 16, [1, 2, 3, 4]), "xlsx_damaged"],
    ["both sizes are wrong", patchedBoth(22, 24, [9, 9]), "xlsx_damaged"],
    ["methods differ", patched("PK\x03\x04", 8, [0, 0]), "xlsx_damaged"],
    ["an unknown method", patchedBoth(8, 10, [12, 0]), "xlsx_damaged"],
    ["flags differ", patched("PK\x03\x04", 6, [8, 0]), "xlsx_damaged"],
    ["a part elsewhere", patched("PK\x01\x02", 42, [7, 0, 0, 0]), "xlsx_damaged"],
    ["something before the ZIP", Buffer.concat([good.subarray(0, 4), good]), "xlsx_damaged"],
    [
      "two parts of one name",
      zipOf({ ...parts(), "XL/workbook.xml": "<workbook/>" }),
      "xlsx_damaged",
    ],
    ["over 2,000 parts", zipOf({ ...parts(), ...many(2001) }), "xlsx_too_large"],
    ["a bomb", zipOf({ ...parts(), "xl/media/a.png": Buffer.alloc(8 << 20) }), "xlsx_too_large"],
    ["a directory that says it is larger", patchedBoth(22, 24, [0, 0, 0, 0x7f]), "xlsx_too_large"],
  ])("%s", async (_what, bytes, code) => {
    await expect(readList(path, bytes)).rejects.toMatchObject({ code, exitCode: 3 });
  });

  test("a picture that is damaged spoils the workbook too", async () => {
    const noise = createHash("shake256", { outputLength: 5000 }).update("x").digest();
    const bytes = zipOf({ ...parts(), "xl/media/a.png": noise });
    expect((await readList(path, bytes)).rows).toHaveLength(1);
    const at = bytes.indexOf(noise.subarray(0, 50)) + 40;
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    await expect(readList(path, bytes)).rejects.toMatchObject({ code: "xlsx_damaged" });
  });
});

function parts(): Record<string, string | Uint8Array> {
  return workbookParts({ sheets: { Leads: people } });
}

function many(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`xl/x${i}.xml`, ""]));
}
