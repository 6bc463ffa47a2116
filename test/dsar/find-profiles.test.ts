import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PeopleOnFile, whoFitEach, whoFits } from "../../src/dsar/find-profiles.ts";
import { textName } from "../../src/normalize/keys/subject-keys.ts";
import { resolveRelease } from "../../src/registry/sqlite/release/release-folder.ts";
import { openSqliteRegistry } from "../../src/registry/sqlite/sqlite-registry.ts";
import { readKeyHolders } from "../../src/registry/sqlite/withheld/sqlite-key-holders.ts";
import { createEmbeddedService } from "../../src/service/embedded/embedded-service.ts";
import type { ToldPerson } from "../../src/suppress/person-keys.ts";
import { npiOf } from "../helpers/profiles.ts";
import { runs } from "../helpers/property-runs.ts";
import {
  buildWritten,
  type WrittenPerson,
  writtenEmail,
  writtenLicense,
  writtenPerson,
  writtenPhone,
} from "../registry/written-people.ts";
import { createTrial } from "../suppress/trial-registry.ts";

const { signal } = new AbortController();
const batch = {
  context: { name_order: "first_last", prior: 0.8 },
  min_confidence: 0.95,
  with_profile: false,
} as const;

/** A few who are on file, by some of what is theirs or by somebody else's. */
const told: fc.Arbitrary<ToldPerson> = fc
  .record({
    npi: fc.option(fc.nat(24).map(npiOf), { nil: undefined, freq: 2 }),
    last: fc.option(
      fc.nat(24).map((n) => `Test${n}`),
      { nil: undefined },
    ),
    state: fc.constantFrom(undefined, "IL", "TX"),
    license: fc.option(writtenLicense, { nil: undefined }),
    emails: fc.array(writtenEmail, { maxLength: 2 }),
    phones: fc.array(writtenPhone, { maxLength: 2 }),
  })
  .map(({ npi, last, state, license, emails, phones }) => ({
    request: {
      id: 1,
      ...(npi === undefined ? {} : { npi }),
      ...(last === undefined ? {} : { name: { first: "Ada", last } }),
      ...(state === undefined ? {} : { state }),
      ...(license === undefined ? {} : { license: { number: license, state: "IL" } }),
    },
    emails,
    phones,
  }));

/** What work is given of a registry of these people, and how often it looks among all of them. */
async function withPeople(
  written: readonly WrittenPerson[],
  work: (people: PeopleOnFile, looks: () => number) => Promise<void>,
): Promise<void> {
  const trial = await createTrial();
  try {
    await buildWritten(trial, written);
    const path = join(trial.folder, "registry");
    const registry = await openSqliteRegistry(path);
    const service = createEmbeddedService(registry, { label: "trial" });
    const file = await resolveRelease(path);
    let looks = 0;
    const people: PeopleOnFile = {
      profiles: (npis) => registry.profiles(npis),
      match: async (requests) => (await service.match({ ...batch, requests }, { signal })).results,
      async holdersOf(values) {
        looks++;
        expect(new Set(values.map(textName)).size).toBe(values.length);
        return readKeyHolders(file, values, signal);
      },
    };
    await work(people, () => looks).finally(() => service.close());
  } finally {
    await trial.end();
  }
}

describe("whom many may be", () => {
  it("is whom each of them may be, and is looked for once", async () => {
    const written = fc.array(writtenPerson, { minLength: 12, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(written, fc.array(told, { maxLength: 12 }), async (onFile, persons) => {
        await withPeople(onFile, async (people, looks) => {
          const together = await whoFitEach(persons, people);
          expect(looks()).toBeLessThanOrEqual(1);
          const each = [];
          for (const person of persons) each.push(await whoFits(person, people));
          expect(together).toEqual(each);
        });
      }),
      { numRuns: runs(5, 150) },
    );
  });
});
