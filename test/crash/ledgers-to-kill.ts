import type { ChildProcess } from "node:child_process";
import { watch } from "node:fs";
import { copyFile, cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Random } from "../../src/import/calibration/seeded-random.ts";
import { backupLedger } from "../../src/ledger/sqlite/backup-ledger.ts";
import type { LedgerFile } from "../../src/ledger/sqlite/ledger-file.ts";
import { openDisclosureStore } from "../../src/ledger/sqlite/sqlite-disclosure-store.ts";
import { createSuppressionStore } from "../../src/ledger/sqlite/sqlite-suppression-store.ts";
import { npiOf } from "../helpers/profiles.ts";
import { spawnHeartbeat } from "../helpers/spawn.ts";
import { openLedgerIn, suppressionOf, world } from "../ledger/full-ledger.ts";

/** A copy has begun so long before it is killed, at most: on a quiet machine it takes half of that. */
const longestMs = 100;
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
  await cp(at("whole"), at("earlier"), { recursive: true });
  await cp(at("whole"), at("forked"), { recursive: true });
  await suppress("whole", early, since);
  await suppress("forked", whole.count, elsewhere);
  await tell(at("whole"), whole.told);
  await tell(at("forked"), 1);
  const backup = at("whole", "backup");
  await change("whole", (ledger) => backupLedger(ledger, backup, { ...world, pid: 1 }));
  await mkdir(at("lost"));
  await copyFile(at("whole", "ledger.key"), at("lost", "ledger.key"));
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

/** Runs the program and kills it some time after a file of this name came to be in `within`. */
export async function killDuringCopy(
  argv: readonly string[],
  { within, file, random }: { within: string; file: RegExp; random: Random },
): Promise<void> {
  const watching = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const look = (child: ChildProcess) =>
    watch(within, { signal: watching.signal }, (_event, name) => {
      if (!file.test(name ?? "")) return;
      timer ??= setTimeout(() => child.kill("SIGKILL"), random.next() * longestMs);
    });
  await spawnHeartbeat(argv, { cwd: within, meanwhile: (child) => void look(child) });
  watching.abort();
  clearTimeout(timer);
}
