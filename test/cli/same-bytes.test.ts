import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isTorture } from "../helpers/effort.ts";
import { fixtureRegistry } from "../helpers/fixture-registry.ts";
import { run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const fixtures = fileURLToPath(new URL("../../fixtures/", import.meta.url));
const header = "Row,Name,NPI,Specialty,City,State,Zip";
/** Enough leads for name order and prior to be estimated from the list. */
const people = 260;

let folder: string;
let profiles: Record<string, string>[];
let rows: string[];
let expected: string;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-same");
  profiles = parse(await readFile(join(fixtures, "npidata.csv")), { columns: true });
  rows = leadRows();
  await writeFile(join(folder, "leads.csv"), listOf(rows));
  await fixtureRegistry(join(folder, "registry"));
  expected = await enriched("leads.csv");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function listOf(lines: readonly string[]): string {
  return `${[header, ...lines].join("\n")}\n`;
}

/** People of the fixture registry as a list has them: some whole, some torn, some twice. */
function leadRows(): string[] {
  const persons = profiles.filter((one) => one["Entity Type Code"] === "1").slice(0, people);
  return persons.flatMap((person, i) => {
    const first = person["Provider First Name"];
    const last = person["Provider Last Name (Legal Name)"];
    const address = "Provider Business Practice Location Address";
    const city = i % 3 === 0 ? "" : person[`${address} City Name`];
    const zip = i % 4 === 0 ? person[`${address} Postal Code`] : "";
    const given = i % 10 === 9 ? `${first?.charAt(0)}.` : first;
    const known = i % 2 === 0 ? `"${last}, ${given} MD"` : `${last} ${given}`;
    const name = i % 7 === 3 ? `Nemo ${first}` : known;
    const npi = i % 5 === 0 ? person.NPI : i % 25 === 4 ? persons[i + 1]?.NPI : "";
    const cells = `${name},${npi},,${city},${person[`${address} State Name`]},${zip}`;
    const whole = `${1000 + i},${cells}`;
    if (i % 50 === 7) return [whole, `${5000 + i},${cells}`];
    return i % 60 === 11 ? [whole, `${5000 + i},"torn" ,x`, `${7000 + i}`] : [whole];
  });
}

const fullHeader =
  "Row,First Name,Last Name,Suffix,Email,Employer,Graduation Year,License,License State,Phone,Sex,State,Zip";

/**
 * The same people with every other column a list may have, first and last names each in the other's
 * column, and many of them torn in some way of their own.
 */
function fullRows(): string[] {
  const persons = profiles.filter((one) => one["Entity Type Code"] === "1").slice(0, people);
  const organizations = profiles.filter((one) => one["Entity Type Code"] === "2");
  const address = "Provider Business Practice Location Address";
  return persons.map((person, i) => {
    const of = (column: string, one: Record<string, string> | undefined = person) =>
      one?.[column] ?? "";
    const each = (n: number, at: number, cell: string) => (i % n === at ? cell : "");
    const first = of("Provider First Name");
    const last = of("Provider Last Name (Legal Name)");
    const email = `${first}.${last}@clinic.example`.toLowerCase().replaceAll(" ", "");
    const phone = `${address} Telephone Number`;
    const organization = organizations[i % organizations.length];
    const cells = [
      i % 9 === 4 ? "" : last,
      i % 9 === 4 ? "" : each(8, 5, first.charAt(0)) || first,
      each(11, 3, "Jr."),
      each(9, 4, email) || each(3, 1, email),
      each(4, 1, of("Provider Organization Name (Legal Business Name)", organization)),
      each(5, 2, String(1970 + (i % 50))),
      each(6, 1, of("Provider License Number_1")),
      each(6, 1, of("Provider License Number State Code_1")),
      each(7, 2, of(phone, persons[(i + 1) % people])) || each(7, 5, of(phone)),
      each(10, 6, "F"),
      each(2, 0, of(`${address} State Name`)),
      each(4, 3, of(`${address} Postal Code`)),
    ];
    return [1000 + i, ...cells.map((cell) => `"${cell}"`)].join(",");
  });
}

async function enriched(name: string, ...options: string[]): Promise<string> {
  const argv = ["enrich", name, "-o", "-", "--fields", "full", "--registry", "registry"];
  const { code, stdout, stderr } = await run([...argv, ...options], { cwd: folder });
  expect(code, stderr).toBe(0);
  expect(stderr).toMatch(/name order \w+ \(\w+\), prior 0\.\d\d \(estimated\)/);
  return stdout;
}

/** By the row's own number, and without what tells of a row's place in the list. */
function sorted(output: string): string[] {
  const records: string[][] = parse(output, { relax_column_count: true });
  const place = records[0]?.indexOf("hb_duplicate_of") ?? -1;
  expect(place).toBeGreaterThan(0);
  return records.map((cells) => cells.toSpliced(place, 1).join("\u001f")).sort();
}

describe("the same list gives the same answers", () => {
  it("of which there are several kinds", async () => {
    const answers: Record<string, string>[] = parse(expected, { columns: true });
    const statuses = answers.map((one) => one.hb_status);
    expect(new Set(statuses)).toEqual(
      new Set(["matched", "ambiguous", "no_match", "conflict", "invalid_input"]),
    );
    expect(statuses).toHaveLength(rows.length);
  });

  it("in the same bytes for every batch size and concurrency", async () => {
    const some = ["1 8", "7 1", "100 8"];
    for (const pair of isTorture ? [...some, "1 1", "7 8", "100 1"] : some) {
      const [size = "", concurrency = ""] = pair.split(" ");
      const options = ["--batch-size", size, "--concurrency", concurrency];
      expect(await enriched("leads.csv", ...options), options.join(" ")).toBe(expected);
    }
  });

  it("also when every column is filled, and names stand in each other's column", async () => {
    const full = fullRows();
    const write = (order: readonly string[]) =>
      writeFile(join(folder, "full.csv"), `${[fullHeader, ...order].join("\n")}\n`);
    await write(full);
    const filled = await enriched("full.csv");
    const answers: Record<string, string>[] = parse(filled, { columns: true });
    const reasons = answers.map((one) => one.hb_reason).join("\n");
    expect(reasons).toMatch(/e-mail address/);
    expect(reasons).toMatch(/graduation/);
    expect(reasons).toMatch(/license agrees/);
    expect(reasons).toMatch(/phone/);
    for (const size of isTorture ? ["1", "7", "1000"] : ["1", "1000"]) {
      expect(await enriched("full.csv", "--batch-size", size), size).toBe(filled);
    }
    await write(full.toSorted((a, b) => key(a) - key(b)));
    expect(sorted(await enriched("full.csv"))).toEqual(sorted(filled));
  });

  it("in whatever order its rows come", async () => {
    const inOrder = sorted(expected);
    const orders = [rows.toReversed(), [...rows].sort((a, b) => key(a) - key(b))];
    for (const order of orders) {
      await writeFile(join(folder, "other-order.csv"), listOf(order));
      expect(sorted(await enriched("other-order.csv"))).toEqual(inOrder);
    }
  });
});

/** Scatters neighbors, the same way every time. */
function key(row: string): number {
  return (Number.parseInt(row, 10) * 7919) % 1009;
}
