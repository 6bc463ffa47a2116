import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { createApp } from "../../src/cli/app.ts";
import type { ChainEvent } from "../../src/ledger/chain-event.ts";
import type { RequestStep } from "../../src/ledger/request-store.ts";
import { createRequestStore } from "../../src/ledger/sqlite/requests/sqlite-request-store.ts";
import { letGo } from "../helpers/let-go.ts";
import { npidata, personRow, type Row } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { quietIo } from "../leaks/world.ts";
import { openLedgerIn } from "../ledger/full-ledger.ts";

/** Somebody on file; what is not given is theirs alone. */
interface Invented {
  last: string;
  first?: string;
  zip?: string;
  phone?: string;
}

export const clinicPhone = "6145557777";

/** Two of one name in one city, three who share a telephone, and people without either. */
const people: readonly Invented[] = [
  { last: "ALDERQUIST" },
  { last: "BIRCHAM", first: "ROBERT" },
  { last: "BIRCHAM", first: "ROBERT" },
  { last: "CEDARLY", phone: clinicPhone },
  { last: "DOGWOODE", phone: clinicPhone },
  { last: "ELMSWORTH", phone: clinicPhone },
  { last: "FIRTHAM" },
  { last: "GUMTREES" },
];

/** NPI of the person at a place, 0 for the first. */
export function npiAt(place: number): string {
  return npiOf(500 + place);
}

export function phoneAt(place: number): string {
  return `61455588${String(place).padStart(2, "0")}`;
}

function rowOf({ last, first = "WILMA", zip = "43001", phone }: Invented, place: number): Row {
  return personRow(npiAt(place), {
    "Provider Last Name (Legal Name)": last,
    "Provider First Name": first,
    "Provider Business Practice Location Address Postal Code": `${zip}0002`,
    "Provider Business Practice Location Address Telephone Number": phone ?? phoneAt(place),
    "Provider License Number_1": `ZQ${90_000 + place * 13}`,
  });
}

export const lateNpi = npiOf(600);
const late: Invented = { last: "HAZELNUTT", zip: "43002", phone: "6145556600" };

/** Built once for a file of tests; each test has a copy of its own. */
export function choiceWorld() {
  let root: string;
  let folder: string;
  beforeAll(async () => {
    root = temporaryFolder("heartbeat-choices");
    const rows = people.map(rowOf);
    await writeFile(join(root, "npidata.csv"), npidata(rows));
    const emails = people.map((_, place) => `${npiAt(place)},box${place}@choices.example\n`);
    await writeFile(join(root, "crm.csv"), `NPI,Email\n${emails.join("")}`);
    const lateRow = { ...rowOf(late, 100), NPI: lateNpi };
    await writeFile(join(root, "npidata_pfile_20260105-20260111.csv"), npidata([lateRow]));
    const imports = [["npidata.csv"], ["crm.csv", "--source", "crm", "--as-of", "2026-01-01"]];
    for (const argv of imports) {
      const { code, stderr } = await run(["registry", "import", ...argv], { cwd: root });
      expect(code, stderr).toBe(0);
    }
    await letGo();
  });
  afterAll(() => rm(root, { recursive: true, force: true }));
  beforeEach(async () => {
    folder = temporaryFolder("heartbeat-choice");
    await cp(root, folder, { recursive: true });
    return () => rm(folder, { recursive: true, force: true });
  });

  const heartbeat = (...argv: string[]): Promise<Ran> => run(argv, { cwd: folder });
  const data = () => join(folder, ".local/share/heartbeat");

  async function withRequests<T>(
    work: (store: ReturnType<typeof createRequestStore>) => Promise<T>,
  ): Promise<T> {
    const store = createRequestStore(await openLedgerIn(data()));
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  }

  return {
    folder: () => folder,
    data,
    heartbeat,
    file: async (name: string, text: string) => {
      await writeFile(join(folder, name), text);
      return name;
    },
    read: (name: string) => readFile(join(folder, name), "utf8"),
    withRequests,
    async done(...argv: string[]): Promise<Ran> {
      const ran = await heartbeat(...argv);
      expect(ran.code, ran.stderr).toBe(0);
      return ran;
    },
    /** @param person lines that say whom it is about */
    async open(type: string, person: string, ...more: string[]): Promise<string> {
      const terms = ["--type", type, "--received", "2026-01-15", "--person", "-"];
      const channel = more.includes("--channel") ? [] : ["--channel", "email"];
      const argv = ["dsar", "open", ...terms, ...channel, ...more];
      const { code, stdout, stderr } = await run(argv, { cwd: folder, stdin: person });
      expect(code, stderr).toBe(0);
      return JSON.parse(stdout).id;
    },
    events: (id: string): Promise<ChainEvent[]> => withRequests((store) => store.eventsOf(id)),
    /** As rights requests see it. */
    async onFile(npi: string) {
      const app = createApp(quietIo(folder), () => undefined);
      const { registry, close } = await app.openOnFile(await app.configure({}));
      const [profile] = await registry.profiles([npi]);
      await close();
      await app.close();
      return profile;
    },
    /** What another command would have recorded. */
    async record(id: string, ...steps: RequestStep[]): Promise<void> {
      await withRequests(async (store) => {
        const last = (await store.eventsOf(id)).at(-1)?.seq ?? 0;
        await store.record(id, last, steps);
      });
    },
    async isShown(npi: string): Promise<boolean> {
      const { stdout } = await heartbeat("show", npi, "--json");
      return stdout.includes("QUILL") || /"last": "[A-Z]+"/.test(stdout);
    },
  };
}

/** Kinds of a request's events, but for what is sealed with them. */
export function kindsOf(events: readonly ChainEvent[]): string[] {
  return events.map(({ kind }) => kind).filter((kind) => kind !== "sealed");
}
