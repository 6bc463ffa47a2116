import { Buffer } from "node:buffer";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { openTable } from "../../src/table/open-table.ts";
import { allRows, joined, readList, signal, tempFolder, utf16be } from "./temp-list.ts";

const folder = await tempFolder();
const path = join(folder, "leads.csv");

describe("encodings", () => {
  const text = "Name,City\r\nJosé Peña,Cañon City\r\nO’Brien,Rosé\r\n";
  const bom = "\uFEFF";
  test.each([
    ["utf-8", false, Buffer.from(text)],
    ["utf-8", true, Buffer.from(bom + text)],
    ["utf-16le", true, Buffer.from(bom + text, "utf16le")],
    ["utf-16le", false, Buffer.from(text, "utf16le")],
    ["utf-16be", true, utf16be(bom + text)],
    ["utf-16be", false, utf16be(text)],
    ["windows-1252", false, Buffer.from(text.replace("’", "\x92"), "latin1")],
  ] as const)("%s, BOM %s", async (encoding, hasBom, bytes) => {
    const list = await readList(path, bytes);
    expect(list.table.dialect).toMatchObject({ encoding, bom: hasBom, line_ending: "\r\n" });
    expect(list.rows.map(({ cells }) => cells)).toEqual([
      ["José Peña", "Cañon City"],
      ["O’Brien", "Rosé"],
    ]);
    expect(joined(list)).toBe(text);
  });

  test("one stray byte at the far end makes the whole file Windows-1252", async () => {
    const filler = "Doe,Reno\n".repeat(40_000);
    const bytes = Buffer.concat([Buffer.from(`Name,City\n${filler}`), Buffer.of(0xe9, 0x2c, 0x0a)]);
    const { table, rows } = await readList(path, bytes);
    expect(table.dialect.encoding).toBe("windows-1252");
    expect(rows.at(-1)?.cells).toEqual(["é", ""]);
  });

  test("characters cut between chunks stay whole", async () => {
    const row = `${"ñ".repeat(61)},${"😀".repeat(9)}\n`;
    for (const encoding of ["utf8", "utf16le"] as const) {
      const list = await readList(
        path,
        Buffer.from(`\uFEFFName,City\n${row.repeat(3000)}`, encoding),
      );
      expect(joined(list)).toBe(`Name,City\n${row.repeat(3000)}`);
    }
  });

  test("bytes that Windows-1252 does not define stay apart from each other", async () => {
    const { rows } = await readList(path, Buffer.from("a,b\n\x81,\x8d\n\xe9,\n", "latin1"));
    expect(rows[0]?.cells).toEqual(["\x81", "\x8d"]);
  });
});

describe("delimiters", () => {
  test.each([
    [",", "Name,City\nDoe,Reno\n"],
    [";", "Name;City\nDoe;Reno\nRoe;Boise\n"],
    ["\t", "Name\tCity\nDoe\tReno\n"],
    ["|", "Name|City\nDoe|Reno\n"],
    [";", "Name (Last, First);City;State\nDoe, Jane;Reno;NV\nRoe, Richard;Boise;ID\n"],
    [",", 'Name,Notes\n"Doe; Jane",a;b\n"Roe; Jim",c;d\n'],
    [",", "NPI,Last Name,First Name\n1\n1,Doe\n1,Doe,Jane,x\n"],
    [";", "sep=;\nName;City\nDoe;Reno\n"],
    [";", "SEP=;\r\na;b,c\r\n1;2\r\n"],
    [",", "Name\nDoe\n"],
    [";", "Name\nDoe, Jane\nRoe, Richard\n"],
  ])("%j is found", async (delimiter, text) => {
    expect((await readList(path, text)).table.dialect.delimiter).toBe(delimiter);
  });

  test.each([
    "a,b;c\n1,2;3\n4,5;6\n",
    "Dear Sir, or Madam\nI write\nto say\nthis,\n,,,,\n\nyours\n",
  ])("an unclear one has to be told: %j", async (text) => {
    await expect(readList(path, text)).rejects.toMatchObject({
      code: "delimiter_unclear",
      exitCode: 2,
      hint: expect.stringContaining("--delimiter"),
    });
    const { table } = await readList(path, text, { delimiter: "," });
    expect(table.dialect.delimiter).toBe(",");
  });

  test("the extension .tsv says tab", async () => {
    const { table } = await readList(join(folder, "x.tsv"), "a,b\tc\n1,2\t3\n");
    expect(table.columns).toEqual(["a,b", "c"]);
  });

  test("a sep= line is no header, and stays in front of it", async () => {
    const list = await readList(path, "sep=;\r\n\r\nName;City\r\nDoe;Reno\r\n");
    expect(list.table.columns).toEqual(["Name", "City"]);
    expect(list.rows).toMatchObject([{ number: 1, line: 4, cells: ["Doe", "Reno"] }]);
    expect(joined(list)).toBe("sep=;\r\n\r\nName;City\r\nDoe;Reno\r\n");
  });
});

