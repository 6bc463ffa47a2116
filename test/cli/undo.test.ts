import { Buffer } from "node:buffer";
import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

let folder: string;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-undo");
  await writeFile(join(folder, "npidata.csv"), npidata([personRow(npiOf(1))]));
  const built = await heartbeat("registry", "import", "npidata.csv", "--registry", "registry");
  expect(built.code, built.stderr).toBe(0);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function heartbeat(...argv: string[]): Promise<Ran> {
  return run(argv, { cwd: folder });
}

function path(name: string): string {
  return join(folder, name);
}

let lists = 0;
/** A list of its own, enriched; its name without the ending. */
async function enrich(content: string | Uint8Array, ...options: string[]): Promise<string> {
  const name = `list-${++lists}`;
  await writeFile(path(`${name}.csv`), content);
  const ran = await heartbeat("enrich", `${name}.csv`, "--registry", "registry", ...options);
  expect(ran.code, ran.stderr).toBe(0);
  return name;
}

async function edit(name: string, change: (text: string) => string): Promise<void> {
  const file = path(`${name}.enriched.csv`);
  const text = await readFile(file, "utf8");
  expect(change(text)).not.toBe(text);
  await writeFile(file, change(text));
}

const rows = Array.from({ length: 250 }, (_, i) => `Jo Exemplar${i},Town ${i}`);
const odd = 'Name,City\r\nShort\n\n"Two\nlines",""\rTorn "quote,x\na,b,c,d\n="0012",y';

describe("the original comes back", () => {
  it.each<[string, Uint8Array]>([
    ["as UTF-8", Buffer.from(odd)],
    ["with its BOM", Buffer.from(`\uFEFF${odd}`)],
    ["as UTF-16", Buffer.from(`\uFEFFsep=;\r\nName;Straße\r\n\r\nJörg;x;y\r\n`, "utf16le")],
    ["as Windows-1252", Buffer.from("Name,City\r\nJos\xe9 \x93Jo\x94,M\xe1laga\x81\r\n", "latin1")],
  ])("%s", async (_, content) => {
    const name = await enrich(content);
    const { code, stdout, stderr } = await heartbeat("undo", `${name}.enriched.csv`);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(stderr).toContain(`the same bytes as ${name}.csv, by its SHA-256`);
    expect(await readFile(path(`${name}.original.csv`))).toEqual(Buffer.from(content));
    expect((await stat(path(`${name}.original.csv`))).mode & 0o777).toBe(0o600);
  });

  it("to standard output, and from there", async () => {
    const name = await enrich(odd);
    const argv = ["undo", "-", "--receipt", `${name}.enriched.csv.receipt.json`];
    const stdin = await readFile(path(`${name}.enriched.csv`), "utf8");
    const ran = await run(argv, { cwd: folder, stdin });
    expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code: 0, stdout: odd });
  });

  it("whatever became of the hb_ columns", async () => {
    const name = await enrich(odd);
    await edit(name, (text) => text.replaceAll("no_match", "matched"));
    expect((await heartbeat("undo", `${name}.enriched.csv`)).code).toBe(0);
    expect(await readFile(path(`${name}.original.csv`), "utf8")).toBe(odd);
  });

  it("without the columns of an earlier run, which is said", async () => {
    const first = await enrich(odd);
    const enriched = await readFile(path(`${first}.enriched.csv`));
    const name = await enrich(enriched, "--replace-hb");
    const { code, stderr } = await heartbeat("undo", `${name}.enriched.csv`);
    expect(code).toBe(0);
    expect(stderr.replaceAll(/\s+/g, " ")).toMatch(
      /the same header and records as list-\d+\.csv, without the 22 hb_ columns of an earlier run/,
    );
    const back = await readFile(path(`${name}.original.csv`), "utf8");
    expect(back.split(/\r\n|\r|\n/)[0]).toBe("Name,City,hb_extra_1,hb_extra_2");
    expect(back).not.toContain("hb_status");
  });
});

