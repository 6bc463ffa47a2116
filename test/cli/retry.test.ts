import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MatchRequest, MatchResult } from "../../src/model/contract.ts";
import type { SearchService } from "../../src/service/search-service.ts";
import { type Faults, faulty } from "../helpers/faults.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { ambiguousBetween, fakeService, matchedWith } from "../helpers/service.ts";
import { fakeSuppressions } from "../helpers/suppressions.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

/** Rows of a list with everything that an output treats in a way of its own. */
const rows = [
  "Arabella Probst,Springfield,IL",
  "Desmond Sampleton,Fairview",
  'Cordelia "Cord" Exemplar,Fairview,TX',
  "Florian Muster,Exampleville,OH,more,and more",
  "",
  "Arabella Probst,Springfield,IL",
  '"Euphemia, Quillfeather",Exampleville,OH',
  ",,",
  "Null\0Person,Fairview,TX",
  "Bartholomew Testermann,Springfield,IL",
];
const text = `Name,City,State\n${rows.join("\n")}`;

let folder: string;
let made = 0;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-retry");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const read = (name: string) => readFile(join(folder, name), "utf8");
const readBytes = (name: string) => readFile(join(folder, name));

type Given = Parameters<typeof run>[1];

function heartbeat(service: SearchService, argv: string[], given: Partial<Given> = {}) {
  // The lists are all the same: no run is to take up what another has left.
  const env = { XDG_STATE_HOME: join(folder, `state-${++made}`) };
  return run(argv, { cwd: folder, service, env, ...given });
}

interface Broken {
  name: string;
  ran: Ran;
}

/** A list that was enriched by a service with faults. */
async function enriched(faults: Faults, ...argv: string[]): Promise<Broken> {
  const name = `list-${++made}`;
  await writeFile(join(folder, `${name}.csv`), text);
  const service = faulty(fakeService(), faults);
  const ran = await heartbeat(service, ["enrich", `${name}.csv`, ...argv]);
  return { name, ran };
}

