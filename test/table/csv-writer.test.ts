import { Buffer } from "node:buffer";
import { lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Writable } from "node:stream";
import { describe, expect, test } from "vitest";
import { openRejectsWriter } from "../../src/table/files/rejects-writer.ts";
import type { Table, TableWriter } from "../../src/table/table.ts";
import { openCsvWriter } from "../../src/table/text/csv-writer.ts";
import { type ReadList, readList, signal, tempFolder } from "./temp-list.ts";

const folder = await tempFolder();
const input = join(folder, "leads.csv");
const output = join(folder, "leads.enriched.csv");
const added = ["hb_status", "hb_reason"];

function open(path: string, table: Omit<Table, "close">, more = {}): Promise<TableWriter> {
  return openCsvWriter(path, { ...table, added, extraColumns: 0, signal, ...more });
}

/** Reads `text`, writes it with the same two cells in each row, and returns the output. */
async function enriched(
  text: string | Uint8Array,
  cells: string[] = ["matched", "a, b"],
  more = {},
): Promise<string> {
  const { table, rows } = await readList(input, text);
  const writer = await open(output, table, more);
  for (const row of rows) await writer.write([{ row, cells: row.number === 0 ? [] : cells }]);
  await writer.finish();
  return readFile(output, "utf8");
}

describe("what is written", () => {
  test.each<[what: string, text: string, expected: string]>([
    [
      "records keep their bytes",
      'Name,"City"\n "Doe" ,x\n"Doe",  Reno\n'.replace(' "Doe" ,x\n', ""),
      'Name,"City",hb_status,hb_reason\n"Doe",  Reno,matched,"a, b"\n',
    ],
    [
      "short rows are padded",
      "NPI,Name,City\n1\n2,a\n3,a,\n,,\n",
      'NPI,Name,City,hb_status,hb_reason\n1,,,matched,"a, b"\n2,a,,matched,"a, b"\n3,a,,matched,"a, b"\n,,,matched,"a, b"\n',
    ],
    [
      "semicolons, own endings, none at the end",
      "NPI;Name\r\n1;Doe\n2;Roe\r3;Poe",
      "NPI;Name;hb_status;hb_reason\r\n1;Doe;matched;a, b\n2;Roe;matched;a, b\r3;Poe;matched;a, b",
    ],
    [
      "rejected lines become one quoted cell",
      'NPI,Name,City\n1,"x" y,c\n2,a,b\n',
      'NPI,Name,City,hb_status,hb_reason\n"1,""x"" y,c",,,matched,"a, b"\n2,a,b,matched,"a, b"\n',
    ],
    [
      "blank lines stay, empty rows of one column are rows",
      "Name\n\nDoe\n",
      'Name,hb_status,hb_reason\n,matched,"a, b"\nDoe,matched,"a, b"\n',
    ],
    [
      "blank lines are copied",
      "NPI,Name\n\n1,Doe\n",
      'NPI,Name,hb_status,hb_reason\n\n1,Doe,matched,"a, b"\n',
    ],
    [
      "a sep= line stays in front",
      "sep=;\nNPI;Name\n1;Doe\n",
      "sep=;\nNPI;Name;hb_status;hb_reason\n1;Doe;matched;a, b\n",
    ],
    [
      "formulas of the input stay",
      'Zip,Name\n="02139",=1+1\n',
      'Zip,Name,hb_status,hb_reason\n="02139",=1+1,matched,"a, b"\n',
    ],
    [
      "hb_extra_1 of an earlier run keeps its name",
      "Name,hb_extra_1\nDoe,old\n",
      'Name,hb_extra_1,hb_status,hb_reason\nDoe,old,matched,"a, b"\n',
    ],
    [
      "a BOM stays",
      "\uFEFFNPI,Name\n1,Doe\n",
      '\uFEFFNPI,Name,hb_status,hb_reason\n1,Doe,matched,"a, b"\n',
    ],
  ])("%s", async (_what, text, expected) => {
    expect(await enriched(text)).toBe(expected);
  });

  test("long rows keep their cells under hb_extra_n", async () => {
    const text = 'NPI,Name\n1\n2,a,b\n3,a,b,"c, d"\n4,"x"y\n';
    expect(await enriched(text, ["m", "r"], { extraColumns: 2 })).toBe(
      'NPI,Name,hb_extra_1,hb_extra_2,hb_status,hb_reason\n1,,,,m,r\n2,a,b,,m,r\n3,a,b,"c, d",m,r\n"4,""x""y",,,,m,r\n',
    );
  });

  test("a record without an ending gets one when another follows", async () => {
    const { table, rows } = await readList(input, "NPI,Name\r\n1,Doe\r\n2,Roe");
    const writer = await open(output, table);
    await writer.write(rows.toReversed().map((row) => ({ row, cells: ["m", "r"] })));
    await writer.finish();
    expect(await readFile(output, "utf8")).toBe(
      "NPI,Name,hb_status,hb_reason\r\n2,Roe,m,r\r\n1,Doe,m,r\r\n",
    );
  });

  test("no two columns are called hb_extra_n", async () => {
    const text = "Name,hb_extra_1\nDoe,old,more\n";
    expect(await enriched(text, ["m", "r"], { extraColumns: 1 })).toBe(
      "Name,hb_extra_1,hb_extra_2,hb_status,hb_reason\nDoe,old,more,m,r\n",
    );
  });

  test.each([
    ["UTF-16", Buffer.from("\uFEFFNPI,Name\r\n1,José\r\n", "utf16le")],
    ["Windows-1252", Buffer.from("NPI,Name\r\n1,José\r\n", "latin1")],
  ])("%s comes out as UTF-8 with BOM", async (_what, bytes) => {
    expect(await enriched(bytes, ["m", "r"])).toBe(
      "\uFEFFNPI,Name,hb_status,hb_reason\r\n1,José,m,r\r\n",
    );
  });

  test.each([
    ["=1+1", "'=1+1"],
    ["+cmd", "'+cmd"],
    ["-1-2", "'-1-2"],
    ["@x", "'@x"],
    ["\tx", "'\tx"],
    ["＝1", "'＝1"],
    ["+1 (617) 555-0100", "+1 (617) 555-0100"],
    ["-1.5", "-1.5"],
    ["a=b", "a=b"],
  ])("a cell of ours cannot run as a formula: %j", async (cell, safe) => {
    expect(await enriched("NPI,Name\n1,Doe\n", ["m", cell])).toBe(
      `NPI,Name,hb_status,hb_reason\n1,Doe,m,${safe}\n`,
    );
  });
});

