import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { after, openPool } from "../../../src/cli/serve/open-pool.ts";
import { openServing } from "../../../src/cli/serve/open-serving.ts";
import type { MatchBatch } from "../../../src/model/contract.ts";
import { currentRelease } from "../../../src/registry/sqlite/release/release-version.ts";
import { openSqliteRegistry } from "../../../src/registry/sqlite/sqlite-registry.ts";
import { createEmbeddedService } from "../../../src/service/embedded/embedded-service.ts";
import type { WorkerThread } from "../../../src/service/pool/messages.ts";
import { createPooledService } from "../../../src/service/pool/pooled-service.ts";
import { threadStarter } from "../../../src/service/pool/start-thread.ts";
import type { SearchService } from "../../../src/service/search-service.ts";
import { inventCrowd } from "../../helpers/crowd.ts";
import { byEffort, patience } from "../../helpers/effort.ts";
import { searchServiceConformance } from "../conformance.ts";
import { emptyFolder, fileOf, importPeople } from "./release-file.ts";

const limits = { workers: 2, mostWaiting: 1000, deadlineMs: patience };
const entry = new URL("../../../dist/cli/service-worker.js", import.meta.url);
const quiet = { signal: new AbortController().signal };
const people = inventCrowd(400);
let folder: string;
let file: string;
let here: SearchService;
let answersHere: Promise<unknown>;
afterAll(() => here.close());
beforeAll(async () => {
  folder = await emptyFolder();
  await importPeople(folder, people);
  file = await fileOf(folder);
  here = createEmbeddedService(await openSqliteRegistry(file), { label: "here" });
  answersHere = answers(here);
});

searchServiceConformance("worker threads, release after release", async (profiles) => {
  const own = await emptyFolder();
  await importPeople(own, profiles);
  return openServing(
    { label: "threads", look: () => currentRelease(own), now: () => performance.now() },
    { ...limits, workers: 1, onEvent: () => undefined },
  );
});

function batches(): MatchBatch[] {
  const requests = people.slice(0, 96).map(({ name, addresses }, i) => {
    const { first = "", last = "" } = name;
    const full = [`${first} ${last}`, `${last}, ${first.charAt(0)}`, `${first} ${last}X`][i % 3];
    return { id: i + 1, name: { full: full as string }, zip: addresses[0]?.zip ?? "" };
  });
  return Array.from({ length: 12 }, (_, i) => ({
    ...{ context: { name_order: "mixed", prior: 0.8 }, min_confidence: 0.9, with_profile: true },
    explain: i % 4 === 0,
    requests: requests.slice(i * 8, i * 8 + 8),
  }));
}

const answers = (service: SearchService) =>
  Promise.all(batches().map((batch) => service.match(batch, quiet)));

async function expectSame(pool: SearchService): Promise<void> {
  const npis = [people[0]?.npi ?? "", "1234567893", people[9]?.npi ?? ""];
  for (const ask of [
    (service: SearchService) => service.profiles(npis),
    (service: SearchService) => service.nameCounts(["Robert", "Quillford"]),
    (service: SearchService) => service.specialtyNames(["207Q00000X", "odd"]),
    (service: SearchService) => service.info(),
  ]) {
    expect(JSON.stringify(await ask(pool))).toBe(JSON.stringify(await ask(here)));
  }
}

describe("worker threads", { timeout: patience }, () => {
  test.each(byEffort([], [1, 4], [1, 2, 4]))("%d answer as this thread does", async (workers) => {
    const pool = await openPool(file, "there", { ...limits, workers });
    expect(JSON.stringify(await answers(pool))).toBe(JSON.stringify(await answersHere));
    await expectSame(pool);
    await pool.close();
  });

  test("two, of which one dies while it works, answer as this thread does", async () => {
    const threads: WorkerThread[] = [];
    const start = threadStarter(entry, { file, label: "there" });
    const pool = await createPooledService({
      ...{ size: 2, mostWaiting: 100, deadlineMs: patience, after },
      startWorker(world) {
        const thread = start(world);
        if (threads.push(thread) > 1) return thread;
        return {
          ...thread,
          post(message) {
            thread.post(message);
            thread.end();
          },
        };
      },
    });
    const asked = answers(pool);
    expect(JSON.stringify(await asked)).toBe(JSON.stringify(await answersHere));
    await expectSame(pool);
    expect(threads.length).toBe(3);
    await pool.close();
  });

  test("without their file say so", async () => {
    const opening = openPool(`${file}.gone`, "there", { ...limits, workers: 1 });
    await expect(opening).rejects.toMatchObject({ name: "ServiceError", code: "registry_missing" });
  });

  test("without their program say so", async () => {
    const opening = createPooledService({
      ...{ size: 1, mostWaiting: 1, deadlineMs: 1000, after },
      startWorker: threadStarter(new URL("nothing.js", entry), {}),
    });
    await expect(opening).rejects.toMatchObject({ code: "worker_not_started" });
  });
});
