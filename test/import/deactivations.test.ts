import ExcelJS from "exceljs";
import { beforeAll, describe, expect, it } from "vitest";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { zipOf } from "../helpers/zip.ts";
import { openWorkshop, type Workshop } from "./memory-release.ts";

const title = "NPPES Deactivated Records as of Oct 09 2023";
const headings = ["NPI", "NPPES Deactivation Date"];
let workshop: Workshop;
let main: string;

beforeAll(async () => {
  workshop = await openWorkshop();
  const row = personRow(npiOf(1), { "Last Update Date": "07/08/2020" });
  main = await workshop.file("npidata_pfile_20050523-20230910.csv", npidata([row]));
});

async function workbook(rows: readonly (readonly unknown[])[], sheets = 1): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  for (let index = 1; index <= sheets; index++) {
    book.addWorksheet(`Sheet${index}`).addRows(rows.map((cells) => [...cells]));
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

describe("the deactivation report", () => {
  it("switches off who is known and knows the others by NPI and date", async () => {
    const rows = [[title], headings, [npiOf(2), "10/01/2023"], [npiOf(1), "09/30/2023"]];
    const file = await workshop.file("report.xlsx", await workbook(rows));
    const { profiles, sources } = await workshop.build([main, file]);
    expect(profiles.get(npiOf(1))).toMatchObject({
      active: false,
      deactivation_date: "2023-09-30",
      name: { last: "QUILLFEATHER" },
      sources: { main: 0, deactivation: 1 },
    });
    expect(profiles.get(npiOf(2))).toMatchObject({
      active: false,
      deactivation_date: "2023-10-01",
      name: {},
    });
    expect(sources[1]).toMatchObject({
      kind: "nppes_deactivations",
      file: "report.xlsx",
      as_of: "2023-10-09",
      rows: 2,
    });
  });

  it("is read inside the zip of CMS, too", async () => {
    const book = await workbook([[title], headings, [npiOf(1), "09/30/2023"]]);
    const zip = zipOf({ "NPPES Deactivated NPI Report 20231009.xlsx": book });
    const file = await workshop.file("NPPES_Deactivated_NPI_Report_100923.zip", zip);
    const { profiles, sources } = await workshop.build([main, file]);
    expect(profiles.get(npiOf(1))?.active).toBe(false);
    expect(sources[1]).toMatchObject({ rows: 1, bytes: book.length, as_of: "2023-10-09" });
    expect(await workshop.leftovers()).toEqual([]);
  });

  it("takes numbers and dates that a spreadsheet made of the texts", async () => {
    const rows = [[title], headings, [Number(npiOf(1)), new Date("2023-09-30")], [], ["", ""]];
    const file = await workshop.file("resaved.xlsx", await workbook(rows));
    const { profiles, sources } = await workshop.build([main, file]);
    expect(profiles.get(npiOf(1))?.deactivation_date).toBe("2023-09-30");
    expect(sources[1]?.rows).toBe(1);
  });

  it("does not undo what a later main file says", async () => {
    const late = await workshop.file(
      "npidata_pfile_20050523-20240101.csv",
      npidata([personRow(npiOf(1))]),
    );
    const rows = [[title], headings, [npiOf(1), "09/30/2023"]];
    const file = await workshop.file("older.xlsx", await workbook(rows));
    const { profiles } = await workshop.build([late, file]);
    expect(profiles.get(npiOf(1))?.active).toBe(true);
  });

  it("refuses a workbook that is no such report", async () => {
    const file = await workshop.file(
      "budget.xlsx",
      await workbook([
        ["Item", "Cost"],
        ["x", 1],
      ]),
    );
    await expect(workshop.build([main, file])).rejects.toMatchObject({ code: "source_unknown" });
  });

  it.each([
    ["a damaged NPI", [[title], headings, ["123", "09/30/2023"]], 1, "line 3"],
    ["a formula", [[title], headings, [{ formula: "A1" }, "09/30/2023"]], 1, "line 3"],
    ["several sheets", [[title], headings], 2, "exactly one sheet"],
  ])("refuses %s", async (_, rows, sheets, message) => {
    const file = await workshop.file("odd.xlsx", await workbook(rows, sheets));
    await expect(workshop.build([main, file])).rejects.toMatchObject({
      code: "source_malformed",
      message: expect.stringContaining(message),
    });
  });

  it("refuses every workbook with a flipped byte in its packed data, or reads it unchanged", async () => {
    const many = Array.from({ length: 300 }, (_, index) => [npiOf(index + 1), "09/30/2023"]);
    const whole = await workbook([[title], headings, ...many]);
    let refused = 0;
    for (let at = 100; at < whole.length - 100; at += Math.floor(whole.length / 25)) {
      const damaged = Buffer.from(whole);
      damaged.writeUInt8(damaged.readUInt8(at) ^ 0x10, at);
      const file = await workshop.file("damaged.xlsx", damaged);
      try {
        const { sources, profiles } = await workshop.build([main, file]);
        expect(sources[1]?.rows).toBe(300);
        expect(profiles.size).toBe(300);
      } catch (error) {
        expect(error).toMatchObject({ exitCode: 3 });
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(10);
  });
});