describe("headers", () => {
  test("duplicate and empty cells are kept by position", async () => {
    const { table, rows } = await readList(path, 'Name,,Name,"",x\n1,2,3,4,5\n');
    expect(table.columns).toEqual(["Name", "", "Name", "", "x"]);
    expect(rows[0]?.cells).toEqual(["1", "2", "3", "4", "5"]);
  });

  test("a header may go over several lines", async () => {
    const { table, rows } = await readList(path, '"First\nName",City\nJane,Reno\n');
    expect(table.columns).toEqual(["First\nName", "City"]);
    expect(rows[0]).toMatchObject({ number: 1, line: 3 });
  });

  test.each<[what: string, text: string, line: number, certainty: number]>([
    ["in the first line", "Name,City\nDoe,Reno\nRoe,Boise\n", 1, 0.99],
    ["with one known name", "NPI,x\n1,2\n3,4\n", 1, 0.9],
    ["with no known name", "x,y\n1,2\n3,4\n", 1, 0.6],
    ["below a title", "Roster\n\nName,City\nDoe,Reno\nRoe,Boise\n", 3, 0.95],
    ["below a padded title", "Roster,,\n,,\nName,City,x\nDoe,Reno,1\nRoe,Boise,2\n", 3, 0.95],
    ["below a title with commas", "All, of, them\nName;City;x;y\nA;B;1;2\nC;D;1;2\n", 2, 0.95],
    ["below a damaged line", '"Q" 3\nName,City\nDoe,Reno\nRoe,Boise\n', 2, 0.95],
    ["of one column, with commas below", "Name\nDoe, Jane\nRoe, Bo\nPoe, Al\n", 1, 0.9],
    ["of one column without a known name", "Who\nDoe, Jane\nRoe, Bo\nPoe, Al\n", 1, 0.6],
    ["narrower than rows, with two known names", "Name,City\nDoe,Reno,x\nName,City,y\n", 1, 0.99],
  ])("the header %s is line-counted right", async (_what, text, line, certainty) => {
    const list = await readList(path, text);
    expect(list.table.text).toMatchObject({ headerLine: line });
    expect(list.table.certainty).toMatchObject({ header: certainty });
    expect(list.rows[0]?.line).toBe(line + 1);
    expect(joined(list)).toBe(text);
  });

  test.each([
    ["a title over unknown names", "Roster\na;b\n1;2\n3;4\n5;6\n"],
    ["a title as wide as the known names", "Roster, all\nName,City\nDoe,Reno\nRoe,Boise\n"],
  ])("asked about: %s", async (_what, text) => {
    await expect(readList(path, text)).rejects.toMatchObject({
      code: "header_unclear",
      exitCode: 2,
      hint: expect.stringContaining("--header-row 2"),
    });
    expect((await readList(path, text, { headerRow: 2 })).table.columns).toHaveLength(2);
    await readList(path, text, { headerRow: 1, delimiter: "," });
  });

  test("a damaged header is refused", async () => {
    await expect(
      readList(path, 'Na"me,City\nJane,Reno\n', { delimiter: "," }),
    ).rejects.toMatchObject({ code: "input_header_malformed", exitCode: 3 });
  });
});

describe("files that cannot be used", () => {
  const cases: [what: string, code: string, bytes: string | Buffer][] = [
    ["empty", "input_empty", ""],
    ["BOM only", "input_empty", "\uFEFF"],
    ["blank lines only", "input_empty", "\n\r\n\n"],
    ["header only", "input_header_only", "Name,City\n"],
    ["header and blank lines", "input_header_only", "Name,City\n\n\n"],
    [
      "beginning of a workbook",
      "xlsx_damaged",
      Buffer.from("PK\x03\x04\x14\0\x06\0\x08\0xl/workbook.xml", "latin1"),
    ],
    ["old workbook", "xlsx_legacy", Buffer.from("d0cf11e0a1b11ae1", "hex")],
    ["PDF", "input_not_csv", "%PDF-1.7\nstream,of,things\n"],
    ["gzip", "input_not_csv", Buffer.from("1f8b0800000000000003", "hex")],
    ["picture", "input_not_csv", Buffer.from("89504e470d0a1a0a0000000d494844520000", "hex")],
    [
      "a sign-in page",
      "input_not_csv",
      "\uFEFF\n<!DOCTYPE html>\n<title>Sign in, please</title>\n",
    ],
    ["XML", "input_not_csv", '<?xml version="1.0"?>\n<leads><lead/></leads>\n'],
    ["JSON", "input_not_csv", '[\n  {"name": "Doe", "city": "Reno"}\n]\n'],
    ["RTF", "input_not_csv", "{\\rtf1\\ansi Doe, Reno\n}\n"],
    ["a NUL in the header", "input_header_malformed", "Na\0me,City\nDoe,Reno\n"],
    ["zeros", "input_not_csv", Buffer.alloc(5000)],
    ["noise", "input_not_csv", createHash("shake256", { outputLength: 9000 }).update("").digest()],
  ];
  test.each(cases)("%s: %s", async (_what, code, bytes) => {
    await expect(readList(path, bytes)).rejects.toMatchObject({
      code,
      exitCode: 3,
      message: expect.stringContaining(path),
      hint: expect.any(String),
    });
  });

  test("missing file, folder, path through a file", async () => {
    const open = (name: string) => openTable(join(folder, name), { tempDir: folder, signal });
    await mkdir(join(folder, "lists"), { recursive: true });
    await writeFile(path, "x");
    await expect(open("none.csv")).rejects.toMatchObject({ code: "input_missing", exitCode: 3 });
    await expect(open("leads.csv/x")).rejects.toMatchObject({ code: "input_missing" });
    await expect(open("lists")).rejects.toMatchObject({ code: "input_is_directory", exitCode: 3 });
  });

  test("a line of 17 MB is refused", async () => {
    await expect(readList(path, `Name,City\n${"x".repeat(17 << 20)}\n`)).rejects.toMatchObject({
      code: "input_line_too_long",
      exitCode: 3,
    });
  });

  test("an aborted signal ends the reading with its reason", async () => {
    const reason = new Error("enough");
    await expect(
      readList(path, "Name,City\nDoe,Reno\n", { signal: AbortSignal.abort(reason) }),
    ).rejects.toBe(reason);
  });
});

