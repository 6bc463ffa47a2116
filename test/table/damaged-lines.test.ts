import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { codeOfReason, reasonCodes } from "../../src/model/reason.ts";
import type { TableRow } from "../../src/table/table.ts";
import { problems } from "../../src/table/text/walk-quoted-record.ts";
import { joined, readList, tempFolder } from "./temp-list.ts";

const folder = await tempFolder();
const path = join(folder, "leads.csv");
const header = "NPI,Name,City\n";

/** `ok`, `blank` or the code of what is wrong, a word a row. */
function verdicts(rows: readonly TableRow[]): string {
  const words = { record: "ok", blank_line: "blank", rejected: "" };
  return rows.map(({ kind, problem }) => words[kind] || problem?.split(":")[0]).join(" ");
}

test.each<[what: string, body: string, expected: string]>([
  ["all good", "1,a,b\n2,c,d\n", "ok ok"],
  ["text after a quote", '1,a,b\n2,"x" y,d\n3,e,f\n4,"g",h\n', "ok text_after_quote ok ok"],
  ["stray quote", '1,a,b\n2,5" x,d\n3,e,f\n', "ok stray_quote ok"],
  ["unclosed, no quote after it", '1,a,b\n2,"x,d\n3,e,f\n4,g,h\n', "ok unclosed_quote ok ok"],
  ["unclosed, good quotes after it", '1,a,b\n2,"x,d\n3,"e",f\n4,g,h\n', "ok unclosed_quote ok ok"],
  ["unclosed twice", '1,"a,b\n2,"x,d\n3,e,f\n', "unclosed_quote unclosed_quote ok"],
  [
    "unclosed, met by a stray quote",
    '1,"a,b\n2,x,d\n3,e,f"\n4,g,h\n',
    "unclosed_quote ok stray_quote ok",
  ],
  ["unclosed in the last line", '1,a,b\n2,"x,d', "ok unclosed_quote"],
  ["unclosed in the last line, with an ending", '1,a,b\n2,c,"d\n', "ok unclosed_quote"],
  ["cell of several lines", '1,"a\n\nb",c\n2,x,y\n', "ok ok"],
  ["short row with a cell of several lines", '1,"a\nb"\n2,x,y\n', "ok ok"],
  ["damaged cell of several lines", '1,"a\nb" z,c\n2,x,y\n', "unclosed_quote stray_quote ok"],
  ["NUL", "1,a\0,b\n2,x,y\n", "nul_character ok"],
  ["NUL in quotes", '1,"a\0",b\n2,"x",y\n', "nul_character ok"],
  ["blank lines", "1,a,b\n\n\r\n2,x,y\n\n", "ok blank blank ok blank"],
  ["only delimiters", ",,\n1,a,b\n", "ok ok"],
  ["100 cells too many", `1,a,b${",".repeat(100)}\n2,x,y\n`, "ok ok"],
  ["101 cells too many", `1,a,b${",".repeat(101)}\n2,x,y\n`, "row_too_long ok"],
  ["101 cells too many, quoted", `1,"a",b${",".repeat(101)}\n2,x,y\n`, "row_too_long ok"],
  ["CR only", '1,a,b\r2,"x"z,y\r3,c,d\r', "ok text_after_quote ok"],
  ["quotes doubled", '1,"a ""b"" c",d\n', "ok"],
  ["a formula with more", '1,="a"&"b",c\n2,x,y\n', "text_after_quote ok"],
  ["a formula that never ends", '1,="a,b\n2,x,y\n', "unclosed_quote ok"],
])("%s", async (_what, body, expected) => {
  const list = await readList(path, header + body, { delimiter: "," });
  expect(verdicts(list.rows)).toBe(expected);
  expect(joined(list)).toBe(header + body);
});

test("every problem has a reason code of its own", () => {
  const codes = Object.values(problems).map(codeOfReason);
  expect(Object.keys(reasonCodes)).toEqual(expect.arrayContaining([...codes, "row_too_long"]));
});

test("numbers count rows, lines count lines", async () => {
  const { rows } = await readList(path, `${header}1,"a\nb",c\n\n2,"x" y,d\n3,e,f\n`);
  expect(rows.map(({ number, line }) => [number, line])).toEqual([
    [1, 2],
    [0, 4],
    [2, 5],
    [3, 6],
  ]);
  expect(rows[2]).toMatchObject({ kind: "rejected", cells: ["", "", ""], extra: [] });
});

test("short rows are padded, long ones keep what they have more", async () => {
  const { rows } = await readList(path, `${header}1\n2,a,b,c,"d, e"\n,,\n`);
  expect(rows.map(({ cells, extra }) => [cells, extra])).toEqual([
    [["1", "", ""], []],
    [
      ["2", "a", "b"],
      ["c", "d, e"],
    ],
    [["", "", ""], []],
  ]);
});

test('="02139" is 02139, its bytes stay', async () => {
  const body = '1,="02139",="a ""b"""\n2,"=""02139""",=1\n';
  const list = await readList(path, header + body);
  expect(list.rows.map(({ cells }) => cells)).toEqual([
    ["1", "02139", 'a "b"'],
    ["2", "02139", "=1"],
  ]);
  expect(joined(list)).toBe(header + body);
});

test("in a list of one column an empty line is a row", async () => {
  const { rows } = await readList(path, 'Name\nDoe\n\n"Roe"\n');
  expect(rows.map(({ kind, number, cells }) => [kind, number, cells])).toEqual([
    ["record", 1, ["Doe"]],
    ["record", 2, [""]],
    ["record", 3, ["Roe"]],
  ]);
});

test("each row keeps its own ending", async () => {
  const list = await readList(path, 'NPI,Name,City\r\n1,a,b\n2,"x\ry",d\r3,e,f\r\n4,g,h');
  expect(list.rows.map(({ ending }) => ending)).toEqual(["\n", "\r", "\r\n", ""]);
  expect(list.rows[1]?.cells[1]).toBe("x\ry");
});

describe("cells of 2 MB", () => {
  const large = "x".repeat(2 << 20);
  test.each<[what: string, line: string]>([
    ["plain", `1,${large},b`],
    ["quoted", `1,"${large}",b`],
    ["unclosed", `1,"${large},b`],
  ])("%s: rejected, neighbours kept", async (_what, line) => {
    const text = `${header}1,a,b\n${line}\n2,"c",d\n`;
    const list = await readList(path, text);
    expect(verdicts(list.rows)).toBe("ok record_too_long ok");
    expect(joined(list) === text).toBe(true);
  });

  test("of many lines: its first line is rejected, nothing is lost", async () => {
    const text = `${header}1,"${"line\n".repeat(50_000)}",b\n2,"c",d\n`;
    const list = await readList(path, text);
    expect(list.rows[0]?.problem).toMatch(/^unclosed_quote/);
    expect(list.rows.at(-1)?.cells).toEqual(["2", "c", "d"]);
    expect(joined(list) === text).toBe(true);
  });
});

test("records over chunk borders are as elsewhere", async () => {
  const body = '1,"a ""b""\r\nc",d\r\n2,"x" y,\r\n3,="01",z\r\n'.repeat(9000);
  const list = await readList(path, `NPI,Name,City\r\n${body}`);
  const counts = { record: 0, rejected: 0, blank_line: 0 };
  for (const { kind } of list.rows) counts[kind]++;
  expect(counts).toEqual({ record: 18_000, rejected: 9000, blank_line: 0 });
  expect(joined(list) === `NPI,Name,City\r\n${body}`).toBe(true);
});
