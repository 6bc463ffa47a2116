import { expect, test } from "vitest";
import { after, openPool } from "../../../src/cli/serve/open-pool.ts";
import { openReleaseUpdater } from "../../../src/registry/sqlite/release/release-updater.ts";
import { currentRelease } from "../../../src/registry/sqlite/release/release-version.ts";
import type { SearchService } from "../../../src/service/search-service.ts";
import { createSwappingService } from "../../../src/service/swap/swapping-service.ts";
import { inventCrowd } from "../../helpers/crowd.ts";
import { patience } from "../../helpers/effort.ts";
import { emptyFolder, importPeople, source } from "../pool/release-file.ts";

const crowd = inventCrowd(60);
/** The same people; their first line says which release it is. */
const peopleOf = (mark: string) =>
  crowd.map((one) => ({
    ...one,
    addresses: one.addresses.map((address) => ({ ...address, line1: mark })),
  }));

interface Answer {
  pinned?: string;
  /** The release that answered, or the code of the error. */
  outcome: string;
  marks: (string | undefined)[];
}

async function askOnce(service: SearchService, pinned?: string): Promise<Answer> {
  const { signal } = new AbortController();
  const requests = crowd.slice(0, 5).map(({ npi, name }, i) => ({
    ...{ id: i + 1, npi },
    name: { first: name.first ?? "", last: name.last ?? "" },
  }));
  const batch = {
    context: { name_order: "mixed" as const, prior: 0.8 },
    ...{ min_confidence: 0.5, with_profile: true, requests },
    ...(pinned === undefined ? {} : { release: pinned }),
  };
  const asked = pinned === undefined ? {} : { pinned };
  try {
    const { release, results } = await service.match(batch, { signal });
    const marks = results.map(({ profile }) => profile?.addresses[0]?.line1);
    return { ...asked, outcome: release, marks };
  } catch (error) {
    return { ...asked, outcome: (error as { code: string }).code, marks: [] };
  }
}

test("imports and updates in place under load: no call fails that names no release", {
  timeout: patience,
}, async () => {
  const folder = await emptyFolder();
  const markOf = new Map<string, string>();
  const publish = async (mark: string) => {
    const id = await importPeople(folder, peopleOf(mark), mark);
    markOf.set(id, mark);
    return id;
  };
  const update = async (mark: string) => {
    const updater = await openReleaseUpdater(folder, { now: () => new Date(0) });
    updater.upsert(peopleOf(mark));
    const { id } = await updater.commit([{ ...source(mark), id: 2 }]);
    markOf.set(id, mark);
    return id;
  };
  const first = await publish("first import");
  const troubles: unknown[] = [];
  const service = await createSwappingService({
    ...{ lookMs: 20, keepMs: patience, mostKept: 1, now: () => performance.now(), after },
    version: async () => (await currentRelease(folder)).version,
    async open() {
      const { file } = await currentRelease(folder);
      return openPool(file, "threads", { workers: 1, mostWaiting: 1000, deadlineMs: patience });
    },
    onEvent: (event) => event.kind === "trouble" && troubles.push(event.error),
  });

  const answers: Answer[] = [];
  let isOver = false;
  const callers = [undefined, undefined, first, first].map(async (pinned) => {
    while (!isOver) answers.push(await askOnce(service, pinned));
  });
  const outcome = async (pinned?: string) => (await askOnce(service, pinned)).outcome;
  const served = async (id: string) => {
    while ((await outcome()) !== id);
  };

  expect(await outcome(first)).toBe(first);
  const updated = await update("weekly update");
  await served(updated);
  expect(await outcome(first)).toBe("release_gone");
  await served(await publish("second import"));
  expect(await outcome(updated)).toBe(updated);
  const isEnough = () =>
    [undefined, first].every((one) => answers.filter(({ pinned }) => pinned === one).length > 10);
  // However fast all of that was.
  while (!isEnough()) await outcome();
  isOver = true;
  await Promise.all(callers);
  await service.close();

  const unpinned = answers.filter(({ pinned }) => pinned === undefined);
  expect(unpinned.filter(({ outcome }) => !markOf.has(outcome))).toEqual([]);
  const pinned = answers.filter((answer) => answer.pinned !== undefined);
  const elsewhere = pinned.filter(({ outcome }) => outcome !== first && outcome !== "release_gone");
  expect(elsewhere).toEqual([]);
  expect(unpinned.length).toBeGreaterThan(10);
  expect(pinned.length).toBeGreaterThan(10);
  const mixed = answers.filter(({ outcome, marks }) =>
    marks.some((mark) => mark !== markOf.get(outcome)),
  );
  expect(mixed).toEqual([]);
  expect(troubles).toEqual([]);
});