const halfFails: Faults = { fails: (row) => row % 2 === 1 };
describe("--retry-errors", () => {
  it("makes of a broken run the bytes of an unbroken one", async () => {
    const whole = await enriched({});
    const { name, ran } = await enriched(halfFails);
    expect([whole.ran.code, ran.code]).toEqual([0, 5]);
    const service = fakeService();
    const retried = await heartbeat(service, ["enrich", `${name}.enriched.csv`, "--retry-errors"]);
    expect(retried.code, retried.stderr).toBe(0);
    expect(await readBytes(`${name}.retried.csv`)).toEqual(
      await readBytes(`${whole.name}.enriched.csv`),
    );
    expect(service.asked.map(({ id }) => id)).toEqual([1, 9]);
    expect(retried.stderr).toContain("3 rows of 9 to retry; the others keep their answers");
  });

  it("does so for a workbook, cell for cell", async () => {
    const whole = await enriched({}, "--format", "xlsx");
    const { name } = await enriched(halfFails, "--format", "xlsx");
    const retried = await heartbeat(fakeService(), [
      ...["enrich", `${name}.enriched.xlsx`, "--retry-errors", "-o", `${name}.csv.out`],
      ...["--format", "csv"],
    ]);
    expect(retried.code, retried.stderr).toBe(0);
    const again = await heartbeat(fakeService(), [
      ...["enrich", `${whole.name}.enriched.xlsx`, "--retry-errors", "-o", `${whole.name}.csv.out`],
      ...["--format", "csv"],
    ]);
    expect(again.stderr).toContain("Nothing to retry");
    expect(await read(`${name}.csv.out`)).toBe(await read(`${whole.name}.csv.out`));
    const book = await heartbeat(fakeService(), [
      ...["enrich", `${name}.enriched.xlsx`, "--retry-errors"],
    ]);
    expect(book.code, book.stderr).toBe(0);
    const verified = await heartbeat(fakeService(), ["verify", `${name}.retried.xlsx`]);
    expect(verified.code, verified.stdout).toBe(0);
  });

  it("asks under the terms of the receipt", async () => {
    const { name } = await enriched(
      halfFails,
      ...["--prior", "0.4", "--name-order", "last_first", "--min-confidence", "0.7"],
      ...["--map", "city=", "--fields", "hb_phone,hb_last_name"],
    );
    const service = fakeService();
    const { code, stderr } = await heartbeat(service, [
      ...["enrich", `${name}.enriched.csv`, "--retry-errors"],
    ]);
    expect(code, stderr).toBe(0);
    expect(service.batches[0]).toMatchObject({
      context: { name_order: "last_first", prior: 0.4 },
      min_confidence: 0.7,
    });
    expect(service.asked[0]).not.toHaveProperty("city");
    const [header = ""] = (await read(`${name}.retried.csv`)).split("\n");
    expect(header).toMatch(/hb_duplicate_of,hb_phone,hb_last_name$/);
    const before = JSON.parse(await read(`${name}.enriched.csv.receipt.json`));
    const after = JSON.parse(await read(`${name}.retried.csv.receipt.json`));
    expect(after).toMatchObject({
      settings: before.settings,
      context: before.context,
      context_from: before.context_from,
      mapping: before.mapping,
      release: before.release,
      columns: { dropped: before.columns.added },
      input: { name: `${name}.enriched.csv` },
    });
  });

  it("leaves an output that verify and undo know", async () => {
    const { name } = await enriched(halfFails);
    await heartbeat(fakeService(), ["enrich", `${name}.enriched.csv`, "--retry-errors"]);
    const verified = await heartbeat(fakeService(), [
      ...["verify", `${name}.retried.csv`, "--against", `${name}.enriched.csv`],
    ]);
    expect(verified.code, verified.stdout).toBe(0);
    const undone = await heartbeat(fakeService(), ["undo", `${name}.retried.csv`]);
    expect(undone.code, undone.stderr).toBe(0);
    const back = (await read(`${name}.original.csv`)).split("\n");
    expect(back[3]).toBe('Cordelia "Cord" Exemplar,Fairview,TX');
    expect(back[1]).toBe("Arabella Probst,Springfield,IL,,");
  });

  it("may come short again, in a file of its own each time", async () => {
    const { name } = await enriched(halfFails);
    const limited = ["--retry-errors", "--max-requests", "0"];
    const first = await heartbeat(fakeService(), ["enrich", `${name}.enriched.csv`, ...limited]);
    expect(first.code).toBe(5);
    expect(first.stderr).toMatch(/3 not_attempted:\s+heartbeat enrich \S+\.retried\.csv --retry/);
    await heartbeat(fakeService(), ["enrich", `${name}.retried.csv`, ...limited]);
    const third = await heartbeat(fakeService(), [
      ...["enrich", `${name}.retried-2.csv`, "--retry-errors"],
    ]);
    expect(third.code, third.stderr).toBe(0);
    expect(existsSync(join(folder, `${name}.retried-3.csv`))).toBe(true);
  });

  it("with nothing to retry writes the same rows, and says so", async () => {
    const { name } = await enriched({});
    const service = fakeService();
    const ran = await heartbeat(service, ["enrich", `${name}.enriched.csv`, "--retry-errors"]);
    expect(ran.code).toBe(0);
    expect(ran.stderr).toContain("Nothing to retry: no row is error or not_attempted");
    expect(service.batches).toEqual([]);
    expect(await read(`${name}.retried.csv`)).toBe(await read(`${name}.enriched.csv`));
  });

  it("never writes over its list", async () => {
    const { name } = await enriched(halfFails);
    const ran = await heartbeat(fakeService(), [
      ...["enrich", `${name}.enriched.csv`, "--retry-errors", "--force"],
      ...["-o", `${name}.enriched.csv`],
    ]);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain("[output_is_input]");
  });

  it("keeps what was written into kept rows since, formulas with --raw", async () => {
    const { name } = await enriched(halfFails);
    const file = `${name}.enriched.csv`;
    const edited = (await read(file)).replace(/"name_zip: [^"]*"/, "=1+1");
    await writeFile(join(folder, file), edited);
    const argv = ["enrich", file, "--retry-errors"];
    const ran = await heartbeat(fakeService(), argv);
    expect(ran.code, ran.stderr).toBe(0);
    expect(await read(`${name}.retried.csv`)).toContain(",'=1+1,");
    await heartbeat(fakeService(), [...argv, "--raw", "-o", `${name}.raw.csv`]);
    expect(await read(`${name}.raw.csv`)).toContain(",=1+1,");
    expect(ran.stderr).not.toContain("=1+1");
    expect(JSON.parse(await read(`${name}.retried.csv.receipt.json`)).reasons).toMatchObject({
      other: 1,
    });
  });

  it("finds the columns of the receipt where they were moved", async () => {
    const { name } = await enriched(halfFails);
    const file = `${name}.enriched.csv`;
    const lines = (await read(file)).split("\n").filter((line) => /^[A-Z][a-z ]*,/i.test(line));
    const moved = lines.map((line) => {
      const [first = "", second = "", ...others] = line.split(",");
      return [second, first, ...others].join(",");
    });
    await writeFile(join(folder, file), `${moved.join("\n")}\n`);
    const service = fakeService();
    const ran = await heartbeat(service, ["enrich", file, "--retry-errors"]);
    expect(ran.code, ran.stderr).toBe(0);
    expect(service.asked[0]).toMatchObject({
      name: { full: "Arabella Probst" },
      city: "Springfield",
    });
  });

  it("without a receipt settles everything anew, and says so", async () => {
    const { name } = await enriched(halfFails, "--no-receipt", "--prior", "0.4");
    const service = fakeService();
    const ran = await heartbeat(service, [
      ...["enrich", `${name}.enriched.csv`, "--retry-errors", "--prior", "0.6"],
    ]);
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stderr).toMatch(/no receipt at \S+\.enriched\.csv\.receipt\.json: .* settled anew/);
    expect(service.batches[0]?.context.prior).toBe(0.6);
  });

  it("reads standard input", async () => {
    const { name } = await enriched(halfFails);
    const stdin = await read(`${name}.enriched.csv`);
    const ran = await heartbeat(fakeService(), ["enrich", "-", "--retry-errors"], { stdin });
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stdout).toContain(",matched,");
    expect(ran.stdout).not.toContain(",error,");
  });

  it("asks nobody in a dry run, elsewhere or here", async () => {
    const { name } = await enriched(halfFails);
    const argv = ["enrich", `${name}.enriched.csv`, "--retry-errors", "--dry-run"];
    const service = fakeService();
    const here = await heartbeat(service, argv);
    const there = await heartbeat(service, [...argv, "--service", "https://x.example/"]);
    expect([here.code, there.code]).toEqual([0, 0]);
    for (const { stderr } of [here, there]) {
      expect(stderr).toMatch(/Would ask .*2 requests for 9 rows/);
      expect(stderr).toMatch(/full_name {2,}3 cells of Name/);
      expect(stderr).toContain("3 rows of 9 to retry");
    }
    expect(service.batches).toEqual([]);
  });
});

