import { existsSync } from "node:fs";
import { cp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { type App, createApp, type Replacements } from "../../src/cli/app.ts";
import { createSpeech } from "../../src/cli/screen/speech.ts";
import type { Config } from "../../src/config.ts";
import { ghostKeysOf } from "../../src/normalize/keys/ghost-keys.ts";
import { ghostSubjects, subjectKeysOf } from "../../src/normalize/keys/subject-keys.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { letGo } from "../helpers/let-go.ts";
import { type Ran, run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import type { KeyKind } from "./expected.ts";
import {
  contactsFile,
  leadCells,
  leadColumns,
  leads,
  type Person,
  people,
  publicFile,
  weeklyFile,
} from "./people.ts";

/** A registry, its ledger and what can be done with them, as the commands do it. */
export interface World {
  folder: string;
  /** The program as it is after a start: nothing of it is kept. */
  withApp<R>(work: (app: App, config: Config) => Promise<R>): Promise<R>;
  run(...argv: string[]): Promise<Ran>;
  suppress(person: number, keys: readonly KeyKind[]): Promise<void>;
  lift(person: number, key: KeyKind): Promise<void>;
  /** A rights request of the person, by all that they know of themselves, as the commands handle it. */
  choose(person: number, what: "opt-out" | "opt-in"): Promise<Ran>;
  /** Their deletion, once they are verified, as the commands carry it out. */
  remove(person: number): Promise<Ran>;
  /** Puts the registry, or the ledger, aside; what it returns brings that state back. */
  keep(what: "registry" | "ledger"): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** The registry of a world or a template. */
export function registryOf(folder: string): string {
  return join(folder, paths.registry);
}

const data = join(".local", "share", "heartbeat");
const paths = { registry: join(data, "registry"), ledger: join(data, "ledger.db") };

const shelf = "heartbeat-leaks";

/** A folder with the files that are imported and a registry built of the first. */
export async function createTemplate(): Promise<string> {
  const folder = temporaryFolder(shelf);
  await writeFile(join(folder, "npidata.csv"), publicFile());
  await writeFile(join(folder, "npidata_weekly.csv"), weeklyFile(people.slice(0, 5)));
  await writeFile(join(folder, "contacts.csv"), contactsFile());
  const rows = [leadColumns, ...leads.map(leadCells)].map((cells) => `${cells.join(",")}\n`);
  await writeFile(join(folder, "leads.csv"), rows.join(""));
  const { code, stderr } = await run(["registry", "import", "npidata.csv"], { cwd: folder });
  if (code !== 0) throw new Error(stderr);
  await letGo();
  return folder;
}

/** @param replacements what a planted bug puts in the place of the real thing */
export async function createWorld(
  template: string,
  replacements: Replacements = {},
): Promise<World> {
  const folder = temporaryFolder(shelf);
  await cp(template, folder, { recursive: true });
  let kept = 0;
  let told = 0;

  async function withApp<R>(work: (app: App, config: Config) => Promise<R>): Promise<R> {
    const app = createApp(quietIo(folder), () => undefined, replacements);
    try {
      return await work(app, await app.configure({}));
    } finally {
      await app.close();
    }
  }

  return {
    folder,
    withApp,
    run: (...argv) => run(argv, { cwd: folder, ...replacements }),
    async suppress(person, keys) {
      await withApp(async (app, config) => {
        const store = await app.openSuppressions(config);
        // Each by itself, so that none is known already.
        const source = `test ${++told}`;
        const terms = { reason: "opt_out", channel: "test", source } as const;
        const dated = { ...terms, date: "2026-01-20", reversible: true };
        await store.add([{ ...dated, keys: subjects(people[person] as Person, keys) }]);
        await store.close();
      });
    },
    async lift(person, key) {
      await withApp(async (app, config) => {
        const store = await app.openSuppressions(config);
        await store.remove(subjects(people[person] as Person, [key]));
        await store.close();
      });
    },
    async choose(person, what) {
      const dated = ["--received", "2026-01-15", "--channel", "form", "--person", "-"];
      const stdin = toldOf(people[person] as Person);
      const opened = await run(["dsar", "open", "--type", what, ...dated], { cwd: folder, stdin });
      if (opened.code !== 0) return opened;
      const step = (...more: string[]) =>
        run(["dsar", what, "--id", JSON.parse(opened.stdout).id, ...more], { cwd: folder });
      if (what === "opt-out") return step();
      await step();
      return step("--confirm");
    },
    async remove(person) {
      const dated = ["--received", "2026-01-15", "--channel", "form", "--person", "-"];
      const stdin = toldOf(people[person] as Person);
      const opened = await run(["dsar", "open", "--type", "delete", ...dated], {
        ...{ cwd: folder, stdin },
      });
      if (opened.code !== 0) return opened;
      const { id } = JSON.parse(opened.stdout) as { id: string };
      await withApp(async (app, config) => {
        const store = await app.openRequests(config);
        const last = (await store.eventsOf(id)).at(-1)?.seq ?? 0;
        const body = { day: "2026-01-20", degree: "reasonable", fields: "license", by: "claims" };
        await store.record(id, last, [{ kind: "request_verified", body }]);
        await store.close();
      });
      const planned = await run(["dsar", "plan", "--id", id, "-o", `${id}.json`], { cwd: folder });
      if (planned.code !== 0) return planned;
      return run(["dsar", "delete", "--id", id, "--plan", `${id}.json`, "--out", id], {
        cwd: folder,
      });
    },
    async keep(what) {
      const from = join(folder, paths[what]);
      const to = join(folder, `kept-${++kept}`);
      const isThere = existsSync(from);
      if (isThere) await (what === "ledger" ? copyLedger(from, to) : cp(from, to, whole));
      return async () => {
        for (const end of ["", "-wal", "-shm"])
          await rm(`${from}${end}`, { ...whole, force: true });
        if (isThere) await cp(to, from, whole);
      };
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

const whole = { recursive: true } as const;

/** Whole, whatever of it is still in its log. */
async function copyLedger(from: string, to: string): Promise<void> {
  const db = await openSqlite(from, { store: "ledger", mode: "write" });
  db.exec(`VACUUM INTO '${to}'`);
  db.close();
}

/** All keys of these kinds. */
function subjects(person: Person, keys: readonly KeyKind[]) {
  const { npi, license, state, city, zip, phone, email, first, last } = person;
  const strong = subjectKeysOf({
    ...(keys.includes("npi") ? { npi } : {}),
    ...(keys.includes("license") ? { licenses: [{ number: license, state }] } : {}),
    ...(keys.includes("phone") ? { phones: [phone] } : {}),
    ...(keys.includes("email") ? { emails: [email] } : {}),
  });
  if (!keys.includes("place")) return strong;
  const name = { first, last, lastParts: [] };
  return [...strong, ...ghostSubjects(ghostKeysOf([name], [{ zip5: zip, city, state }]))];
}

/** As somebody says who they are. */
function toldOf({ npi, first, last, city, state, zip, email }: Person): string {
  const said = { npi, first_name: first, last_name: last, city, state, zip, email };
  return Object.entries(said)
    .map(([field, value]) => `${field}: ${value}\n`)
    .join("");
}

/** The program's world, where nobody looks. */
export function quietIo(cwd: string) {
  const world = {
    stdin: new PassThrough().end(),
    stdout: new PassThrough().resume(),
    stderr: new PassThrough().resume(),
    env: { HOME: cwd },
    cwd,
    signal: new AbortController().signal,
    now: () => 0,
    date: () => new Date("2026-01-20T09:30:00Z"),
    unfinished: new Set<string>(),
  };
  return { ...world, speech: createSpeech([], world) };
}