describe("standard input", () => {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield Buffer.from("Name,Ci");
    yield Buffer.from("ty\nDoe,Reno\n");
  }

  test("is spooled into a file that has no name, so that nothing outlives a killed run", async () => {
    const tempDir = join(folder, "spool");
    await mkdir(tempDir);
    const table = await openTable("-", { tempDir, stdin: chunks(), signal });
    expect(await readdir(tempDir)).toEqual([]);
    expect(table.file).toBe("-");
    for (let pass = 0; pass < 2; pass++) expect(await allRows(table)).toHaveLength(1);
    await table.close();
  });

  test("is known as unfinished as long as the file has its name", async () => {
    const seen: string[] = [];
    const unfinished = new Set<string>();
    unfinished.add = (path) => {
      seen.push(path);
      return Set.prototype.add.call(unfinished, path);
    };
    const tempDir = join(folder, "spool-3");
    await mkdir(tempDir);
    const table = await openTable("-", { tempDir, stdin: chunks(), signal, unfinished });
    expect(seen).toEqual([expect.stringContaining(tempDir)]);
    expect([...unfinished]).toEqual([]);
    await table.close();
  });

  test("leaves nothing behind when it is empty or cannot be kept", async () => {
    const tempDir = join(folder, "spool-2");
    await mkdir(tempDir);
    await expect(
      openTable("-", { tempDir, stdin: (async function* () {})(), signal }),
    ).rejects.toMatchObject({ code: "input_empty", message: "standard input is empty." });
    expect(await readdir(tempDir)).toEqual([]);
    await expect(
      openTable("-", { tempDir: join(tempDir, "none"), stdin: chunks(), signal }),
    ).rejects.toMatchObject({ code: "temp_not_writable", exitCode: 3 });
  });
});

describe("a silent pipe", () => {
  test.each([
    ["before it is opened", (stop: () => void) => stop()],
    ["while it is being opened", (stop: () => void) => void setImmediate(stop)],
    ["while it is being read", (stop: () => void) => void setTimeout(stop, 50)],
  ])("is left when told to %s", async (_when, soon) => {
    const pipe = join(folder, "pipe");
    await promisify(execFile)("mkfifo", [pipe]);
    const told = new AbortController();
    const opening = openTable(pipe, { tempDir: folder, signal: told.signal });
    soon(() => told.abort());
    await expect(opening).rejects.toMatchObject({ name: "AbortError" });
    await rm(pipe);
  });
});

describe("a file that changes", () => {
  const text = "Name,City\nDoe,Reno\n";

  test("is told by its hash", async () => {
    const { table } = await readList(path, text);
    expect(table.sha256()).toBe(createHash("sha256").update(text).digest("hex"));
  });

  test.each([
    ["grown", () => appendFile(path, "Roe,Boise\n")],
    ["other bytes, same size", () => writeFile(path, text.replace("Doe", "Roe"))],
  ])("%s", async (_what, change) => {
    await writeFile(path, text);
    const table = await openTable(path, { tempDir: folder, signal });
    expect(await allRows(table)).toHaveLength(1);
    await change();
    await expect(allRows(table)).rejects.toMatchObject({ code: "input_changed", exitCode: 3 });
    await table.close();
  });

  test("changed in the middle of a reading", async () => {
    await writeFile(path, `Name,City\n${"Doe,Reno\n".repeat(60_000)}`);
    const table = await openTable(path, { tempDir: folder, signal });
    const read = async (): Promise<void> => {
      let first = true;
      for await (const _ of table.rows({ signal })) {
        if (first) await appendFile(path, "Roe,Boise\n");
        first = false;
      }
    };
    await expect(read()).rejects.toMatchObject({ code: "input_changed" });
    await table.close();
  });

  test("touched, with the same bytes, is the same", async () => {
    await writeFile(path, text);
    const table = await openTable(path, { tempDir: folder, signal });
    await writeFile(path, await readFile(path));
    expect(await allRows(table)).toHaveLength(1);
    await table.close();
  });
});