describe("when it is there", () => {
  async function list(): Promise<ReadList> {
    return readList(input, "NPI,Name\n1,Doe\n");
  }

  test("nothing before finish; private; no other file left", async () => {
    const folder2 = join(folder, "fresh");
    await mkdir(folder2);
    const path = join(folder2, "out.csv");
    const { table, rows } = await list();
    const writer = await open(path, table);
    await writer.write(rows.map((row) => ({ row, cells: ["m", "r"] })));
    const [temporary, ...others] = await readdir(folder2);
    expect(others).toEqual([]);
    expect(temporary).toMatch(/^\.out\.csv\..+\.tmp$/);
    await writer.finish();
    expect(await readdir(folder2)).toEqual(["out.csv"]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test("abort leaves the old output and no trace, also twice and after finish", async () => {
    const folder2 = join(folder, "old");
    await mkdir(folder2);
    const path = join(folder2, "out.csv");
    await writeFile(path, "old");
    const { table, rows } = await list();
    const writer = await open(path, table);
    await writer.write(rows.map((row) => ({ row, cells: ["m", "r"] })));
    await writer.abort();
    await writer.abort();
    expect(await readdir(folder2)).toEqual(["out.csv"]);
    expect(await readFile(path, "utf8")).toBe("old");
    const second = await open(path, table);
    await second.finish();
    await second.abort();
    expect(await readFile(path, "utf8")).toBe("NPI,Name,hb_status,hb_reason\n");
  });

  test("a link's target is replaced, not the link", async () => {
    const target = join(folder, "target.csv");
    const link = join(folder, "link.csv");
    await writeFile(target, "old");
    await symlink(target, link);
    const { table } = await list();
    await (await open(link, table)).finish();
    expect(await readFile(target, "utf8")).toContain("hb_status");
    expect((await readdir(folder)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  test.each([
    ["by its whole path", (target: string) => target, "target"],
    ["from its own folder", () => "../real/target.csv", "target"],
    ["through another link", () => "second.csv", "elsewhere"],
    ["through a folder that is a link", () => "aside/../target.csv", "target"],
  ])("a link %s to nothing yet stays, and what it leads to is made", async (_, to, name) => {
    const home = await tempFolder();
    const [real, links] = [join(home, "real"), join(home, "links")];
    for (const one of [join(real, "deep"), links]) await mkdir(one, { recursive: true });
    await symlink(join(real, "elsewhere.csv"), join(links, "second.csv"));
    await symlink(join(real, "deep"), join(links, "aside"));
    const link = join(links, "link.csv");
    await symlink(to(join(real, "target.csv")), link);
    const { table } = await list();
    await (await open(link, table)).finish();
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(await readFile(join(real, `${name}.csv`), "utf8")).toContain("hb_status");
    expect((await readdir(real)).sort()).toEqual(["deep", `${name}.csv`]);
    expect((await readdir(links)).sort()).toEqual(["aside", "link.csv", "second.csv"]);
  });

  test.each([
    ["back to itself", "a.csv", "leads back to itself"],
    ["into no folder", "none/out.csv", "into a folder that does not exist"],
    ["to a folder", ".", "it is a folder"],
  ])("a link %s is refused, and stays", async (_, to, why) => {
    const link = join(await tempFolder(), "a.csv");
    await symlink(to, link);
    const { table } = await list();
    await expect(open(link, table)).rejects.toMatchObject({
      ...{ code: "output_not_writable", message: expect.stringContaining(why) },
    });
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
  });

  test("a signal stops the writing", async () => {
    const { table, rows } = await list();
    const stop = new AbortController();
    const writer = await open(output, table, { signal: stop.signal });
    stop.abort(new Error("enough"));
    await expect(writer.write(rows.map((row) => ({ row, cells: ["m", "r"] })))).rejects.toThrow(
      "enough",
    );
    await writer.abort();
  });

  test.each([
    ["missing folder", "none/out.csv"],
    ["a file as folder", "leads.csv/out.csv"],
    ["a folder", "."],
  ])("%s: output_not_writable", async (_what, name) => {
    const { table } = await list();
    await expect(open(join(folder, name), table)).rejects.toMatchObject({
      code: "output_not_writable",
      exitCode: 3,
    });
  });

  test("a full device: disk_full", async () => {
    const { table } = await list();
    const writer = await open("/dev/full", table);
    await expect(writer.finish()).rejects.toMatchObject({ code: "disk_full", exitCode: 3 });
    await writer.abort();
    expect((await stat("/dev/full")).isCharacterDevice()).toBe(true);
  });
});

describe("standard output", () => {
  function sink(fail?: string): { stdout: Writable; text: () => string } {
    let text = "";
    const stdout = new Writable({
      write(chunk, _encoding, done) {
        if (fail !== undefined) return done(Object.assign(new Error("write"), { code: fail }));
        text += chunk;
        done();
      },
    });
    return { stdout, text: () => text };
  }

  async function write(stdout: Writable): Promise<void> {
    const { table, rows } = await readList(input, "NPI,Name\n1,Doe\n");
    const writer = await open("-", table, { stdout });
    await writer.write(rows.map((row) => ({ row, cells: ["m", "r"] })));
    await writer.finish();
  }

  test("gets the same text and stays open", async () => {
    const { stdout, text } = sink();
    await write(stdout);
    expect(text()).toBe("NPI,Name,hb_status,hb_reason\n1,Doe,m,r\n");
    expect(stdout.writableEnded).toBe(false);
  });

  test("a reader that went away is no failure", async () => {
    await expect(write(sink("EPIPE").stdout)).resolves.toBeUndefined();
  });

  test("a full disk behind it is one", async () => {
    await expect(write(sink("ENOSPC").stdout)).rejects.toMatchObject({ code: "disk_full" });
  });
});

test("the rejects file has the header and the rejected lines as they stood", async () => {
  const path = join(folder, "rejects.csv");
  const { table, rows } = await readList(input, 'NPI,Name\r\n1,"x" y\r\n2,Doe\r\n\r\n3,"z');
  const writer = await openRejectsWriter(path, table);
  await writer.write(rows.slice(0, 2));
  await writer.write(rows.slice(2));
  await expect(stat(path)).rejects.toThrow();
  await writer.finish();
  expect(await readFile(path, "utf8")).toBe('NPI,Name\r\n1,"x" y\r\n3,"z\r\n');
});
