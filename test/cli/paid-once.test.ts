import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { type MatchServer, startMatchServer } from "../helpers/match-server.ts";
import { run } from "../helpers/run.ts";
import { fakeService } from "../helpers/service.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const folder = temporaryFolder("heartbeat-paid");
let server: MatchServer;
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

it("a list whose context is estimated from its leads is paid for once", async () => {
  const service = { ...fakeService(), traits: { local: false, counts: true } };
  server = await startMatchServer({ service });
  const leads = Array.from({ length: 230 }, (_, n) => `Arabella Exemplar${n.toString(36)},OH`);
  await writeFile(join(folder, "leads.csv"), `Name,State\n${leads.join("\n")}\n`);
  const ran = await run(["enrich", "leads.csv", "--service", server.url], { cwd: folder });
  expect(ran.code, ran.stderr).toBe(0);
  expect(ran.stderr).toContain("(estimated)");
  const charged = server.account.charged();
  expect(server.matchCalls().flatMap(({ ids }) => ids).length).toBeGreaterThan(charged.length);
  expect(charged.toSorted((a, b) => a - b)).toEqual(leads.map((_, n) => n + 1));
});
