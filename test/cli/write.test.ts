import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { npiOf, person } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { type FakeServiceOptions, fakeService, matchedWith } from "../helpers/service.ts";
import { fakeSuppressions } from "../helpers/suppressions.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

let folder: string;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-write");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const list = `Name,Phone,City,State,Zip,Phone Verified,Fax
Arabella Probst,,,,,,
Bartholomew Sampleton,(312) 555-0199,"Peoria",IL,,,
Cordelia Exemplar,(312) 555-0198,,,,yes,
Desmond Nobody,,,,,,
"Euphemia ""Phemie"" Garcia",,Springfield
`;

/** Everybody is matched but Desmond; all live in one town. */
const answer: NonNullable<FakeServiceOptions["answer"]> = (request) => {
  const { id, name } = request;
  if (name?.full?.startsWith("Desmond") !== false) {
    return { id, status: "no_match", confidence: 0, reason: "nobody: no profile fits" };
  }
  const profile = person({ npi: npiOf(id), first: "A", last: "B", phone: `217555010${id}` });
  return matchedWith(request, npiOf(id), 0.99, profile);
};

let runs = 0;
type Given = Partial<Parameters<typeof run>[1]>;

function heartbeat(argv: readonly string[], given: Given = {}): Promise<Ran> {
  const env = { XDG_STATE_HOME: join(folder, `state-${++runs}`) };
  return run(argv, { cwd: folder, env, service: fakeService({ answer }), ...given });
}

const read = (name: string) => readFile(join(folder, name), "utf8");

let lists = 0;
async function enrich(text: string, ...options: string[]): Promise<{ name: string; ran: Ran }> {
  const name = `list-${++lists}`;
  await writeFile(join(folder, `${name}.csv`), text);
  const ran = await heartbeat(["enrich", `${name}.csv`, "--fields", "hb_phone", ...options]);
  expect(ran.code, ran.stderr).toBe(0);
  return { name, ran };
}

/** The list's own cells of an enriched list, line by line. */
async function ownCells(file: string, columns = 7): Promise<string[]> {
  const lines = (await read(file)).trimEnd().split("\n");
  return lines.map((line) => line.split(",").slice(0, columns).join(","));
}

const filled = [
  "Arabella Probst,2175550101,SPRINGFIELD,IL,62701,,",
  'Bartholomew Sampleton,(312) 555-0199,"Peoria",IL,,,',
  "Cordelia Exemplar,(312) 555-0198,SPRINGFIELD,IL,62701,yes,",
  "Desmond Nobody,,,,,,",
  '"Euphemia ""Phemie"" Garcia",2175550105,Springfield,IL,62701,,',
];

describe("--write fill", () => {
  it("writes into empty cells of rows that are matched, and says how many", async () => {
    const { name, ran } = await enrich(list, "--write", "fill");
    expect((await ownCells(`${name}.enriched.csv`)).slice(1)).toEqual(filled);
    for (const line of ["Phone: 2 filled", "City: 2 filled", "State: 3 filled", "Fax: 0 filled"]) {
      expect(ran.stderr).toContain(line);
    }
    const receipt = JSON.parse(await read(`${name}.enriched.csv.receipt.json`));
    expect(receipt.settings.write).toBe("fill");
    expect(receipt.columns.added.at(-1)).toBe("hb_replaced");
    expect(receipt.columns.written.map((column: object) => Object.values(column))).toEqual([
      [1, "Name", "full_name", 0, 0],
      [2, "Phone", "phone", 2, 0],
      [3, "City", "city", 2, 0],
      [4, "State", "state", 3, 0],
      [5, "Zip", "zip", 3, 0],
      [7, "Fax", "fax", 0, 0],
    ]);
  });

  it("can stand before the list", async () => {
    await writeFile(join(folder, "swallowed.csv"), list);
    const ran = await heartbeat(["enrich", "--write", "fill", "swallowed.csv"]);
    expect(ran.code, ran.stderr).toBe(0);
    expect((await ownCells("swallowed.enriched.csv")).slice(1)).toEqual(filled);
  });

  it("is undone to the very bytes, and verify knows it", async () => {
    const text = list.replaceAll("\n", "\r\n").replace("Phone,", "Phone ,");
    const { name } = await enrich(text, "--write", "fill");
    const verified = await heartbeat([
      ...["verify", `${name}.enriched.csv`, "--against", `${name}.csv`],
    ]);
    expect(verified.code, verified.stdout).toBe(0);
    const undone = await heartbeat(["undo", `${name}.enriched.csv`]);
    expect(undone.code).toBe(0);
    expect(undone.stderr).toContain("by its SHA-256");
    expect(await read(`${name}.original.csv`)).toBe(text);
  });

  it("fills nothing in for a suppressed person", async () => {
    await writeFile(join(folder, "suppressed.csv"), list);
    const suppressions = fakeSuppressions(({ npi }) => npi === npiOf(1));
    const ran = await heartbeat(["enrich", "suppressed.csv", "--write", "fill"], { suppressions });
    expect(ran.code, ran.stderr).toBe(0);
    const [, first, second] = await ownCells("suppressed.enriched.csv");
    expect(first).toBe("Arabella Probst,,,,,,");
    expect(second).toBe(filled[1]);
    expect(await read("suppressed.enriched.csv")).not.toContain("2175550101");
  });

  it("leaves an edit that came after it, and takes back the rest", async () => {
    const { name } = await enrich(list, "--write", "fill");
    const file = join(folder, `${name}.enriched.csv`);
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace("Probst,2175550101", "Probst,2175550142"));
    const undone = await heartbeat(["undo", `${name}.enriched.csv`]);
    expect(undone.code).toBe(7);
    expect(undone.stderr).toContain("edited since the run among rows 1 to 5");
    expect(await read(`${name}.original.csv`)).toBe(
      list.replace("Probst,,,", "Probst,2175550142,,"),
    );
    const verified = await heartbeat(["verify", `${name}.enriched.csv`]);
    expect(verified.code).toBe(7);
  });

  it("is taken back by the names of columns where those were moved", async () => {
    const { name } = await enrich("Name,Phone,Zip\nArabella Probst,,62701\n", "--write", "fill");
    const file = join(folder, `${name}.enriched.csv`);
    const moved = (await readFile(file, "utf8")).replace(/^([^,]*),([^,]*),([^,]*),/gm, "$3,$2,");
    await writeFile(file, moved);
    expect((await heartbeat(["undo", `${name}.enriched.csv`])).code).toBe(7);
    expect(await read(`${name}.original.csv`)).toBe("Zip,Phone\n62701,\n");
  });

  it("is not taken for the list's own by the next run", async () => {
    const { name } = await enrich(list, "--write", "fill");
    const service = fakeService({ answer });
    const again = await heartbeat(
      ["enrich", `${name}.enriched.csv`, "--replace-hb", "-o", `${name}.again.csv`],
      { service },
    );
    expect(again.code, again.stderr).toBe(0);
    expect(service.asked[0]).not.toHaveProperty("phone");
    expect((await ownCells(`${name}.again.csv`))[1]).toBe("Arabella Probst,,,,,,");
  });
});

describe("--write overwrite", () => {
  it("writes over the named columns, and never over a verified value", async () => {
    const { name, ran } = await enrich(list, "--write", "overwrite", "Phone");
    expect((await ownCells(`${name}.enriched.csv`)).slice(1)).toEqual([
      "Arabella Probst,2175550101,,,,,",
      'Bartholomew Sampleton,2175550102,"Peoria",IL,,,',
      "Cordelia Exemplar,(312) 555-0198,,,,yes,",
      "Desmond Nobody,,,,,,",
      '"Euphemia ""Phemie"" Garcia",2175550105,Springfield,,,,',
    ]);
    expect(ran.stderr).toContain("Phone: 3 written, 1 verified and kept");
    const [, , second = ""] = (await read(`${name}.enriched.csv`)).split("\n");
    expect(second).toContain(
      '"[{""column"":2,""name"":""Phone"",""was"":""(312) 555-0199"",""is"":""2175550102""}]"',
    );
    expect((await heartbeat(["undo", `${name}.enriched.csv`])).code).toBe(0);
    expect(await read(`${name}.original.csv`)).toBe(list);
  });

  it("tells a script", async () => {
    await writeFile(join(folder, "json.csv"), list);
    const argv = ["enrich", "json.csv", "-q", "--json", "--write", "overwrite", "Phone", "@5"];
    const { write } = JSON.parse((await heartbeat(argv)).stdout);
    expect(write).toEqual({
      mode: "overwrite",
      columns: [
        { column: 2, name: "Phone", field: "phone", cells: 3, kept_verified: 1 },
        { column: 5, name: "Zip", field: "zip", cells: 3, kept_verified: 0 },
      ],
    });
  });

  it.each<[string, string[], string]>([
    ["no column", [], "write_without_column"],
    ["a column that is not there", ["Mobile"], "write_unknown_column"],
    ["a column that nothing is known for", ["Phone Verified"], "write_without_value"],
    ["whole names", ["Name"], "write_without_value"],
    ["an hb_ column", ["hb_phone"], "write_own_column"],
  ])("refuses %s before anybody is asked", async (_, columns, code) => {
    await writeFile(join(folder, "refused.csv"), list);
    const service = fakeService({ answer });
    const argv = ["enrich", "refused.csv", "--write", "overwrite", ...columns];
    const ran = await heartbeat(argv, { service });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain(`[${code}]`);
    expect(service.asked).toEqual([]);
  });

  it.each([
    ["some", ["--write", "some"], "write_mode_unknown"],
    ["fill and a column", ["--write", "fill", "--write", "Phone"], "write_unexpected_column"],
  ])("refuses %s", async (_, words, code) => {
    await writeFile(join(folder, "refused.csv"), list);
    const ran = await heartbeat(["enrich", "refused.csv", ...words]);
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining(`[${code}]`)]);
  });
});

it("says where the list has to stand when --write has taken it for a column", async () => {
  const ran = await heartbeat(["enrich", "--write", "overwrite", "Phone", "leads.csv"]);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain("missing required argument 'file'; put the list before --write");
});

describe("whatever the output is", () => {
  it("a dry run names the columns", async () => {
    await writeFile(join(folder, "dry.csv"), list);
    const ran = await heartbeat(["enrich", "dry.csv", "--dry-run", "--write", "fill"]);
    expect(ran.stderr).toMatch(/Would write into empty cells .*\n( {2}.*\n)* {2}Phone \(phone\)/);
  });

  it("append leaves the list's own cells alone", async () => {
    const { name } = await enrich(list, "--write", "append");
    expect((await ownCells(`${name}.enriched.csv`))[1]).toBe("Arabella Probst,,,,,,");
    expect(await read(`${name}.enriched.csv`)).not.toContain("hb_replaced");
  });

  it("JSON has the new values under the list's names", async () => {
    const { name } = await enrich(list, "--write", "fill", "--format", "ndjson");
    const [first = ""] = (await read(`${name}.enriched.ndjson`)).split("\n");
    expect(JSON.parse(first)).toMatchObject({ Phone: "2175550101", Zip: "62701" });
  });

  it("a workbook of a text is verified cell for cell, and undone as a workbook's list", async () => {
    const { name } = await enrich(list, "--write", "overwrite", "Phone", "--format", "xlsx");
    const against = ["--against", `${name}.csv`];
    const verified = await heartbeat(["verify", `${name}.enriched.xlsx`, ...against]);
    expect(verified.code, verified.stdout).toBe(0);
    const again = ["enrich", `${name}.enriched.xlsx`, "--replace-hb", "--write", "fill"];
    const book = await heartbeat([...again, "-o", `${name}.book.xlsx`]);
    expect(book.code, book.stderr).toBe(0);
    const undone = await heartbeat(["undo", `${name}.book.xlsx`]);
    expect(undone.code, undone.stderr).toBe(0);
    expect(undone.stderr).toContain("the same header and records");
  });
});

describe("--retry-errors", () => {
  const broken: typeof answer = (request, batch) =>
    request.id === 2
      ? { id: 2, status: "error", confidence: 0, reason: "service_failed: x" }
      : answer(request, batch);

  it.each([
    ["fill", []],
    ["overwrite", ["Phone", "Zip"]],
  ])(
    "of a list that was written with %s comes to what an unbroken run does",
    async (mode, columns) => {
      const words = ["--write", mode, ...columns];
      const whole = await enrich(list, ...words);
      const name = `list-${++lists}`;
      await writeFile(join(folder, `${name}.csv`), list);
      const service = fakeService({ answer: broken });
      const ran = await heartbeat(["enrich", `${name}.csv`, "--fields", "hb_phone", ...words], {
        service,
      });
      expect(ran.code, ran.stderr).toBe(5);
      const retried = await heartbeat(["enrich", `${name}.enriched.csv`, "--retry-errors"]);
      expect(retried.code, retried.stderr).toBe(0);
      expect(await read(`${name}.retried.csv`)).toBe(await read(`${whole.name}.enriched.csv`));
      const verified = await heartbeat([
        ...["verify", `${name}.retried.csv`, "--against", `${name}.enriched.csv`],
      ]);
      expect(verified.code, verified.stdout).toBe(0);
      const receipts = [`${name}.retried.csv`, `${whole.name}.enriched.csv`].map(async (file) => {
        const { settings, columns: told } = JSON.parse(await read(`${file}.receipt.json`));
        return { settings, written: told.written };
      });
      const [one, other] = await Promise.all(receipts);
      expect(one?.settings).toEqual(other?.settings);
      expect(one?.written.map(({ cells }: { cells: number }) => cells)).toEqual(
        other?.written.map(({ cells }: { cells: number }) => cells),
      );
    },
  );

  it("takes what was written about a person out again who was suppressed since", async () => {
    const { name } = await enrich(list, "--write", "fill");
    const suppressions = fakeSuppressions(({ npi }) => npi === npiOf(1));
    const argv = ["enrich", `${name}.enriched.csv`, "--retry-errors"];
    const retried = await heartbeat(argv, { suppressions });
    expect(retried.code, retried.stderr).toBe(0);
    expect((await ownCells(`${name}.retried.csv`)).slice(1, 3)).toEqual([
      "Arabella Probst,,,,,,",
      filled[1],
    ]);
    expect(await read(`${name}.retried.csv`)).not.toContain("2175550101");
  });

  it("keeps what was edited since in a cell that was written", async () => {
    const { name } = await enrich(list, "--write", "fill");
    const file = join(folder, `${name}.enriched.csv`);
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace("Probst,2175550101", "Probst,2175550142"));
    const retried = await heartbeat(["enrich", `${name}.enriched.csv`, "--retry-errors"]);
    expect(retried.code, retried.stderr).toBe(0);
    const [, first = ""] = (await read(`${name}.retried.csv`)).split("\n");
    expect(first).toMatch(/^Arabella Probst,2175550142,SPRINGFIELD,IL,62701,/);
    expect(first).toContain('""City""');
    expect(first).not.toContain('""Phone""');
  });

  it("takes how to write from the receipt, or has to be told", async () => {
    const { name } = await enrich(list, "--write", "fill");
    const argv = ["enrich", `${name}.enriched.csv`, "--retry-errors"];
    const said = await heartbeat([...argv, "--write", "fill"]);
    expect(said.stderr).toContain("--write: with --retry-errors");
    await rm(join(folder, `${name}.enriched.csv.receipt.json`));
    const unsaid = await heartbeat(argv);
    expect([unsaid.code, unsaid.stderr]).toEqual([
      2,
      expect.stringContaining("[retry_write_unsaid]"),
    ]);
    expect((await heartbeat([...argv, "--write", "fill"])).code).toBe(0);
    expect(await read(`${name}.retried.csv`)).toBe(await read(`${name}.enriched.csv`));
  });
});
