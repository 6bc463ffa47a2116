import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Calibration } from "../../src/model/calibration.ts";
import type { Profile, Source } from "../../src/model/profile.ts";
import { profileFacets } from "../../src/normalize/keys/facets.ts";
import { profileKeys } from "../../src/normalize/keys/keys.ts";
import { toMatchRecord } from "../../src/normalize/keys/match-record.ts";
import { profileTerms } from "../../src/normalize/keys/terms.ts";
import type { Registry } from "../../src/registry/registry.ts";
import type { ReleaseUpdater, ReleaseWriter } from "../../src/registry/release-store.ts";
import { byNpi, deactivated, organization, person, source } from "./people.ts";

/** One empty place for a registry, and the three ways into it. */
export interface RegistryBackend {
  createWriter(): Promise<ReleaseWriter>;
  openUpdater(): Promise<ReleaseUpdater>;
  openRegistry(): Promise<Registry>;
  remove(): Promise<void>;
}

const names = new Map([
  ["207Q00000X", "Family Medicine"],
  ["363A00000X", "Physician Assistant"],
]);

/** What every registry backend promises; `createBackend` gives a new, empty one. */
export function testRegistry(createBackend: () => Promise<RegistryBackend>): void {
  describe("a built release", () => {
    const people = byNpi([
      ...Array.from({ length: 200 }, (_, n) => person(n)),
      organization(500),
      deactivated(501),
    ]);
    const sources = [source(0, "aa"), source(1, "bb", "nucc_taxonomy")];
    let backend: RegistryBackend;
    let registry: Registry;

    beforeAll(async () => {
      backend = await createBackend();
      await build(backend, people, sources);
      registry = await backend.openRegistry();
    });
    afterAll(async () => {
      await registry.close();
      await backend.remove();
    });

    test("says what it is made of", () => {
      expect(registry.release.id).toMatch(/^[0-9a-f]{16}$/);
      expect(registry.release.built_at).toBe("2026-01-02T03:04:05.000Z");
      expect(registry.release.sources).toEqual(sources);
      expect(registry.release.counts).toEqual({
        profiles: 202,
        individuals: 200,
        organizations: 1,
        deactivated: 1,
        taxonomy_names: 2,
      });
    });

    test("gives every profile back as it was, in the order asked", async () => {
      const asked = [...people].reverse();
      const npis = asked.map((profile) => profile.npi);
      expect(await registry.profiles(npis)).toEqual(asked);
      expect(await registry.matchRecords(npis.map(Number))).toEqual(asked.map(toMatchRecord));
    });

    test("knows no one else", async () => {
      const strangers = ["1999999999", "", "12", "abc", "1.0e9", "0000000001"];
      expect(await registry.profiles(strangers)).toEqual(strangers.map(() => undefined));
      expect(await registry.matchRecords([1_999_999_999, 0])).toEqual([undefined, undefined]);
      expect(await registry.candidates([3], 10)).toEqual([{ npis: [], total: 0 }]);
      expect(await registry.counts(["nonsense"])).toEqual([0]);
      expect(await registry.taxonomyNames(["207Q00000X", "nonsense"])).toEqual([
        "Family Medicine",
        undefined,
      ]);
    });

    test("files everyone under exactly his own keys, ascending", async () => {
      const expected = expectedPostings(people);
      const keys = [...expected.keys()];
      expect(keys.length).toBeGreaterThan(100);
      const lists = await registry.candidates(keys, 10_000);
      for (const [i, key] of keys.entries()) {
        const npis = expected.get(key) as number[];
        expect(lists[i]).toEqual({ npis, total: npis.length });
      }
    });

    test("cuts a long list and still says how long it is", async () => {
      const postings = [...expectedPostings(people)];
      const [key, npis] = postings.reduce((a, b) => (b[1].length > a[1].length ? b : a));
      expect(npis.length).toBeGreaterThan(20);
      const [list] = await registry.candidates([key], 7);
      expect(list).toEqual({ npis: npis.slice(0, 7), total: npis.length });
    });

    test("samples people alone, always in the same order", async () => {
      const everybody = await registry.sample(1000);
      expect(everybody).toHaveLength(200);
      expect(byNpi(everybody)).toEqual(
        people.filter((one) => one.entity === "individual" && one.active),
      );
      expect(everybody).not.toEqual(byNpi(everybody));
      expect(await registry.sample(200)).toEqual(everybody);
      expect(await registry.sample(7)).toEqual(everybody.slice(0, 7));
      expect(await registry.sample(0)).toEqual([]);
    });

    test("files everyone under exactly his own facets, ascending", async () => {
      const expected = expectedFacets(people);
      expect(await facetsOf(registry)).toEqual(expected);
      expect(expected.size).toBeGreaterThan(50);
      expect(await registry.facets?.npis(["i:state:", "nonsense"])).toEqual([
        new Uint32Array(),
        new Uint32Array(),
      ]);
      expect(await registry.facets?.named("i:state:")).toEqual(["i:state:TX"]);
      expect(await registry.facets?.named("i:state:U")).toEqual([]);
    });

    test("counts terms, twice the same", async () => {
      const expected = expectedTerms(people);
      const terms = [...expected.keys()];
      expect(await registry.counts(terms)).toEqual([...expected.values()]);
      expect(await registry.counts(terms)).toEqual([...expected.values()]);
    });
  });

  describe("an update", () => {
    const before = byNpi(Array.from({ length: 60 }, (_, n) => person(n)));
    const moved = person(7, {
      name: { first: "CORDELIA", last: "NEWNAME" },
      addresses: [{ kind: "practice", city: "ELSEWHERE", state: "OH", zip: "44101" }],
    });
    const joined = person(1000);
    const left = deactivated(8);
    const update = [moved, joined, left];
    const after = byNpi([
      ...before.filter((old) => !update.some((profile) => profile.npi === old.npi)),
      ...update,
    ]);

    test("leaves what a rebuild from scratch would make", async () => {
      const updated = await createBackend();
      const rebuilt = await createBackend();
      await build(updated, before, [source(0, "aa")]);
      await build(rebuilt, after, [source(0, "aa")]);
      const updater = await updated.openUpdater();
      expect(updater.current([moved.npi, joined.npi])).toEqual([person(7), undefined]);
      updater.upsert([person(7, { sex: "X" }), joined]);
      updater.upsert([moved, left]);
      expect(updater.current([moved.npi])).toEqual([moved]);
      const info = await updater.commit([source(5, "cc", "nppes_weekly")]);

      const a = await updated.openRegistry();
      const b = await rebuilt.openRegistry();
      expect(a.release).toEqual(info);
      expect(a.release.id).not.toBe(updater.release.id);
      expect(a.release.sources).toEqual([source(0, "aa"), source(5, "cc", "nppes_weekly")]);
      expect(a.release.counts).toEqual(b.release.counts);
      const npis = [...before, ...after].map((profile) => profile.npi);
      const keys = [...expectedPostings([...before, ...after]).keys()];
      const terms = [...expectedTerms([...before, ...after]).keys()];
      expect(await a.profiles(npis)).toEqual(await b.profiles(npis));
      expect(await a.matchRecords(npis.map(Number))).toEqual(
        await b.matchRecords(npis.map(Number)),
      );
      expect(await a.candidates(keys, 1000)).toEqual(await b.candidates(keys, 1000));
      expect(await a.counts(terms)).toEqual(await b.counts(terms));
      expect(await facetsOf(a)).toEqual(await facetsOf(b));
      expect(await facetsOf(a)).toEqual(expectedFacets(after));
      expect(await a.sample(40)).toEqual(await b.sample(40));
      await Promise.all([a.close(), b.close()]);
      await Promise.all([updated.remove(), rebuilt.remove()]);
    });

    test("that is rolled back leaves everything as it was", async () => {
      const backend = await createBackend();
      const info = await build(backend, before, [source(0, "aa")]);
      const updater = await backend.openUpdater();
      updater.upsert(update);
      updater.setTaxonomyNames(new Map());
      await updater.rollback();
      const registry = await backend.openRegistry();
      expect(registry.release).toEqual(info);
      const [profile, none] = await registry.profiles([moved.npi, joined.npi]);
      expect(profile).toEqual(person(7));
      expect(none).toBeUndefined();
      await registry.close();
      await backend.remove();
    });

    test("stops whoever still reads the state before it, between batches only", async () => {
      const backend = await createBackend();
      await build(backend, before, [source(0, "aa")]);
      const reader = await backend.openRegistry();
      const updater = await backend.openUpdater();
      updater.upsert(update);
      expect(await reader.profiles([moved.npi, joined.npi])).toEqual([person(7), undefined]);
      await updater.commit([source(1, "cc", "nppes_weekly")]);
      await expect(reader.profiles([moved.npi])).rejects.toMatchObject({ code: "release_gone" });
      await expect(reader.candidates([1], 1)).rejects.toMatchObject({ code: "release_gone" });
      await reader.close();
      const fresh = await backend.openRegistry();
      expect(await fresh.profiles([moved.npi])).toEqual([moved]);
      await fresh.close();
      await backend.remove();
    });
  });

  describe("a calibration", () => {
    const everybody = byNpi([person(1), person(2)]);

    test("is fitted on the whole release before anybody else sees it", async () => {
      const backend = await createBackend();
      const former = await build(backend, [person(9)], [source(0, "zz")]);
      const writer = await backend.createWriter();
      writer.add(everybody);
      const info = await writer.publish([source(0, "aa")], undefined, async (building) => {
        expect(byNpi(await building.sample(10))).toEqual(everybody);
        expect(building.release.calibration).toBeUndefined();
        const current = await backend.openRegistry();
        expect(current.release.id).toBe(former.id);
        await current.close();
        return calibration(0.1);
      });
      const registry = await backend.openRegistry();
      expect(registry.release).toEqual(info);
      expect(registry.release.calibration).toEqual(calibration(0.1));
      expect(byNpi(await registry.sample(10))).toEqual(everybody);
      await registry.close();
      await backend.remove();
    });

    test("is part of the release id; none is as if nobody had asked for one", async () => {
      const ids: string[] = [];
      const plain = await createBackend();
      ids.push((await build(plain, everybody, [source(0, "aa")])).id);
      const fits = [undefined, calibration(0.1), calibration(0.2), calibration(0.1)];
      for (const fitted of fits) {
        const writer = await plain.createWriter();
        writer.add(everybody);
        ids.push((await writer.publish([source(0, "aa")], undefined, async () => fitted)).id);
      }
      const [none, unfitted, one, other, again] = ids;
      expect(unfitted).toBe(none);
      expect(again).toBe(one);
      expect(new Set([none, one, other]).size).toBe(3);
      await plain.remove();
    });

    test("that cannot be fitted leaves the former release", async () => {
      const backend = await createBackend();
      const former = await build(backend, everybody, [source(0, "aa")]);
      const writer = await backend.createWriter();
      writer.add([person(3)]);
      const failing = writer.publish([source(0, "bb")], undefined, async () => {
        throw new RangeError("no curve");
      });
      await expect(failing).rejects.toThrow("no curve");
      const registry = await backend.openRegistry();
      expect(registry.release).toEqual(former);
      await registry.close();
      await (await backend.createWriter()).discard();
      await backend.remove();
    });

    test("outlives updates, and is replaced by one alone", async () => {
      const backend = await createBackend();
      const writer = await backend.createWriter();
      writer.add(everybody);
      const fit = async () => calibration(0.1);
      const built = await writer.publish([source(0, "aa")], undefined, fit);
      const weekly = await backend.openUpdater();
      weekly.upsert([person(3)]);
      const updated = await weekly.commit([source(1, "bb", "nppes_weekly")]);
      expect(updated.calibration).toEqual(calibration(0.1));

      const reader = await backend.openRegistry();
      const updater = await backend.openUpdater();
      updater.setCalibration(calibration(0.3));
      expect((await reader.sample(1)).length).toBe(1);
      const refitted = await updater.commit([]);
      expect(refitted).toMatchObject({ sources: updated.sources, counts: updated.counts });
      expect(new Set([built.id, updated.id, refitted.id]).size).toBe(3);
      await expect(reader.counts(["L:X"])).rejects.toMatchObject({ code: "release_gone" });
      await expect(reader.sample(1)).rejects.toMatchObject({ code: "release_gone" });
      await reader.close();
      const registry = await backend.openRegistry();
      expect(registry.release).toEqual(refitted);
      expect(registry.release.calibration).toEqual(calibration(0.3));
      await registry.close();
      await backend.remove();
    });
  });

  describe("a new release", () => {
    test("is seen by those who open afterwards; who reads the old one goes on", async () => {
      const backend = await createBackend();
      await build(backend, byNpi([person(1), person(2)]), [source(0, "aa")]);
      const old = await backend.openRegistry();
      await build(backend, [person(4)], [source(0, "bb")]);
      expect(await old.profiles([person(1).npi, person(4).npi])).toEqual([person(1), undefined]);
      const fresh = await backend.openRegistry();
      expect(await fresh.profiles([person(1).npi, person(4).npi])).toEqual([undefined, person(4)]);
      expect(fresh.release.id).not.toBe(old.release.id);
      await Promise.all([old.close(), fresh.close()]);
      await backend.remove();
    });

    test("of the same sources has the same id, in whatever order they are named", async () => {
      const backend = await createBackend();
      const first = await build(backend, [person(1)], [source(0, "aa"), source(1, "bb")]);
      const again = await build(backend, [person(1)], [source(0, "bb"), source(1, "aa")]);
      expect(again.id).toBe(first.id);
      const registry = await backend.openRegistry();
      expect(await registry.profiles([person(1).npi])).toEqual([person(1)]);
      await registry.close();
      await backend.remove();
    });

    test("that is discarded, or never published, leaves the former one", async () => {
      const backend = await createBackend();
      const info = await build(backend, [person(1)], [source(0, "aa")]);
      const writer = await backend.createWriter();
      writer.add([person(2)]);
      await writer.discard();
      await writer.discard();
      const registry = await backend.openRegistry();
      expect(registry.release).toEqual(info);
      await registry.close();
      await backend.remove();
    });

    test("does not let a second import in", async () => {
      const backend = await createBackend();
      await build(backend, [person(1)], [source(0, "aa")]);
      const writer = await backend.createWriter();
      await expect(backend.createWriter()).rejects.toMatchObject({ code: "registry_locked" });
      await expect(backend.openUpdater()).rejects.toMatchObject({ code: "registry_locked" });
      await writer.discard();
      const updater = await backend.openUpdater();
      await expect(backend.createWriter()).rejects.toMatchObject({ code: "registry_locked" });
      await updater.rollback();
      await (await backend.createWriter()).discard();
      await backend.remove();
    });
  });
}

