import { Buffer } from "node:buffer";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const arabella = npiOf(1);
const row = `Arabella Quillfeather,Exampleville,OH,${arabella}`;

let folder: string;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-reading");
  await writeFile(join(folder, "npidata.csv"), npidata([personRow(arabella)]));
  const built = await run(["registry", "import", "npidata.csv", "--registry", "registry"], {
    cwd: folder,
  });
  expect(built.code, built.stderr).toBe(0);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Enriches a list of these bytes over the registry of this file. */
async function enrich(bytes: string | Uint8Array, ...options: string[]): Promise<Ran> {
  await writeFile(join(folder, "leads.csv"), bytes);
  const argv = ["enrich", "leads.csv", "--registry", "registry", "--force", ...options];
  return run(argv, { cwd: folder });
}

function enriched(): Promise<string> {
  return readFile(join(folder, "leads.enriched.csv"), "utf8");
}

describe("--encoding", () => {
  const text = `Name,City,State,NPI\n${row}\nJos\xE9 Nobody,Ca\xF1on City,CO,\n`;
  const bytes = Buffer.from(text, "latin1");

  it("says how a guess was come by, with lines and never with a value", async () => {
    const { code, stderr } = await enrich(bytes);
    expect(code).toBe(0);
    expect(stderr).toContain("encoding windows-1252 (likely; no BOM, not UTF-8)");
    expect(stderr).toContain("1 line holds other characters than ASCII, the first is line 3");
    expect(stderr).not.toContain("Cañon");
    expect(await enriched()).toContain("\nJosé Nobody,Cañon City,CO,,no_match,");
  });

  it("says that some lines would be UTF-8", async () => {
    const mixed = Buffer.concat([bytes, Buffer.from("Zoë Nobody,Reno,NV,\n")]);
    const { stderr } = await enrich(mixed, "--dry-run");
    expect(stderr).toContain("2 lines hold other characters than ASCII, the first is line 3; 1 of");
  });

  it.each(["windows-1252", "cp1252", "Windows 1252"])("takes %s as said", async (name) => {
    const { code, stdout, stderr } = await enrich(bytes, "--encoding", name, "--json");
    expect(code, stderr).toBe(0);
    expect(stderr).not.toContain("likely");
    expect(JSON.parse(stdout)).toMatchObject({
      dialect: { encoding: "windows-1252" },
      certainty: { encoding: 1, delimiter: 1, header: 0.99 },
    });
  });

  it.each(["latin1", "iso-8859-1", "ISO_8859-1"])("reads %s as windows-1252", async (name) => {
    const { code, stderr } = await enrich(bytes, "--encoding", name, "--dry-run");
    expect(code).toBe(0);
    expect(stderr).toContain("iso-8859-1 is read as windows-1252");
  });

  it.each<[given: string, bytes: Buffer, sentence: string]>([
    ["utf-8", bytes, "leads.csv is not utf-8: line 3 holds bytes that are none."],
    ["utf8", Buffer.from(`\uFEFF${text}`, "utf16le"), "line 1 begins with the BOM of"],
    ["windows-1252", Buffer.from(text, "utf16le"), "every second byte is zero, as in utf-16le"],
    ["utf-16be", Buffer.from(text, "utf16le"), "every second byte is zero, as in utf-16le"],
    ["utf-16le", bytes, "leads.csv is not utf-16le: line 1 "],
    ["utf-16le", Buffer.from("Name,City\nA,B\n"), "leads.csv is not utf-16le: line 1 never ends."],
    [
      "utf-16le",
      Buffer.concat([Buffer.from(text, "utf16le"), Buffer.of(0x41)]),
      "line 4 holds half a character",
    ],
  ])("refuses %s where the bytes contradict it", async (given, content, sentence) => {
    const { code, stderr } = await enrich(content, "--encoding", given);
    expect(code).toBe(3);
    expect(stderr).toContain(sentence);
    expect(stderr).toContain("[encoding_contradicted]");
    expect(stderr).toContain("Leave --encoding away");
  });

  it("refuses UTF-16 that was cut in a character, by its line", async () => {
    const cut = Buffer.concat([Buffer.from(`\uFEFF${text}`, "utf16le"), Buffer.of(0x3d, 0xd8)]);
    const { code, stderr } = await enrich(cut);
    expect(code).toBe(3);
    expect(stderr).toContain("Line 4 of ");
    expect(stderr).toContain("[encoding_damaged]");
  });

  it("says of a byte order mark that it is wrong in places", async () => {
    const { code, stderr } = await enrich(Buffer.concat([Buffer.from("\uFEFF"), bytes]));
    expect(code).toBe(0);
    expect(stderr).toContain("but 1 line is not UTF-8, the first is line 3");
    const { code: given, stderr: refused } = await enrich(
      Buffer.concat([Buffer.from("\uFEFF"), bytes]),
      "--encoding=utf-8",
    );
    expect({ given, named: refused.includes("line 3") }).toEqual({ given: 3, named: true });
  });

  it("refuses an unknown name", async () => {
    const { code, stderr } = await enrich(bytes, "--encoding", "ebcdic");
    expect(code).toBe(2);
    expect(stderr).toContain("--encoding must be one of utf-8,");
  });

  it("repeats the encoding for the list and not for the output, which has its own", async () => {
    const rejected = Buffer.concat([bytes, Buffer.from('"x" y,,,\n')]);
    const { stderr } = await enrich(rejected, "--encoding", "cp1252");
    expect(stderr).toMatch(/explain \S*leads.enriched.csv --row 2 (?!.*--encoding)/);
    const only = Buffer.concat([
      Buffer.from(`Name,City,State,NPI\n${row}\n`),
      Buffer.from('\xE9"x" y,,,\n', "latin1"),
    ]);
    const { stderr: second } = await enrich(only, "--encoding", "cp1252");
    expect(second.replace(/\s+/g, " ")).toMatch(/explain \S*leads.csv --row 2 .*--encoding cp1252/);
  });
});

