import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { tellColumnsApart } from "../../src/table/columns/tell-columns-apart.ts";
import { openNdjsonWriter } from "../../src/table/text/ndjson-writer.ts";
import { blankLine, listOptions, record, rejected } from "./sheet-list.ts";
import { tempFolder } from "./temp-list.ts";

const folder = await tempFolder();
const path = join(folder, "out.ndjson");
const own = ["matched", "0.9876", ""];

describe("the lines", () => {
  it("have one object each: row, status, the list's columns, ours", async () => {
    const columns = ["Name", "", "Name", "status", "2024", "__proto__"];
    const writer = await openNdjsonWriter(path, listOptions(columns, { extraColumns: 1 }));
    const cells = ["=Doe", "b", "\r\n\u2028", "\ud800", "02139", "p"];
    await writer.write([
      { row: record(1, cells, { extra: ["more"] }), cells: own },
      { row: blankLine, cells: [] },
      { row: rejected(2, '1,"x" y', 6), cells: ["invalid_input", "", ""] },
    ]);
    await writer.finish();
    expect(await readFile(path, "utf8")).toBe(
      [
        '{"row":1,"status":"matched","Name":"=Doe","@2":"b","Name#2":"\\r\\n\u2028","@4":"\\ud800","2024":"02139","__proto__":"p","hb_extra_1":"more","hb_status":"matched","hb_confidence":"0.9876","hb_npi":""}\n',
        '{"row":2,"status":"invalid_input","rejected":"1,\\"x\\" y","hb_status":"invalid_input","hb_confidence":"","hb_npi":""}\n',
      ].join(""),
    );
  });

  it("hold every cell, whatever is in them", async () => {
    const text = fc.string({ unit: "binary" });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text)), async (rows) => {
        const writer = await openNdjsonWriter(path, listOptions(["A", "B"]));
        await writer.write(rows.map((cells, i) => ({ row: record(i + 1, cells), cells: own })));
        await writer.finish();
        const lines = (await readFile(path, "utf8")).split("\n").slice(0, -1);
        const read = lines.map((line) => JSON.parse(line) as Record<string, string>);
        expect(read.map(({ A, B }) => [A, B])).toEqual(rows);
      }),
    );
  });
});

describe("columns", () => {
  test.each([
    [
      ["A", "B"],
      ["A", "B"],
    ],
    [
      ["A", "A", "A"],
      ["A", "A#2", "A#3"],
    ],
    [
      ["", " ", "B"],
      ["@1", "@2", "B"],
    ],
    [
      ["A", "A", "A#2"],
      ["A", "@2", "A#2"],
    ],
    [
      ["row", "status", "rejected", "Status"],
      ["@1", "@2", "@3", "Status"],
    ],
    [
      ["@2", ""],
      ["@2", "@2#2"],
    ],
  ])("%j are called %j", (columns, expected) => {
    expect(tellColumnsApart(columns, ["row", "status", "rejected"])).toEqual(expected);
  });

  it("never share a name", () => {
    const header = fc.constantFrom("A", "A#2", "A#3", "@1", "@2", "@2#2", "", " ", "row", "@3");
    fc.assert(
      fc.property(fc.array(header, { maxLength: 10 }), (columns) => {
        const names = tellColumnsApart(columns, ["row"]);
        expect(new Set([...names, "row"]).size).toBe(columns.length + 1);
      }),
    );
  });
});