function calibration(intercept: number): Calibration {
  const curve = { intercept, slope: 1 };
  return {
    curves: { identifier: curve, place: curve, state: curve, name: curve },
    thresholds: [{ precision: 0.99, confidence: 0.9 }],
    leads: 2,
  };
}

async function build(
  backend: RegistryBackend,
  profiles: readonly Profile[],
  sources: readonly Source[],
) {
  const writer = await backend.createWriter();
  for (const profile of profiles) writer.add([profile]);
  writer.setTaxonomyNames(names);
  return writer.publish(sources);
}

function expectedPostings(profiles: readonly Profile[]): Map<number, number[]> {
  const postings = new Map<number, Set<number>>();
  for (const record of profiles.map(toMatchRecord)) {
    for (const key of profileKeys(record)) {
      const npis = postings.get(key) ?? new Set<number>();
      postings.set(key, npis.add(record.npi));
    }
  }
  return new Map([...postings].map(([key, npis]) => [key, [...npis].sort((a, b) => a - b)]));
}

/** Every facet of a registry with its NPIs. */
async function facetsOf({ facets }: Registry): Promise<Map<string, number[]>> {
  const names = (await facets?.named("")) ?? [];
  const lists = (await facets?.npis(names)) ?? [];
  return new Map(names.map((name, i) => [name, [...(lists[i] ?? [])]]));
}

function expectedFacets(profiles: readonly Profile[]): Map<string, number[]> {
  const filed = new Map<string, number[]>();
  for (const profile of byNpi(profiles)) {
    for (const name of profileFacets(profile)) {
      filed.set(name, [...(filed.get(name) ?? []), Number(profile.npi)]);
    }
  }
  return new Map([...filed].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function expectedTerms(profiles: readonly Profile[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of profiles.map(toMatchRecord).flatMap(profileTerms)) {
    counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  return counts;
}