describe("--header-row", () => {
  const preamble = 'Staff roster\r\nExported: "Nov 3"; by J, D\n\n';
  const list = `Name,City,State,NPI\n${row}\nNobody Atall,Fairview,TX,\n`;

  it("is not needed for the title of a report, which stays byte for byte", async () => {
    const { code, stderr } = await enrich(preamble + list);
    expect(code).toBe(0);
    expect(stderr).toContain("2 lines above the header are kept as they are; the header is line 4");
    const output = await enriched();
    expect(output.startsWith(`${preamble}Name,City,State,NPI,hb_status,`)).toBe(true);
    expect(output).toContain(`\n${row},matched,`);
  });

  it("is found again in the output, with the rows counted from it", async () => {
    await enrich(preamble + list);
    const shown = await run(
      ["explain", "leads.enriched.csv", "--row", "1", "--registry", "registry"],
      { cwd: folder },
    );
    expect(shown.code, shown.stderr).toBe(0);
    expect(shown.stdout).toContain(arabella);
  });

  it("found below other lines is a little less sure", async () => {
    const { stderr, stdout } = await enrich(preamble + list, "--dry-run", "--json");
    expect(stderr).toContain("header is line 4");
    expect(JSON.parse(stdout).certainty).toEqual({ encoding: 0.99, delimiter: 1, header: 0.95 });
  });

  it("takes names that are not known", async () => {
    const foreign = `Liste 7\n\nWer,Wo,Was\nArabella Quillfeather,Exampleville,OH\nA B,C,D\nE F,G,H\n`;
    const asked = await enrich(foreign);
    expect(asked.code).toBe(2);
    expect(asked.stderr).toContain("[header_unclear]");
    expect(asked.stderr).toContain("--header-row 3 if it is line 3");
    expect(asked.stderr.replaceAll(folder, "")).not.toContain("Wer");
    const options = ["--header-row", "3", "--map", "full_name=Wer", "--map", "state=Was"];
    const { code, stderr } = await enrich(foreign, ...options);
    expect(code, stderr).toBe(0);
    expect(await enriched()).toContain("Liste 7\n\nWer,Wo,Was,hb_status,");
    expect(stderr).toMatch(/explain .*--header-row 3/);
  });

  it("makes a row of the line that would have been the header", async () => {
    const { code } = await enrich(`${list}${list}`, "--header-row", "4");
    expect(code).toBe(0);
    expect((await enriched()).split("\n")[3]).toMatch(/^Name,City,State,NPI,hb_status,/);
  });

  it.each([
    ["9", "has no line 9, which --header-row names", "header_row_missing"],
    ["3", "Line 3 of ", "header_row_blank"],
    ["0", "--header-row must be a whole number from 1 on", "config_invalid"],
    ["two", "--header-row must be a whole number from 1 on", "config_invalid"],
  ])("refuses line %s", async (line, sentence, code) => {
    const ran = await enrich(preamble + list, "--header-row", line);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain(sentence);
    expect(ran.stderr).toContain(`[${code}]`);
  });

  it.each<[what: string, text: string, code: string]>([
    ["empty cells only", ',"",  ,\nA,B,C,D\nE,F,G,H\n', "input_header_empty"],
    ["cells between apostrophes", "'Name','City'\n'Jane Doe','Reno'\n", "input_quotes_unknown"],
  ])("a header of %s is refused", async (_what, text, code) => {
    const ran = await enrich(text);
    expect(ran.code).toBe(3);
    expect(ran.stderr).toContain(`[${code}]`);
  });
});

