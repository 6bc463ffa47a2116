import { type ChildProcess, execFileSync } from "node:child_process";
import { watch } from "node:fs";
import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Random } from "../../src/import/calibration/seeded-random.ts";
import { backupLedger } from "../../src/ledger/sqlite/copies/backup-ledger.ts";
import type { LedgerFile } from "../../src/ledger/sqlite/ledger-file.ts";
import { openDisclosureStore } from "../../src/ledger/sqlite/sqlite-disclosure-store.ts";
import { createSuppressionStore } from "../../src/ledger/sqlite/suppressions/sqlite-suppression-store.ts";
import { letGo } from "../helpers/let-go.ts";
import { npiOf } from "../helpers/profiles.ts";
import { spawnHeartbeat } from "../helpers/spawn.ts";
import { openLedgerIn, suppressionOf, world } from "../ledger/full-ledger.ts";

/** Suppressed when the courses of events part, since then, and in the other course only. */
const [early, since, elsewhere] = [1_000, 500, 1];

/** What a restore finds, how many are suppressed in it, and how many when it has ended. */
interface Place {
  place: string;
  before: number | undefined;
  after: number;
}

export const whole = { place: "whole", count: early + since, told: 3 };
export const places: readonly Place[] = [
  { place: "lost", before: undefined, after: whole.count },
  { place: "earlier", before: early, after: whole.count },
  { place: "forked", before: early + elsewhere, after: whole.count + elsewhere },
];

/** A ledger with its backup in it, and those that the backup is restored to. */
export async function makeLedgers(folder: string): Promise<void> {
  const at = (...names: string[]) => join(folder, ...names);
  /** What is copied is whole: nothing stays in the log. */
  const change = async (place: string, work: (ledger: LedgerFile) => Promise<unknown>) => {
    const ledger = await openLedgerIn(at(place), world);
    await work(ledger);
    ledger.db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    ledger.db.close();
  };
  const suppress = (place: string, from: number, count: number) => {
    const people = Array.from({ length: count }, (_, i) => suppressionOf(from + i));
    return change(place, (ledger) => createSuppressionStore(ledger).add(people));
  };
  await suppress("whole", 0, early);
  copy(at("whole"), at("earlier"));
  copy(at("whole"), at("forked"));
  await suppress("whole", early, since);
  await suppress("forked", whole.count, elsewhere);
  await tell(at("whole"), whole.told);
  await tell(at("forked"), 1);
  const backup = at("whole", "backup");
  await change("whole", (ledger) => backupLedger(ledger, backup, { ...world, pid: 1 }));
  await mkdir(at("lost"));
  await copyFile(at("whole", "ledger.key"), at("lost", "ledger.key"));
  await letGo();
}

/**
 * In a process of its own: one that closes a file gives up every lock that it has on it, also those of
 * connections that SQLite has not let go yet, and a program beside would be in our way.
 */
function copy(from: string, to: string): void {
  execFileSync("cp", ["-r", from, to]);
}

async function tell(place: string, times: number): Promise<void> {
  const store = await openDisclosureStore(place, storeOptions(place));
  for (let i = 0; i < times; i++) {
    store.record("acme", "profile", [npiOf(1)]);
    await store.flush();
  }
  await store.close();
}

const storeOptions = (place: string) => ({ keyFile: join(place, "ledger.key"), ...world });

/** How often somebody was told about the one whom all of this is about. */
export async function timesTold(place: string): Promise<number> {
  const store = await openDisclosureStore(place, storeOptions(place));
  const [told = []] = await store.disclosuresOf([npiOf(1)]);
  await store.close();
  return told.reduce((sum, { count }) => sum + count, 0);
}

/**
 * Kills programs some time after they have begun to copy, at most as long as that takes, which hangs on
 * the machine: whoever was killed is given longer the next time, whoever was not, less.
 */
export function createKiller(random: Random) {
  let longestMs = 60;
  /** @param file comes to be in `within` when the copy begins */
  return async (argv: readonly string[], within: string, file: RegExp): Promise<void> => {
    const watching = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const look = (child: ChildProcess) =>
      watch(within, { signal: watching.signal }, (_event, name) => {
        if (!file.test(name ?? "")) return;
        timer ??= setTimeout(() => child.kill("SIGKILL"), random.next() * longestMs);
      });
    const meanwhile = (child: ChildProcess) => void look(child);
    const { code } = await spawnHeartbeat(argv, { cwd: within, meanwhile });
    longestMs *= code === 0 ? 0.8 : 1.25;
    watching.abort();
    clearTimeout(timer);
  };
}

/** When a program dies: right behind the n-th call of this name whose first argument is a path of this form. */
interface Moment {
  call: "mkdirSync" | "openSync" | "renameSync" | "rmSync";
  path: RegExp;
  at?: number;
}

/** While a backup is written: its folder is empty, its manifest is, it has its name and is not on record. */
export const whileCopied: readonly Moment[] = [
  { call: "mkdirSync", path: /\.tmp$/ },
  { call: "openSync", path: /\.tmp\/manifest\.json$/ },
  { call: "renameSync", path: /\.tmp$/ },
];

/** While one is restored: nothing is done yet, and all but to clear away, which also comes first. */
export const whileRestored: readonly Moment[] = [
  { call: "mkdirSync", path: /\.restoring$/ },
  { call: "rmSync", path: /\.restoring$/, at: 2 },
];

/** Has a program kill itself at a moment, so that none has to be met by chance. Returns its exit code. */
export async function killAt(
  argv: readonly string[],
  within: string,
  { call, path, at = 1 }: Moment,
): Promise<number> {
  const shim = `import fs from "node:fs";
    import { syncBuiltinESMExports } from "node:module";
    const real = fs.${call};
    let calls = 0;
    fs.${call} = (...given) => {
      const done = real(...given);
      if (${path}.test(given[0]) && ++calls === ${at}) process.kill(process.pid, "SIGKILL");
      return done;
    };
    syncBuiltinESMExports();`;
  const node = ["--import", `data:text/javascript,${encodeURIComponent(shim)}`];
  return (await spawnHeartbeat(argv, { cwd: within, node })).code;
}
