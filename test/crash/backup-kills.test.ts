import { existsSync } from "node:fs";
import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createRandom } from "../../src/import/calibration/seeded-random.ts";
import { byEffort, patience } from "../helpers/effort.ts";
import { run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import {
  createKiller,
  killAt,
  makeLedgers,
  places,
  timesTold,
  whileCopied,
  whileRestored,
  whole,
} from "./ledgers-to-kill.ts";

const kills = byEffort(2, 30, 400);
const isMany = byEffort(false, true, true);

let folder: string;
const at = (...names: string[]) => join(folder, ...names);
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-backup-kills");
  await makeLedgers(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const ledgerOf = (place: string) => ["--ledger", at(place, "ledger.db")];
const program = (place: string, ...args: string[]) =>
  run([...args, ...ledgerOf(place)], { cwd: folder });

async function done(place: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await program(place, ...args);
  expect({ args, code, stderr: code === 0 ? "" : stderr }).toEqual({ args, code: 0, stderr: "" });
  return stdout;
}

/** How many are suppressed in a ledger whose chain holds. */
async function suppressedIn(place: string): Promise<number> {
  await done(place, "ledger", "audit");
  const { suppressions } = JSON.parse(await done(place, "ledger", "status", "--json"));
  return suppressions.reduce((sum: number, row: { in_force: number }) => sum + row.in_force, 0);
}

/** Files that are none of a ledger. */
async function leftIn(place: string): Promise<string[]> {
  const known = /^(?:ledger|disclosures)\.(?:db|key)(?:-wal|-shm)?$/;
  return (await readdir(at(place))).filter((name) => !known.test(name));
}

it(
  `after each of ${kills} kills a backup is whole or none, and the next clears away what is left`,
  async () => {
    const killLater = createKiller(createRandom(11));
    let halves = 0;
    /** Half of one has no manifest: nothing takes it for a backup. */
    const isWhole = async (backup: string): Promise<boolean> => {
      await cp(at("lost"), at("restored"), { recursive: true });
      const { code, stderr } = await program("restored", "ledger", "restore", backup);
      if (code === 0) expect(await suppressedIn("restored")).toBe(whole.count);
      else {
        expect({ code, stderr }).toEqual({
          ...{ code: 3, stderr: expect.stringContaining("backup_unreadable") },
        });
        halves++;
      }
      await rm(at("restored"), { recursive: true });
      return code === 0;
    };
    for (let round = 0; round < kills; round++) {
      const within = at("backups");
      await mkdir(within);
      const backup = ["ledger", "backup", join(within, "first"), ...ledgerOf("whole")];
      // Every third at a moment that is known, so that enough come while it is written.
      const moment = isMany && round % 3 === 0 ? whileCopied[(round / 3) % 3] : undefined;
      if (moment === undefined) await killLater(backup, within, /\.tmp$/);
      else expect(await killAt(backup, within, moment), moment.call).toBe(-1);
      expect(await suppressedIn("whole")).toBe(whole.count);
      const found = await readdir(within);
      for (const name of found) {
        const isOne = await isWhole(join(within, name));
        if (name === "first") expect(isOne).toBe(true);
      }
      await done("whole", "ledger", "backup", join(within, "second"));
      const named = found.filter((name) => name === "first");
      expect((await readdir(within)).sort()).toEqual([...named, "second"]);
      await rm(within, { recursive: true });
    }
    expect(await leftIn("whole")).toEqual(["backup"]);
    if (isMany) expect(halves, "kills that came while it was written").toBeGreaterThan(kills / 10);
  },
  patience,
);

it(
  `after each of ${kills + 1} kills of a restore the ledger is the former or the new one`,
  async () => {
    const killLater = createKiller(createRandom(12));
    const met = new Map<string, number>();
    for (let round = 0; round <= kills; round++) {
      const { place, before, after } = places[round % places.length] as (typeof places)[number];
      const within = at("trial");
      await cp(at(place), within, { recursive: true });
      const restore = ["ledger", "restore", at("whole", "backup")];
      const argv = [...restore, ...ledgerOf("trial")];
      // Each place first at moments that are known, so that both ends are met of each.
      const moment = isMany ? whileRestored[Math.floor(round / places.length)] : undefined;
      if (moment === undefined) await killLater(argv, within, /\.restoring$/);
      else expect(await killAt(argv, within, moment), moment.call).toBe(-1);
      const isThere = existsSync(at("trial", "ledger.db"));
      const found = isThere ? await suppressedIn("trial") : undefined;
      expect([before, after], place).toContain(found);
      const state = `${place}: ${found === after ? "new" : "former"}`;
      met.set(state, (met.get(state) ?? 0) + 1);

      await done("trial", ...restore);
      expect(await suppressedIn("trial"), place).toBe(after);
      expect(await timesTold(within), place).toBe(whole.told);
      expect(await leftIn("trial"), place).toEqual([]);
      await rm(within, { recursive: true });
    }
    if (isMany) expect(met.size, JSON.stringify([...met])).toBe(2 * places.length);
  },
  patience,
);