describe("a person suppressed since the run", () => {
  const person = { npi: npiOf(1), phone: "2175550101" };
  const answer = (request: MatchRequest): MatchResult | undefined => {
    const name = request.name?.full ?? "";
    if (name.startsWith("Arabella")) return matchedWith(request, person.npi);
    if (name.startsWith("Florian")) return namesakes(request, [person.npi, npiOf(2)]);
    if (name.startsWith("Desmond")) return namesakes(request, [npiOf(2), person.npi]);
    return undefined;
  };
  const namesakes = (request: MatchRequest, npis: readonly string[]) =>
    ambiguousBetween(
      request,
      npis.map((npi, i) => ({ npi, confidence: 0.5 - i / 10 })),
    );

  async function retriedAfter(
    suppressed: (keys: { npi?: string; phones?: readonly string[] }) => boolean,
  ) {
    const name = `person-${++made}`;
    await writeFile(join(folder, `${name}.csv`), text);
    const service = faulty(fakeService({ answer }), { fails: (row) => row === 9 });
    await heartbeat(service, ["enrich", `${name}.csv`]);
    const before = (await read(`${name}.enriched.csv`)).split("\n");
    const ran = await heartbeat(
      fakeService({ answer }),
      ["enrich", `${name}.enriched.csv`, "--retry-errors"],
      { suppressions: fakeSuppressions(suppressed) },
    );
    expect(ran.code, ran.stderr).toBe(0);
    return { before, after: (await read(`${name}.retried.csv`)).split("\n") };
  }

  it("is withheld from the rows that keep their answers", async () => {
    const { before, after } = await retriedAfter(({ npi }) => npi === person.npi);
    const withheld = /,suppressed,,withheld: nothing may be returned about this person,,,,,+$/;
    expect(before[1]).toContain(`,matched,`);
    expect(after[1]).toMatch(withheld);
    expect(after[6], "a repeated row").toMatch(withheld);
    expect(after[4], "first among the candidates").toMatch(withheld);
    expect(after[2], "a lower one").toContain(
      `,ambiguous,0.5000,"several_candidates: several profiles fit, and none well enough",,,${npiOf(2)}:0.5000,`,
    );
    expect(after.join("\n")).not.toContain(person.npi);
  });

  it("also where the list knows the person by telephone alone", async () => {
    const { before, after } = await retriedAfter(
      ({ phones }) => phones?.some((phone) => before0.includes(phone)) === true,
    );
    expect(before[1]).toContain(",matched,");
    expect(after[1]).toContain(",suppressed,");
  });
  // The invented holder's telephone, as helpers/service.ts makes it up.
  const before0 = [`217555${1000 + (Number(person.npi.slice(1, 9)) % 9000)}`];

  it("and nobody else", async () => {
    const { before, after } = await retriedAfter(() => false);
    expect(after.slice(0, 9)).toEqual(before.slice(0, 9));
  });
});

