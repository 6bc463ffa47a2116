import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createRandom } from "../../src/import/calibration/seeded-random.ts";
import { byEffort, patience } from "../helpers/effort.ts";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { createTimedKiller } from "./timed-killer.ts";

const kills = byEffort(3, 30, 400);
/** Of a list: long enough that a kill may come while it is written. */
const listed = 300;
const killed = createTimedKiller(createRandom(7));

let folder: string;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-ledger-kills");
  const npis = Array.from({ length: kills }, (_, i) => npiOf(i));
  await writeFile(join(folder, "npidata.csv"), npidata(npis.map((npi) => personRow(npi))));
  const made = await run(["registry", "import", "npidata.csv"], { cwd: folder });
  expect(made.code).toBe(0);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** NPIs of one list: the first is on file, the others of nobody. */
function listOf(round: number): string[] {
  return Array.from({ length: listed }, (_, i) =>
    npiOf(i === 0 ? round : 1_000 + round * listed + i),
  );
}

it(
  `after each of ${kills} kills the chain holds, and a list is suppressed whole or not at all`,
  async () => {
    let lost = 0;
    for (let round = 0; round < kills; round++) {
      const npis = listOf(round);
      const file = `list-${round}.csv`;
      await writeFile(join(folder, file), `NPI\n${npis.join("\n")}\n`);
      const argv = ["suppress", "import", file, "--source", file];
      const { code } = await killed("import", argv, folder);
      const audit = await run(["ledger", "audit", "--json"], { cwd: folder });
      expect({ round, code: audit.code }).toEqual({ round, code: 0 });
      const checked = await run(["suppress", "check", file, "--json"], { cwd: folder });
      const suppressed = JSON.parse(checked.stdout).suppressed.length;
      expect([0, listed]).toContain(suppressed);
      if (code === 0 && suppressed !== listed) lost++;
      // Whatever the registry had heard of it: whoever is suppressed is not shown.
      const shown = await run(["show", npis[0] as string, "--json"], { cwd: folder });
      const isShown = JSON.parse(shown.stdout).profile !== null;
      expect({ round, isShown }).toEqual({ round, isShown: suppressed === 0 });
    }
    expect(lost).toBe(0);
  },
  patience,
);
