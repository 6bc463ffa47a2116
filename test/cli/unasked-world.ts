import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { expect } from "vitest";
import { sealReceipt } from "../../src/enrich/receipt/seal-receipt.ts";
import { fixtureRegistry } from "../helpers/fixture-registry.ts";
import { run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const npidata = fileURLToPath(new URL("../../fixtures/npidata.csv", import.meta.url));
const address = "Provider Business Practice Location Address";
type Person = Record<string, string>;

export interface Profile {
  npi: string;
  first: string;
  last: string;
  city: string;
  state: string;
  zip: string;
  phone: string;
  email: string;
}

/** People of the fixture registry, of whom a list of contacts gives e-mail address and mobile. */
export async function readPeople(): Promise<Profile[]> {
  const rows: Person[] = parse(await readFile(npidata, "utf8"), { columns: true });
  return rows
    .filter((one) => one["Entity Type Code"] === "1")
    .map((one, i) => ({
      npi: one.NPI ?? "",
      first: one["Provider First Name"] ?? "",
      last: one["Provider Last Name (Legal Name)"] ?? "",
      city: one[`${address} City Name`] ?? "",
      state: one[`${address} State Name`] ?? "",
      zip: one[`${address} Postal Code`] ?? "",
      phone: one[`${address} Telephone Number`] ?? "",
      email: `person${i}@clinic.example`,
    }));
}

/** The columns in no order that a run has them in. */
const header = "Row,Zip,State,NPI,City,Name";

/** All kinds of rows: matched by NPI and by name, namesakes, strangers, conflicts, nothing to ask by, repeated. */
function leadLines(people: readonly Profile[], rows: number): string[] {
  return Array.from({ length: rows }, (_, i) => {
    const { npi, first, last, city, state, zip } = people[i % 400] as Profile;
    const other = people[(i + 7) % 400] as Profile;
    switch (i % 11) {
      case 0:
        return `${i},,,${npi},,${first} ${last}`;
      case 1:
        return `${i},${zip},${state},,${city},Nemo Nobodyson${i}`;
      case 2:
        return `${i},,${state},,,${first.charAt(0)}. ${last}`;
      case 3:
        return `${i},,,${npi},,${other.first} ${other.last}`;
      case 4:
        return `${i},,,,,`;
      case 5:
        return `${i},,,,,"${last}, ${first} MD"`;
      case 6:
        return `${i},,${state},,${city},${last}`;
      case 7:
        return `${i},,${state},,${city},Nemo Nobodyson`;
      default:
        return `${i},${zip},${state},,${city},${first} ${last}`;
    }
  });
}

type Receipt = Parameters<typeof sealReceipt>[0];

/** A registry with contacts, a ledger, and whatever is enriched there; a home of its own. */
export interface World {
  folder: string;
  go(...argv: string[]): Promise<{ code: number; stdout: string; stderr: string }>;
  /** The same, which has to succeed. */
  done(...argv: string[]): Promise<string>;
  /** What day it is. */
  date: string;
  path(name: string): string;
  read(name: string): Promise<string>;
  /** The receipt of a list, changed and whole. */
  reseal(list: string, change: (receipt: Receipt) => object): Promise<void>;
}

function worldIn(folder: string): World {
  const path = (name: string) => join(folder, name);
  const go: World["go"] = (...argv) => run(argv, { cwd: folder, date: world.date });
  const world: World = {
    ...{ folder, path, go, date: "2026-01-20T09:30:00Z" },
    async done(...argv) {
      const { code, stdout, stderr } = await go(...argv);
      expect(code, `${argv.join(" ")}\n${stderr}`).toBe(0);
      return stdout;
    },
    read: (name) => readFile(path(name), "utf8"),
    async reseal(list, change) {
      const file = path(`${list}.receipt.json`);
      const { receipt_sha256: _, ...receipt } = JSON.parse(await readFile(file, "utf8"));
      await writeFile(file, JSON.stringify(sealReceipt(change(receipt) as Receipt)));
    },
  };
  return world;
}

/** @param rows of the list `list.csv` */
export async function makeWorld(people: readonly Profile[], rows: number): Promise<World> {
  const folder = temporaryFolder("heartbeat-unasked");
  const world = worldIn(folder);
  await fixtureRegistry(world.path("registry"));
  await writeFile(world.path("heartbeat.json"), JSON.stringify({ registry: "registry" }));
  const contacts = people
    .slice(0, 400)
    .filter((_, i) => i % 3 === 0)
    .map(({ npi, email }, i) => `${npi},${email},512555${String(1000 + i)}`);
  await writeFile(world.path("contacts.csv"), ["NPI,Email,Mobile", ...contacts, ""].join("\n"));
  await world.done(
    ...["registry", "import", "contacts.csv", "--source", "crm", "--as-of", "2025-12-31"],
  );
  const list = [header, ...leadLines(people, rows), ""];
  await writeFile(world.path("list.csv"), list.join("\n"));
  return world;
}

export async function copyOf({ folder }: World): Promise<World> {
  const copy = temporaryFolder("heartbeat-unasked");
  await cp(folder, copy, { recursive: true });
  return worldIn(copy);
}

export interface Refreshed {
  code: number;
  output: string;
  changes: string;
  summary: Record<string, unknown>;
  receipt: Record<string, unknown>;
  unasked: number;
  requests: number;
}

const refused: Refreshed = {
  ...{ code: 3, output: "", changes: "", unasked: 0, requests: 0 },
  ...{ summary: {}, receipt: {} },
};

/** @param list and its receipt beside it; `everything`: nothing is left unasked */
export async function refresh(
  world: World,
  list: string,
  everything: boolean,
  ...more: string[]
): Promise<Refreshed> {
  const receipt = `${list}.receipt.json`;
  const kept = await world.read(receipt);
  if (everything) await world.reseal(list, ({ answers: _, ...rest }) => rest);
  const files = ["-o", "out.csv", "--changes", "changes.csv", "--force", "--json"];
  const { code, stdout, stderr } = await world.go("refresh", list, ...files, ...more);
  await writeFile(world.path(receipt), kept);
  // A status that is none is refused, whatever is asked.
  if (code === 3 && stderr.includes("[hb_status_unknown]")) return { ...refused, output: stderr };
  expect(stdout, stderr).not.toBe("");
  const summary = JSON.parse(stdout);
  const { unasked } = summary.refresh;
  return {
    ...{ code, summary, unasked, requests: summary.requests },
    output: await world.read("out.csv"),
    changes: await world.read("changes.csv"),
    receipt: JSON.parse(await world.read("out.csv.receipt.json")),
  };
}

/** Both ways, which have to come to the same in everything but how much was asked. */
export async function refreshBothWays(
  world: World,
  list: string,
  ...more: string[]
): Promise<Refreshed> {
  const asked = await refresh(world, list, true, ...more);
  const left = await refresh(world, list, false, ...more);
  expect(asked.unasked).toBe(0);
  expect(left.output).toBe(asked.output);
  expect(left.changes).toBe(asked.changes);
  expect(comparable(left)).toEqual(comparable(asked));
  expect(left.unasked).toBeGreaterThanOrEqual(asked.requests - left.requests);
  return left;
}

function comparable({ code, summary, receipt }: Refreshed) {
  const { duration_ms: _, requests: __, ...summed } = summary;
  const { requests, started_at, finished_at, receipt_sha256, ...told } = receipt;
  const without = (refresh: unknown) => ({ ...(refresh as object), unasked: 0 });
  return {
    code,
    summary: { ...summed, refresh: without(summed.refresh) },
    receipt: { ...told, refresh: without(told.refresh) },
  };
}

/** Rows of a file of ours, by header. */
export function rowsOf(text: string): Record<string, string>[] {
  return parse(text, { columns: true, bom: true });
}