describe("--retry-errors refuses", () => {
  const file = async (name: string, content: string) => {
    await writeFile(join(folder, name), content);
    return name;
  };
  const columns =
    "hb_status,hb_confidence,hb_reason,hb_matched_on,hb_npi,hb_candidates,hb_duplicate_of";

  it.each<[string, string, string, number]>([
    ["a list that was never enriched", "Name,City\nJo Doe,X\n", "not_enriched", 2],
    ["a list without its status", "Name,hb_npi\nJo Doe,\n", "hb_columns_missing", 3],
    ["one status twice", `Name,${columns},HB_Status\nJo,error,,,,,,,\n`, "hb_columns_twice", 3],
    ["a column of another's", `Name,${columns},hb_note\nJo,error,,,,,,,\n`, "hb_column_unknown", 3],
    ["no status", `Name,${columns}\nJo,error,,,,,,\nFlo,,,,,,,\n`, "hb_status_unknown", 3],
    ["a strange status", `Name,${columns}\nJo,matched?,,,,,,\n`, "hb_status_unknown", 3],
    [
      "a row cut short",
      `Name,${columns}\n${"Jo,error,,,,,,\n".repeat(20)}Jo Doe,\n`,
      "hb_status_unknown",
      3,
    ],
  ])("%s", async (_, content, errorCode, exitCode) => {
    const name = await file(`refused-${++made}.csv`, content);
    const ran = await heartbeat(fakeService(), ["enrich", name, "--retry-errors"]);
    expect(ran.stderr).toContain(`[${errorCode}]`);
    expect(ran.code).toBe(exitCode);
    expect(ran.stderr.replaceAll(folder, "")).not.toMatch(/Jo|matched\?/);
    expect(existsSync(join(folder, name.replace(".csv", ".retried.csv")))).toBe(false);
  });

  it("names the row without a status", async () => {
    const name = await file(`row-${++made}.csv`, `Name,${columns}\nJo,error,,,,,,\nFlo,,,,,,,\n`);
    const ran = await heartbeat(fakeService(), ["enrich", name, "--retry-errors"]);
    expect(ran.stderr).toMatch(/, row 2: its hb_status is none/);
  });

  it("NDJSON, by its receipt or its name", async () => {
    const { name } = await enriched(halfFails, "-o", "lines.out", "--format", "ndjson");
    expect(name).toBeDefined();
    const by = await heartbeat(fakeService(), ["enrich", "lines.out", "--retry-errors"]);
    await file("lines.ndjson", await read("lines.out"));
    const named = await heartbeat(fakeService(), ["enrich", "lines.ndjson", "--retry-errors"]);
    for (const { code, stderr } of [by, named]) {
      expect({ code, stderr }).toMatchObject({
        code: 2,
        stderr: expect.stringContaining("[output_is_ndjson]"),
      });
    }
  });

  it("an answer of another release, naming both", async () => {
    const { name } = await enriched(halfFails);
    const service = fakeService({ release: "release-2" });
    const ran = await heartbeat(service, ["enrich", `${name}.enriched.csv`, "--retry-errors"]);
    expect(ran.code).toBe(4);
    expect(ran.stderr).toMatch(
      /is of release release-1, and .* from release release-2\. \[release_differs\]/,
    );
    expect(service.batches).toEqual([]);
  });

  it.each([
    ["--fields", "full"],
    ["--replace-hb"],
    ["--prior", "0.5"],
    ["--map", "city=City"],
    ["--name-order", "mixed"],
    ["--min-confidence", "0.5"],
    ["--target-precision", "0.9"],
  ])("%s, which the first run has settled", async (...said) => {
    const { name } = await enriched(halfFails);
    const ran = await heartbeat(fakeService(), [
      ...["enrich", `${name}.enriched.csv`, "--retry-errors", ...said],
    ]);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain(said[0]);
  });

  it("columns that were renamed since, and a receipt that was changed", async () => {
    const { name } = await enriched(halfFails);
    const list = `${name}.enriched.csv`;
    const content = await read(list);
    await file(list, content.replace("Name,City", "Name,Town"));
    const renamed = await heartbeat(fakeService(), ["enrich", list, "--retry-errors"]);
    expect(renamed.stderr).toMatch(/that was city in the run.* \[retry_columns_changed\]/);
    await file(list, content);
    const receipt = await read(`${list}.receipt.json`);
    await file(`${list}.receipt.json`, receipt.replace('"prior": 0.8', '"prior": 0.7'));
    const changed = await heartbeat(fakeService(), ["enrich", list, "--retry-errors"]);
    expect(changed.stderr).toContain("[receipt_unusable]");
    expect([renamed.code, changed.code]).toEqual([3, 3]);
  });
});