describe("a list that was edited since", () => {
  it("comes back with the edit, which is said by rows, with exit 7", async () => {
    const list = `Name,City\n${rows.join("\n")}\n`;
    const name = await enrich(list);
    await edit(name, (text) => text.replace("Town 149,", "Moved,"));
    const { code, stderr } = await heartbeat("undo", `${name}.enriched.csv`);
    expect(code).toBe(7);
    expect(stderr.replaceAll(/\s+/g, " ")).toContain(
      `NOT the same as ${name}.csv: edited since the run among rows 101 to 200; the edits are kept`,
    );
    const back = await readFile(path(`${name}.original.csv`), "utf8");
    expect(back).toBe(list.replace("Town 149\n", "Moved\n"));
  });

  it("keeps what was filled into a short row", async () => {
    const name = await enrich("Name,City,State\nJo\nFlo,Town\n");
    await edit(name, (text) => text.replace("Jo,,,", "Jo,,OH,"));
    expect((await heartbeat("undo", `${name}.enriched.csv`)).code).toBe(7);
    const back = await readFile(path(`${name}.original.csv`), "utf8");
    expect(back).toBe("Name,City,State\nJo,,OH\nFlo,Town\n");
  });

  it("keeps a column that was put in, and loses none that was moved", async () => {
    const name = await enrich("Name,City\nJo,Town\nFlo,Village\n");
    await edit(name, (text) =>
      text
        .split("\n")
        .map((line) => (line === "" ? line : `${line.startsWith("Name") ? "Mine" : "x"},${line}`))
        .join("\n"),
    );
    expect((await heartbeat("undo", `${name}.enriched.csv`)).code).toBe(7);
    const back = await readFile(path(`${name}.original.csv`), "utf8");
    expect(back).toBe("Mine,Name,City\nx,Jo,Town\nx,Flo,Village\n");
  });

  it("comes back with a row less or more, damaged lines as they were", async () => {
    const name = await enrich('Name,City\nJo,Town\nFlo,Village\nTorn "quote,x\n');
    await edit(name, (text) => text.replace(/Jo,.*\n/, ""));
    const { code, stderr } = await heartbeat("undo", `${name}.enriched.csv`);
    expect(code).toBe(7);
    expect(stderr).toContain("2 rows instead of 3, edited since");
    const back = await readFile(path(`${name}.original.csv`), "utf8");
    expect(back).toBe('Name,City\nFlo,Village\nTorn "quote,x\n');
  });

  it("is written as UTF-8 where the edit does not fit into its encoding", async () => {
    const name = await enrich(Buffer.from("Name,City\nJos\xe9,Town\n", "latin1"));
    await edit(name, (text) => text.replace("Town", "Łódź"));
    const { code, stderr } = await heartbeat("undo", `${name}.enriched.csv`);
    expect(code).toBe(7);
    expect(stderr.replaceAll(/\s+/g, " ")).toContain("written as UTF-8: an edited cell has");
    const back = await readFile(path(`${name}.original.csv`), "utf8");
    expect(back).toBe("\uFEFFName,City\nJosé,Łódź\n");
  });

  it("is told from one whose line endings alone are others", async () => {
    const name = await enrich("Name,City\nJo,Town\n");
    await edit(name, (text) => text.replaceAll("\n", "\r\n"));
    const { code, stderr } = await heartbeat("undo", `${name}.enriched.csv`);
    expect(code).toBe(7);
    expect(stderr.replaceAll(/\s+/g, " ")).toContain(
      "the records are, but the header, line endings or blank lines are not",
    );
  });

  it("says so to scripts", async () => {
    const name = await enrich("Name,City\nJo,Town\n");
    await edit(name, (text) => text.replace("Town", "Village"));
    const { code, stdout } = await heartbeat("undo", `${name}.enriched.csv`, "--json", "-q");
    expect(code).toBe(7);
    expect(JSON.parse(stdout)).toMatchObject({
      schema_version: 1,
      proof: "edited",
      rows: 1,
      differing_rows: [[1, 1]],
    });
  });
});

describe("refusals leave everything as it was", () => {
  it.each<[string, (name: string) => Promise<string[]>, number, string]>([
    [
      "no receipt",
      async (name) => {
        await rm(path(`${name}.enriched.csv.receipt.json`));
        return [];
      },
      3,
      "receipt_missing",
    ],
    [
      "a receipt that was changed",
      async (name) => {
        const file = path(`${name}.enriched.csv.receipt.json`);
        await writeFile(
          file,
          (await readFile(file, "utf8")).replace('"requests": 1', '"requests": 0'),
        );
        return [];
      },
      3,
      "receipt_unusable",
    ],
    ["a receipt that is not there", async () => ["--receipt", "no.json"], 3, "receipt_unreadable"],
    [
      "an output that exists",
      async (name) => {
        await writeFile(path(`${name}.original.csv`), "mine");
        return [];
      },
      2,
      "output_exists",
    ],
    ["itself as output", async (name) => ["-o", `${name}.enriched.csv`], 2, "output_is_input"],
    ["a folder that is not there", async () => ["-o", "no/such.csv"], 3, "output_not_writable"],
    ["--json and the list in one", async () => ["-o", "-", "--json"], 2, "usage"],
  ])("%s", async (_, prepare, code, error) => {
    const name = await enrich("Name,City\nJo,Town\n");
    const options = await prepare(name);
    const before = await readdir(folder);
    const ran = await heartbeat("undo", `${name}.enriched.csv`, ...options);
    expect(ran.stderr).toContain(`[${error}]`);
    expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code, stdout: "" });
    expect(await readdir(folder)).toEqual(before);
  });

  it("an interruption", async () => {
    const name = await enrich("Name,City\nJo,Town\n");
    const before = await readdir(folder);
    const argv = ["undo", `${name}.enriched.csv`];
    const ran = await run(argv, { cwd: folder, signal: AbortSignal.abort() });
    expect(ran.code).toBe(130);
    expect(await readdir(folder)).toEqual(before);
  });

  it("--force replaces an older one", async () => {
    const name = await enrich(odd);
    await writeFile(path(`${name}.original.csv`), "old");
    expect((await heartbeat("undo", `${name}.enriched.csv`, "--force")).code).toBe(0);
    expect(await readFile(path(`${name}.original.csv`), "utf8")).toBe(odd);
  });
});
