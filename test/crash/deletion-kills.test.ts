import { randomBytes } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createRandom } from "../../src/import/calibration/seeded-random.ts";
import { openMadeLedger } from "../../src/ledger/sqlite/ledger-file.ts";
import { createRequestStore } from "../../src/ledger/sqlite/requests/sqlite-request-store.ts";
import { openSqliteRegistry } from "../../src/registry/sqlite/sqlite-registry.ts";
import { byEffort, patience } from "../helpers/effort.ts";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { createTimedKiller } from "./timed-killer.ts";

/** `npm test` kills at every write within one process (test/dsar/delete-person.test.ts). */
const kills = byEffort(0, 15, 300);
const killed = createTimedKiller(createRandom(11));

let folder: string;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-deletion-kills");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const heartbeat = (...argv: string[]) => run(argv, { cwd: folder });
const data = (name: string) => join(folder, ".local/share/heartbeat", name);

async function withRequests<T>(
  work: (store: ReturnType<typeof createRequestStore>) => Promise<T>,
): Promise<T> {
  const world = { now: () => new Date("2026-01-20T09:30:00Z"), random: randomBytes, actor: "test" };
  const store = createRequestStore(
    await openMadeLedger(data("ledger.db"), data("ledger.key"), world),
  );
  return work(store).finally(() => store.close());
}

const kindsOf = (id: string) =>
  withRequests(async (store) => (await store.eventsOf(id)).map(({ kind }) => kind));

async function planned(npi: string): Promise<string> {
  const given = ["--type", "delete", "--received", "2026-01-15", "--channel", "email"];
  const { stdout } = await heartbeat("dsar", "open", ...given, "--npi", npi);
  const { id } = JSON.parse(stdout);
  await withRequests(async (store) => {
    const last = (await store.eventsOf(id)).at(-1)?.seq ?? 0;
    const body = { day: "2026-01-20", degree: "reasonable", fields: "phone", by: "claims" };
    await store.record(id, last, [{ kind: "request_verified", body }]);
  });
  expect((await heartbeat("dsar", "plan", "--id", id, "-o", `${id}.json`)).code).toBe(0);
  return id;
}

async function isOnFile(npi: string): Promise<boolean> {
  const registry = await openSqliteRegistry(data("registry"));
  const [profile] = await registry.profiles([npi]).finally(() => registry.close());
  return profile !== undefined;
}

it.skipIf(kills === 0)(
  `R10: after each of ${kills} kills nobody is erased who is not suppressed, the chain holds, and the deletion goes on`,
  async () => {
    const npis = Array.from({ length: kills }, (_, i) => npiOf(i));
    await writeFile(join(folder, "npidata.csv"), npidata(npis.map((npi) => personRow(npi))));
    expect((await heartbeat("registry", "import", "npidata.csv")).code).toBe(0);
    for (const [round, npi] of npis.entries()) {
      const id = await planned(npi);
      const argv = ["dsar", "delete", "--id", id, "--plan", `${id}.json`];
      await killed("delete", argv, folder);
      // Looked at before any command brings the registry up to date.
      const onFile = await isOnFile(npi);
      const checked = await heartbeat("suppress", "check", "--npi", npi, "--json");
      const { suppressed } = JSON.parse(checked.stdout);
      expect({ round, ok: onFile || suppressed }).toEqual({ round, ok: true });
      expect((await heartbeat("ledger", "audit")).code).toBe(0);
      const kinds = await kindsOf(id);
      if (!kinds.includes("request_answered")) {
        const again = await heartbeat(...argv);
        expect({ round, code: again.code, said: again.stderr }).toMatchObject({ round, code: 0 });
      }
      expect(await isOnFile(npi)).toBe(false);
      expect(await kindsOf(id)).toContain("request_answered");
    }
    expect((await heartbeat("ledger", "audit")).code).toBe(0);
  },
  patience,
);
