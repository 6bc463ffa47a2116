import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { faulty } from "../helpers/faults.ts";
import { npidata, personRow, type Row } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { run } from "../helpers/run.ts";
import { fakeService } from "../helpers/service.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const city = "Provider Business Practice Location Address City Name";
const zip = "Provider Business Practice Location Address Postal Code";
const phone = "Provider Business Practice Location Address Telephone Number";
const first = "Provider First Name";
const last = "Provider Last Name (Legal Name)";

/** Somebody in every row of the list, by what becomes of them. */
const people = {
  same: { [first]: "ARABELLA", [last]: "PROBST" },
  moves: { [first]: "DESMOND", [last]: "SAMPLETON" },
  calls: { [first]: "CORDELIA", [last]: "EXEMPLAR" },
  licensed: { [first]: "FLORIAN", [last]: "MUSTERMANN" },
  retires: { [first]: "EUPHEMIA", [last]: "TESTERMANN" },
  vanishes: { [first]: "LEOPOLD", [last]: "INVENTSON" },
  replaced: { [first]: "OTTILIE", [last]: "FABRICATO" },
  taken: { [first]: "QUENTIN", [last]: "MADEUPSON" },
} as const;
type Name = keyof typeof people;
const names = Object.keys(people) as Name[];
const npi = Object.fromEntries(names.map((name, i) => [name, npiOf(i + 1)])) as Record<
  Name,
  string
>;
const successor = npiOf(50);

const rowOf = (name: Name, more: Row = {}) =>
  personRow(npi[name], { ...people[name], "Provider License Number_1": `L${npi[name]}`, ...more });

const before = npidata(names.map((name) => rowOf(name)));
const after = npidata([
  rowOf("same"),
  rowOf("moves", { [city]: "SAMPLEVILLE", [zip]: "430990001" }),
  rowOf("calls", { [phone]: "6145550199" }),
  rowOf("licensed", {
    "Healthcare Provider Taxonomy Code_2": "207R00000X",
    "Provider License Number_2": "W77",
    "Provider License Number State Code_2": "WV",
  }),
  rowOf("retires", { "NPI Deactivation Date": "01/02/2026" }),
  { NPI: npi.vanishes, "NPI Deactivation Date": "01/02/2026" },
  rowOf("replaced", { "Replacement NPI": successor }),
  personRow(successor, { ...people.replaced, "Provider License Number_1": "L50" }),
  rowOf("taken", { [first]: "WILHELMINA", [last]: "OTHERSON" }),
]);

const list = [
  "Name,City,State,Zip,Our id",
  ...names.map((name, i) => `${nameOf(name)},Exampleville,OH,43001,0${i}`),
].join("\n");

function nameOf(name: Name): string {
  const { [first]: given, [last]: family } = people[name] as Row;
  return `${given} ${family}`;
}

/** One in this process answers rows that are as they were from their profiles. */
const elsewhere = { traits: { local: false, counts: true } };

let folder: string;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-refresh");
  await writeFile(join(folder, "before.csv"), before);
  await writeFile(join(folder, "after.csv"), after);
  await writeFile(join(folder, "list.csv"), `${list}\n`);
  await heartbeat("enrich", "list.csv", "--registry", "before.csv");
  await heartbeat("enrich", "list.csv", "-o", "list.xlsx", "--registry", "before.csv");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const path = (name: string) => join(folder, name);
const read = (name: string) => readFile(path(name), "utf8");

async function heartbeat(...argv: string[]) {
  const ran = await run(argv, { cwd: folder });
  expect(ran.code, ran.stderr).toBe(0);
  return ran;
}

const refresh = (file: string, output: string, ...more: string[]) =>
  heartbeat("refresh", file, "-o", output, "--registry", "after.csv", "--force", ...more);

/** Of a file of ours without quoted commas: its rows by header. */
async function table(name: string): Promise<Record<string, string>[]> {
  const { parse } = await import("csv-parse/sync");
  return parse(await read(name), { columns: true });
}

