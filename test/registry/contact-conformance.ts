import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ContactSource, ContactValue, OutcomeMark } from "../../src/model/contact.ts";
import type { AddedSource, ContactUpdater } from "../../src/registry/contact-store.ts";
import type { Registry, ReleaseInfo } from "../../src/registry/registry.ts";
import { runs } from "../helpers/property-runs.ts";
import type { RegistryBackend } from "./conformance.ts";
import { byNpi, person, source } from "./people.ts";

/** A backend that also takes contacts. */
export interface ContactBackend extends RegistryBackend {
  openContacts(): Promise<ContactUpdater>;
}

const people = byNpi(Array.from({ length: 12 }, (_, n) => person(n)));
const npis = people.map(({ npi }) => npi);

/** What one source says in these tests: an e-mail address for each of some people. */
interface Given {
  name: string;
  /** Positions among the people. */
  whose: readonly number[];
  as_of: string;
  priority: number;
}

const whole = (part: Partial<Given>): Given => ({
  name: "crm",
  whose: [1, 4, 5],
  as_of: "2025-11-03",
  priority: 0,
  ...part,
});

/** What every backend promises of contacts; `createBackend` gives a new, empty one. */
export function testContacts(createBackend: () => Promise<ContactBackend>): void {
  describe("contacts", () => {
    test("are given back with their profile, every part of them", async () => {
      await withBackend(async (backend) => {
        const values: ContactValue[] = [
          value({ kind: "email", value: "one@example.com", type: "role" }),
          value({ kind: "phone", value: "2125550101", extension: "7", confidence: 0.8125 }),
          value({ kind: "mobile", value: "2125550102", as_of: "2024-02-29" }),
          value({ kind: "fax", value: "8005550103", type: "toll_free" }),
          value({
            kind: "address",
            value: "1 MAIN ST, NOME, AK 99762",
            address: { line1: "1 MAIN ST", city: "NOME", state: "AK", zip: "99762" },
          }),
          value({ kind: "company", value: "O’Hara & Söhne" }),
          value({ kind: "title", value: 'Chief "of" Staff' }),
        ];
        const updater = await backend.openContacts();
        updater.addContacts([{ npi: Number(npis[3]), values }]);
        const info = await updater.commit(sourceOf(whole({ whose: [3] })));
        const registry = await backend.openRegistry();
        const [none, found] = await registry.profiles([npis[0] as string, npis[3] as string]);
        expect(none).not.toHaveProperty("contacts");
        for (const one of values) {
          expect(found?.contacts).toContainEqual(
            expect.objectContaining({ ...one, source: "crm" }),
          );
        }
        expect(found?.contacts).toHaveLength(values.length);
        expect(registry.release).toEqual(info);
        expect(info.contact_sources).toMatchObject([
          { name: "crm", kind: "contacts", rows: 7, stored: 5, people: 1 },
        ]);
        await registry.close();
      });
    });

    test("leave matching, sampling and counting as they were", async () => {
      await withBackend(async (backend) => {
        const before = await readers(backend, async (registry) => registry.sample(50));
        await give(backend, whole({}));
        expect(await readers(backend, async (registry) => registry.sample(50))).toEqual(before);
      });
    });

    test("come and go without a trace in the release, in whatever order", async () => {
      await withBackend(async (backend, former) => {
        const a = whole({ name: "a" });
        const b = whole({ name: "b", whose: [2, 5], priority: 3 });
        const onlyA = await give(backend, a);
        const both = await give(backend, b);
        expect(await take(backend, "a")).not.toMatchObject({ id: both.id });
        const bothAgain = await give(backend, a);
        expect(bothAgain.id).toBe(both.id);
        expect((await take(backend, "b")).id).toBe(onlyA.id);
        const none = await take(backend, "a");
        expect(none).toEqual(former);
        expect(new Set([former.id, onlyA.id, both.id]).size).toBe(3);
      });
    });

    test("that say the same as before change nothing, not even the time", async () => {
      await withBackend(async (backend) => {
        const first = await give(backend, whole({}));
        expect(await give(backend, whole({}), { file: "renamed.csv" })).toEqual(first);
      });
    });

    test("with other people, another day, priority or name make another release", async () => {
      await withBackend(async (backend) => {
        const changes = [{}, { whose: [1, 4] }, { as_of: "2025-11-04" }, { priority: 1 }];
        const ids: string[] = [];
        for (const change of changes) ids.push((await give(backend, whole(change))).id);
        await take(backend, "crm");
        ids.push((await give(backend, whole({ name: "crm2" }))).id);
        expect(new Set(ids).size).toBe(5);
      });
    });

    test("that are rolled back were never there; who is not there cannot be taken out", async () => {
      await withBackend(async (backend, former) => {
        const updater = await backend.openContacts();
        expect(updater.remove("crm")).toBe(false);
        updater.addContacts(peopleOf(whole({})));
        await updater.rollback();
        await updater.rollback();
        await expectContacts(backend, [], former);
      });
    });

    test("refuse people out of order, and let nobody else in meanwhile", async () => {
      await withBackend(async (backend, former) => {
        const updater = await backend.openContacts();
        await expect(backend.openUpdater()).rejects.toMatchObject({ code: "registry_locked" });
        updater.addContacts(peopleOf(whole({ whose: [4] })));
        expect(() => updater.addContacts(peopleOf(whole({ whose: [4] })))).toThrow("order");
        await updater.rollback();
        await expectContacts(backend, [], former);
      });
    });

    test("stop whoever still reads the release without them", async () => {
      await withBackend(async (backend) => {
        const reader = await backend.openRegistry();
        await give(backend, whole({}));
        await expect(reader.profiles(npis)).rejects.toMatchObject({ code: "release_gone" });
        await reader.close();
      });
    });

    test("are carried into the next month, of people who are gone too", async () => {
      await withBackend(async (backend) => {
        const given = [whole({ name: "a" }), whole({ name: "b", whose: [0, 11] })];
        for (const one of given) await give(backend, one);
        const marks: OutcomeMark[] = [mark("b-0@example.com"), mark("b-11@example.com", npis[11])];
        await giveOutcomes(backend, marks);
        const months = await build(backend, people.slice(0, 6), "bb");
        const registry = await backend.openRegistry();
        expect(registry.release).toEqual(months);
        expect(months.contact_sources?.map(({ name }) => name)).toEqual(["a", "b", "bounces"]);
        await registry.close();
        await expectContacts(backend, given, months, people.slice(0, 6));
        const all = await build(backend, people, "cc");
        await expectContacts(backend, given, all);
        for (const name of ["bounces", "b", "a"]) await take(backend, name);
        const bare = await createBackend();
        const never = await build(bare, people, "cc");
        await bare.remove();
        await expectContacts(backend, [], never);
      });
    });

    test("are the same after anything that was done, and so is the release", async () => {
      const names = ["a", "b", "c"];
      const give = fc.record({
        name: fc.constantFrom(...names),
        whose: fc.subarray(people.map((_, at) => at)),
        as_of: fc.constantFrom("2025-01-01", "2025-06-30"),
        priority: fc.constantFrom(0, 1),
      });
      const step = fc.oneof(
        { weight: 4, arbitrary: give.map((given) => ({ kind: "give" as const, given })) },
        {
          weight: 3,
          arbitrary: fc.constantFrom(...names).map((name) => ({ kind: "take" as const, name })),
        },
        { weight: 1, arbitrary: fc.nat(11).map((at) => ({ kind: "week" as const, at })) },
      );
      await withBackend(async (backend) =>
        withBackend(async (bare) => {
          let weeks = 0;
          const property = fc.asyncProperty(fc.array(step, { maxLength: 7 }), async (steps) => {
            weeks = await follow(backend, bare, steps, weeks);
          });
          await fc.assert(property, { numRuns: runs(8) });
        }),
      );
    });
  });

  describe("outcomes", () => {
    test("are of the release whatever order they came in, each once", async () => {
      const marks = [
        mark("1-a@example.com"),
        mark("1-a@example.com", npis[1]),
        { ...mark("1-a@example.com"), date: "2025-01-02" },
        mark("2125550101"),
      ];
      await withBackend(async (backend) => {
        const ids: string[] = [];
        for (const told of [marks, [...marks].reverse(), [...marks, ...marks], marks.slice(1)]) {
          ids.push((await giveOutcomes(backend, told)).id);
          await take(backend, "bounces");
        }
        expect(new Set(ids.slice(0, 3)).size).toBe(1);
        expect(ids[3]).not.toBe(ids[0]);
      });
    });
  });

  type Step =
    | { kind: "give"; given: Given }
    | { kind: "take"; name: string }
    | { kind: "week"; at: number };

  /** @param bare takes the weeks alone: the release that never had contacts */
  async function follow(
    backend: ContactBackend,
    bare: ContactBackend,
    steps: readonly Step[],
    weeksBefore: number,
  ): Promise<number> {
    let weeks = weeksBefore;
    const model = new Map<string, Given>();
    const idOf = new Map<string, string>();
    for (const step of steps) {
      if (step.kind === "give") {
        await give(backend, step.given);
        model.set(step.given.name, step.given);
      } else if (step.kind === "take") {
        const updater = await backend.openContacts();
        expect(updater.remove(step.name)).toBe(model.delete(step.name));
        await updater.commit();
      } else {
        weeks++;
        await week(backend, step.at, weeks);
        await week(bare, step.at, weeks);
      }
      const plain = await readers(bare, async ({ release }) => release);
      const release = await readers(backend, async (registry) => registry.release);
      if (model.size === 0) expect(release.id).toBe(plain.id);
      const given = [...model.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
      const state = JSON.stringify([plain.id, given]);
      for (const [other, id] of idOf) expect(id === release.id).toBe(other === state);
      idOf.set(state, release.id);
      expect(release.contact_sources?.map(({ name }) => name) ?? []).toEqual(
        given.map(({ name }) => name),
      );
      await expectContacts(backend, given, release);
    }
    for (const name of model.keys()) await take(backend, name);
    const plain = await readers(bare, async ({ release }) => release);
    await expectContacts(backend, [], plain);
    return weeks;
  }

  async function withBackend(
    work: (backend: ContactBackend, release: ReleaseInfo) => Promise<void>,
  ): Promise<void> {
    const backend = await createBackend();
    try {
      await work(backend, await build(backend, people, "aa"));
    } finally {
      await backend.remove();
    }
  }
}

async function build(
  backend: RegistryBackend,
  profiles: typeof people,
  sha256: string,
): Promise<ReleaseInfo> {
  const writer = await backend.createWriter();
  writer.add(profiles);
  return writer.publish([source(0, sha256)]);
}

async function week(backend: RegistryBackend, at: number, n: number): Promise<void> {
  const updater = await backend.openUpdater();
  updater.upsert([{ ...(people[at] as (typeof people)[number]), sex: `week ${n}` }]);
  await updater.commit([source(n + 1, `w${n}`, "nppes_weekly")]);
}

async function give(
  backend: ContactBackend,
  given: Given,
  about: Partial<ContactSource> = {},
): Promise<ReleaseInfo> {
  const updater = await backend.openContacts();
  updater.remove(given.name);
  for (const one of peopleOf(given)) updater.addContacts([one]);
  return updater.commit({ ...sourceOf(given), ...about });
}

async function giveOutcomes(
  backend: ContactBackend,
  marks: readonly OutcomeMark[],
): Promise<ReleaseInfo> {
  const updater = await backend.openContacts();
  updater.addOutcomes(marks);
  return updater.commit({ ...sourceOf(whole({ name: "bounces" })), kind: "outcomes" });
}

async function take(backend: ContactBackend, name: string): Promise<ReleaseInfo> {
  const updater = await backend.openContacts();
  expect(updater.remove(name)).toBe(true);
  return updater.commit();
}

async function readers<T>(
  backend: RegistryBackend,
  read: (registry: Registry) => Promise<T>,
): Promise<T> {
  const registry = await backend.openRegistry();
  return read(registry).finally(() => registry.close());
}

/** A reader who opens now finds this release, and everybody's contacts as they were given. */
async function expectContacts(
  backend: RegistryBackend,
  given: readonly Given[],
  release: ReleaseInfo,
  onFile = people,
): Promise<void> {
  await readers(backend, async (registry) => {
    expect(registry.release).toEqual(release);
    const expected = onFile.map((_, at) =>
      given.filter(({ whose }) => whose.includes(at)).map((one) => emailOf(one, at)),
    );
    const found = await registry.profiles(onFile.map(({ npi }) => npi));
    expect(
      found.map((profile) => (profile?.contacts ?? []).map((contact) => contact.value).sort()),
    ).toEqual(expected.map((emails) => emails.sort()));
  });
}

function peopleOf(given: Given) {
  return given.whose.map((at) => ({
    npi: Number(npis[at]),
    values: [value({ kind: "email", value: emailOf(given, at), as_of: given.as_of })],
  }));
}

function emailOf({ name }: Given, at: number): string {
  return `${name}-${at}@example.com`;
}

function value(part: Partial<ContactValue> & Pick<ContactValue, "kind" | "value">): ContactValue {
  return { as_of: "2025-11-03", confidence: 1, ...part };
}

function mark(value: string, npi?: string): OutcomeMark {
  return {
    value,
    ...(npi === undefined ? {} : { npi }),
    outcome: "hard_bounce",
    date: "2025-01-01",
  };
}

function sourceOf({ name, as_of, priority }: Given): AddedSource {
  const rows = { rows: 7, stored: 5, bytes: 400, sha256: "ff" };
  return { name, kind: "contacts", file: "contacts.csv", as_of, priority, ...rows };
}