describe("headers that are alike", () => {
  it("are told apart by --map, by number and by position", async () => {
    const text = `Who,State,State,,\nArabella Quillfeather,Texas,OH,Exampleville,${arabella}\n`;
    const maps = ["full_name=Who", "state=State#2", "city=@4", "npi=@5"];
    const { code, stderr } = await enrich(text, ...maps.flatMap((map) => ["--map", map]));
    expect(code, stderr).toBe(0);
    expect(await enriched()).toContain(`${arabella},matched,`);
    expect(await enriched()).toMatch(/^Who,State,State,,,hb_status,/);
    const unclear = await enrich(text, "--map", "full_name=Who", "--map", "state=State");
    expect(unclear.code).toBe(2);
    expect(unclear.stderr).toContain("--map state=@2 or --map state=@3");
  });

  it("in the middle of the file are rows, and said", async () => {
    const list = `Name,City,State,NPI\n${row}\n`;
    const { code, stderr } = await enrich(`${list}\uFEFF${list}${list}`);
    expect(code).toBe(0);
    expect(stderr).toContain(
      "2 lines are the header again, the first is line 3; they are kept as rows",
    );
    expect(stderr).toMatch(/matched\s+3/);
    const { stderr: once } = await enrich(list + list);
    expect(once).toContain("line 3 is the header again; it is kept as a row");
  });
});

describe("quotes behind a backslash", () => {
  it("are named in the reason, and the neighbours are enriched", async () => {
    const text = `Name,City,State,NPI\n"Bo \\"Bob\\" Li",Reno,NV,\n${row}\n`;
    const { code, stderr } = await enrich(text);
    expect(code).toBe(0);
    expect(stderr).toContain("backslash_quote");
    const output = await enriched();
    expect(output).toContain("invalid_input,,backslash_quote: a quote is escaped with a backslash");
    expect(output).toContain(`${row},matched,`);
  });
});

it("keeps each row's own line ending", async () => {
  const { code } = await enrich(`Name,NPI\r\nA Nobody,\nB Nobody,\rC Nobody,`);
  expect(code).toBe(0);
  const cut = (await enriched()).replace(/,hb_[^\r\n]*|(?<=Nobody,),[^\r\n]*/g, "");
  expect(cut).toBe("Name,NPI\r\nA Nobody,\nB Nobody,\rC Nobody,");
});