describe("refresh", () => {
  it("finds what a newer release says of every row, and tells it cell by cell", async () => {
    await refresh("list.enriched.csv", "new.csv", "--changes", "changes.csv");
    const rows = await table("new.csv");
    const changes = (await table("changes.csv")).map(
      ({ row, field, old, new: is, kind }) => `${row} ${kind} ${field}: ${old} > ${is}`,
    );
    expect(changes).toEqual([
      "2 moved hb_practice_city: EXAMPLEVILLE > SAMPLEVILLE",
      "2 moved hb_practice_zip: 43001-0002 > 43099-0001",
      "3 phone hb_phone: 6145550123 > 6145550199",
      "4 license hb_license_states: OH > OH; WV",
      "5 deactivated hb_active: yes > no",
      "6 status hb_status: matched > no_match",
      `6 deactivated hb_npi: ${npi.vanishes} > `,
      ...goneFrom("LEOPOLD", "INVENTSON"),
      `7 replaced hb_npi: ${npi.replaced} > ${successor}`,
      `8 identity_move hb_npi: ${npi.taken} > `,
    ]);
    expect(rows.map(({ hb_status }) => hb_status)).toEqual([
      ...Array.from({ length: 5 }, () => "matched"),
      ...["no_match", "matched", "conflict"],
    ]);
    expect(rows[5]?.hb_reason).toMatch(/^npi_deactivated: /);
    expect(rows[7]?.hb_reason).toMatch(/^identity_moved: /);
    expect(rows[7]?.hb_candidates).toContain(`${npi.taken}:`);
    expect(rows.every(({ hb_stale }) => hb_stale === "")).toBe(true);
    // How sure the match was is what it was by the list's own words.
    const [was] = await table("list.enriched.csv");
    expect(rows[0]).toEqual({ ...was, hb_stale: "" });
  });

  it("gives the same bytes again, from the list and from what it wrote", async () => {
    await refresh("list.enriched.csv", "a.csv");
    await refresh("list.enriched.csv", "b.csv");
    expect(await read("a.csv")).toBe(await read("b.csv"));
    await refresh("a.csv", "c.csv", "--changes", "none.csv");
    expect(await read("c.csv")).toBe(await read("a.csv"));
    expect(await table("none.csv")).toEqual([]);
  });

  it("tells a workbook's changes as those of a text", async () => {
    await refresh("list.enriched.csv", "text.csv", "--changes", "text.json");
    await refresh("list.xlsx", "book.xlsx", "--changes", "book.json");
    expect(JSON.parse(await read("book.json"))).toEqual(JSON.parse(await read("text.json")));
    await heartbeat("verify", "book.xlsx");
    await heartbeat("verify", "text.csv");
  });

  it("takes an edited list: rows added, moved and removed, a column renamed", async () => {
    const [header = "", ...lines] = (await read("list.enriched.csv")).trimEnd().split("\n");
    const added = `Arabella Probst,Exampleville,OH,43001,09${",".repeat(header.split(",").length - 5)}`;
    const renamed = header.replace("Name,City", "Clinician,Town");
    await writeFile(path("edited.csv"), [renamed, added, ...lines.slice(1).reverse()].join("\n"));
    await refresh("edited.csv", "edited.new.csv", "--changes", "edited.changes.csv");
    const rows = await table("edited.new.csv");
    expect(rows.map(({ hb_status }) => hb_status)).toEqual([
      ...["matched", "conflict", "matched", "no_match"],
      ...Array.from({ length: 4 }, () => "matched"),
    ]);
    const [line] = await table("edited.changes.csv");
    expect(line).toMatchObject({ row: "1", field: "hb_status", old: "", new: "matched" });
  });

  it("asks of a row that is as it was whether its NPI still is on file under the same name", async () => {
    await writeFile(path("asked.csv"), "Name,City,State\nArabella Probst,Springfield,IL\n");
    await run(["enrich", "asked.csv"], { cwd: folder, service: fakeService() });
    const asked = fakeService(elsewhere);
    const argv = ["refresh", "asked.enriched.csv", "-o", "asked.new.csv", "--force"];
    await run(argv, { cwd: folder, service: asked });
    const [was] = await table("asked.enriched.csv");
    const name = { first: was?.hb_first_name, last: was?.hb_last_name };
    expect(asked.asked).toEqual([{ id: 1, npi: was?.hb_npi, name }]);
    const edited = (await read("asked.enriched.csv")).replace("Springfield", "Peoria");
    await writeFile(path("asked.enriched.csv"), edited);
    const again = fakeService(elsewhere);
    await run(argv, { cwd: folder, service: again });
    expect(again.asked).toMatchObject([
      { id: 1, name: { full: "Arabella Probst" }, city: "Peoria" },
    ]);
  });

  it("alarms where a row was given to somebody else", async () => {
    const text = (await read("list.enriched.csv")).replace("ARABELLA PROBST", "DESMOND SAMPLETON");
    await writeFile(path("given.csv"), text);
    await refresh("given.csv", "given.new.csv");
    const [row] = await table("given.new.csv");
    expect(row).toMatchObject({ hb_status: "conflict", hb_npi: "", hb_last_name: "" });
    expect(row?.hb_candidates).toMatch(new RegExp(`^${npi.same}:`));
  });

  it("empties the row of somebody suppressed, and tells nothing of what was there", async () => {
    const data = path("suppressing");
    const env = { XDG_DATA_HOME: data };
    const go = (...argv: string[]) => run(argv, { cwd: folder, env });
    const given = ["--reason", "opt_out", "--channel", "email", "--date", "2026-01-20"];
    expect((await go("suppress", "add", "--npi", npi.calls, ...given)).code).toBe(0);
    const { code, stderr, stdout } = await go(
      ...["refresh", "list.enriched.csv", "--registry", "after.csv", "--json"],
      ...["-o", "kept.csv", "--changes", "kept.changes.csv"],
    );
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout).refresh).toMatchObject({ withheld: 1 });
    const row = (await table("kept.csv"))[2] as Record<string, string>;
    const ours = Object.entries(row).filter(([name, cell]) => name.startsWith("hb_") && cell);
    expect(ours.map(([name]) => name)).toEqual(["hb_status", "hb_reason"]);
    const changes = await table("kept.changes.csv");
    expect(changes.filter(({ row: number }) => number === "3")).toEqual([
      {
        ...{ row: "3", field: "hb_status", old: "", new: "suppressed" },
        ...{ source: "", date: "", kind: "withheld" },
      },
    ]);
    for (const name of ["kept.changes.csv", "kept.csv.receipt.json"]) {
      expect(await read(name)).not.toContain(npi.calls);
    }
  });

  it("keeps every value through an outage, says since when, and asks for another try", async () => {
    await writeFile(path("small.csv"), "Name,City,State\nArabella Probst,Springfield,IL\n");
    const service = fakeService();
    await run(["enrich", "small.csv"], { cwd: folder, service });
    const [was] = await table("small.enriched.csv");
    const down = faulty(fakeService(elsewhere), { fails: () => true });
    const broken = await run(["refresh", "small.enriched.csv"], { cwd: folder, service: down });
    expect(broken.code, broken.stderr).toBe(5);
    const [row] = await table("small.refreshed.csv");
    expect(row).toEqual({ ...was, hb_stale: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
    expect(broken.stderr).toContain("1 row without an answer keep their values");
    const again = await run(["refresh", "small.refreshed.csv"], { cwd: folder, service });
    expect(again.code, again.stderr).toBe(0);
    expect((await table("small.refreshed-2.csv"))[0]).toEqual({ ...was, hb_stale: "" });
  });

  it.each<[string, string[], number, RegExp]>([
    ["a list that was never enriched", ["refresh", "list.csv"], 2, /has no hb_ columns/],
    [
      "changes to standard output",
      ["refresh", "list.enriched.csv", "--changes", "-"],
      2,
      /--changes needs a file/,
    ],
    [
      "changes over the list",
      ["refresh", "list.enriched.csv", "--changes", "list.enriched.csv"],
      2,
      /never writes over it/,
    ],
    [
      "its own output",
      ["refresh", "list.enriched.csv", "-o", "list.enriched.csv"],
      2,
      /is the input/,
    ],
    ["a file that is not there", ["refresh", "nowhere.csv"], 3, /nowhere\.csv/],
    ["--retry-errors of it", ["enrich", "a.csv", "--retry-errors"], 2, /refreshing it again/],
  ])("refuses %s", async (_, argv, code, words) => {
    const ran = await run([...argv, "--registry", "after.csv"], { cwd: folder });
    expect(ran.code, ran.stderr).toBe(code);
    expect(ran.stderr).toMatch(words);
  });
});

/** The lines of a row whose values are all gone. */
function goneFrom(given: string, family: string): string[] {
  return [
    ["first_name", given],
    ["last_name", family],
    ["specialty", "Anesthesiology Physician"],
    ["license_states", "OH"],
    ["active", "yes"],
    ["practice_city", "EXAMPLEVILLE"],
    ["practice_state", "OH"],
    ["practice_zip", "43001-0002"],
    ["phone", "6145550123"],
  ].map(([field, value]) => {
    const kind = field === "license_states" ? "license" : "removed";
    return `6 ${kind} hb_${field}: ${value} > `;
  });
}
