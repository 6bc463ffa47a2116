import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { calibrateRelease } from "../../../src/import/calibration/calibrate-release.ts";
import { corruptProfile } from "../../../src/import/calibration/corrupt-profile.ts";
import { createPlacePool } from "../../../src/import/calibration/place-pool.ts";
import { type CalibrationSetup, importRelease } from "../../../src/import/import-release.ts";
import { shippedCalibration } from "../../../src/match/shipped-calibration.ts";
import { createReleaseWriter } from "../../../src/registry/sqlite/release/release-writer.ts";
import { openSqliteRegistry } from "../../../src/registry/sqlite/sqlite-registry.ts";
import { createLeadWeigher } from "../../../src/service/embedded/weigh-leads.ts";
import { crowdRows, inventCrowd } from "../../helpers/crowd.ts";
import { createMemoryRegistry } from "../../helpers/memory-registry.ts";
import { npidata } from "../../helpers/nppes.ts";
import { openWorkshop, type Workshop } from "../memory-release.ts";

const people = inventCrowd(800);
const registry = createMemoryRegistry(people);
const { signal } = new AbortController();
const createWeigher = async (registry: Parameters<typeof createLeadWeigher>[0]) =>
  createLeadWeigher(registry);
const setup: CalibrationSetup = { createWeigher, sample: 150, leastIndividuals: 500 };

describe("a weigher", () => {
  const strangers = { profiles: people, places: createPlacePool(people) };
  const asked = people.slice(0, 200);
  const requests = asked.map((profile, id) => ({ id, ...corruptProfile(profile, strangers) }));

  it("finds most of those who are on file", async () => {
    const weighed = await createLeadWeigher(registry).weigh(requests, {
      without: new Map(),
      signal,
    });
    const right = weighed.filter((one, i) => one?.npi === Number(asked[i]?.npi));
    expect(right.length).toBeGreaterThan(150);
    expect(right.filter((one) => one?.canMatch).length).toBeGreaterThan(120);
  });

  it("never names the one who is left out, and seldom is sure of another", async () => {
    const without = new Map(asked.map(({ npi }, id) => [id, Number(npi)]));
    const weighed = await createLeadWeigher(registry).weigh(requests, { without, signal });
    expect(weighed.filter((one, i) => one?.npi === without.get(i))).toEqual([]);
    expect(weighed.filter((one) => one?.canMatch && one.p > 0.95).length).toBeLessThan(20);
  });
});

describe("calibrateRelease", () => {
  const seen: [done: number, total: number][] = [];
  let first: Awaited<ReturnType<typeof calibrateRelease>>;
  beforeAll(async () => {
    const onProgress = (...told: [done: number, total: number]) => seen.push(told);
    first = await calibrateRelease(registry, { ...setup, signal, onProgress });
  });

  it("says the same every time, and how far it is", async () => {
    const shuffled = createMemoryRegistry(people.toReversed());
    expect(await calibrateRelease(shuffled, { ...setup, signal })).toEqual(first);
    expect(first?.calibration.leads).toBe(150);
    expect(first?.classes.every(({ leads }) => leads > 5)).toBe(true);
    expect(first?.calibration.thresholds.length).toBeGreaterThan(2);
    expect(new Set(seen.map(([, total]) => total))).toEqual(new Set([150]));
    expect(seen.at(-1)).toEqual([150, 150]);
  });

  it("says the same whatever the release was calibrated with before", async () => {
    const { identifier, place, state } = shippedCalibration.curves;
    const timid = { intercept: -3, slope: 0.5 };
    for (const curves of [
      { identifier: timid, place: timid, state: timid, name: timid },
      { identifier, place, state, name: { intercept: 3, slope: 2 } },
    ]) {
      const calibration = { ...shippedCalibration, curves };
      const before = { ...registry, release: { ...registry.release, calibration } };
      expect(await calibrateRelease(before, { ...setup, signal })).toEqual(first);
    }
  });

  it("leaves small releases alone, and takes a fifth of those that are not large", async () => {
    expect(await calibrateRelease(registry, { createWeigher, signal })).toBeUndefined();
    const report = await calibrateRelease(registry, {
      createWeigher,
      signal,
      leastIndividuals: 800,
    });
    expect(report?.calibration.leads).toBe(160);
  });

  it("stops when it is told to", async () => {
    const stop = new AbortController();
    const running = calibrateRelease(registry, {
      ...setup,
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    await expect(running).rejects.toMatchObject({ code: "interrupted" });
  });
});

describe("an import", () => {
  let workshop: Workshop;
  let file: string;
  let one: Awaited<ReturnType<typeof importInto>>;

  beforeAll(async () => {
    workshop = await openWorkshop();
    file = await workshop.file("npidata.csv", npidata(crowdRows(people)));
    one = await importInto("one", setup);
  });

  const importInto = (name: string, calibration?: CalibrationSetup, stop = signal) => {
    const folder = join(workshop.folder, name);
    return importRelease([file], {
      createWriter: () =>
        createReleaseWriter(folder, { now: () => new Date("2026-01-01T00:00:00Z") }),
      tempDir: folder,
      calibration,
      signal: stop,
    });
  };

  it("stores what it fitted; the same sources give the same release anywhere", async () => {
    const other = await importInto("other", setup);
    expect(one.calibration?.leads).toBe(150);
    expect(other).toEqual(one);
    const registry = await openSqliteRegistry(join(workshop.folder, "one"));
    expect(registry.release).toEqual(one);
    await registry.close();
    expect(await readdir(join(workshop.folder, "one/releases"))).toEqual([`${one.id}.db`]);
  });

  it("gives another calibration another release id", async () => {
    const plain = await importInto("b");
    const smaller = await importInto("c", { ...setup, sample: 100 });
    expect(plain.calibration).toBeUndefined();
    expect(new Set([one.id, plain.id, smaller.id]).size).toBe(3);
  });

  it("that is stopped while it calibrates leaves nothing", async () => {
    const stop = new AbortController();
    const stopping: CalibrationSetup = {
      ...setup,
      createWeigher: async (registry) => {
        stop.abort();
        return createLeadWeigher(registry);
      },
    };
    await expect(importInto("stopped", stopping, stop.signal)).rejects.toMatchObject({
      code: "interrupted",
    });
    expect(await readdir(join(workshop.folder, "stopped"))).toEqual(["import.lock"]);
  });
});
