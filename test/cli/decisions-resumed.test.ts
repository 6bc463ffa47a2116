import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { decisionsText } from "../../src/enrich/decisions/decisions-file.ts";
import { detailHash, leadHash, recordHash } from "../../src/enrich/decisions/lead-hashes.ts";
import { faulty } from "../helpers/faults.ts";
import { npiOf, person } from "../helpers/profiles.ts";
import { run } from "../helpers/run.ts";
import { ambiguousBetween, fakeService } from "../helpers/service.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const names = Array.from(
  { length: 30 },
  (_, i) => `Zoe Invented${String.fromCharCode(97 + (i % 26))}${i < 26 ? "x" : "y"}`,
);
const chosen = npiOf(2);
const holder = person({ npi: chosen, first: "ZOE", last: "INVENTED" });

it.each([true, false])(
  "decides rows anew that an interrupted run has answered (in this process: %s)",
  async (local) => {
    const folder = temporaryFolder("heartbeat-decided");
    const world = {
      ...fakeService({
        traits: { local, counts: true },
        answer: (request) =>
          ambiguousBetween(
            request,
            [npiOf(1), chosen].map((npi) => ({ npi, confidence: 0.4 })),
          ),
      }),
      profiles: async (npis: readonly string[]) =>
        npis.map((npi) => (npi === chosen ? holder : undefined)),
    };
    const decided = names
      .filter((_, i) => i % 3 === 0)
      .map((full) => {
        const request = { id: 1, name: { full }, state: "TX" };
        return {
          ...{ lead: leadHash(request), detail: detailHash(request), choice: chosen },
          ...{ records: { [chosen]: recordHash(holder) }, decided_on: "2026-01-20" },
        };
      });
    const text = decisionsText(decided);
    await writeFile(join(folder, "d.ndjson"), text);
    await writeFile(
      join(folder, "leads.csv"),
      `Name,State\n${names.map((name) => `${name},TX\n`).join("")}`,
    );
    const argv = [
      "enrich",
      "leads.csv",
      "--batch-size",
      "5",
      "--concurrency",
      "1",
      "--decisions",
      "d.ndjson",
    ];
    const stops = faulty(world, { stopsAt: { call: 3, answered: 2 } });
    const stopped = await run(argv, { cwd: folder, service: stops });
    expect(stopped.code, "some rows were not asked").toBe(5);
    const resumed = await run([...argv, "--json"], { cwd: folder, service: world });
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(JSON.parse(resumed.stdout)).toMatchObject({ resumed: 12, decisions: { applied: 10 } });
    const whole = await readFile(join(folder, "leads.enriched.csv"), "utf8");
    await run([...argv, "--force", "--fresh"], { cwd: folder, service: world });
    expect(await readFile(join(folder, "leads.enriched.csv"), "utf8")).toBe(whole);
    expect(whole.match(/decided: a person/g)).toHaveLength(10);
    await rm(folder, { recursive: true });
  },
);
