import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ContactValue } from "../../src/model/contact.ts";
import { InterruptedError } from "../../src/model/errors.ts";
import type { Profile } from "../../src/model/profile.ts";
import { suppressionKeysOfProfile } from "../../src/model/suppressions.ts";
import {
  type SubjectText,
  subjectTextsOfValue,
  subjectValuesOf,
  textName,
} from "../../src/normalize/keys/subject-keys.ts";
import { openContactUpdater } from "../../src/registry/sqlite/contacts/contact-updater.ts";
import { resolveRelease } from "../../src/registry/sqlite/release/release-folder.ts";
import { readKeyHolders } from "../../src/registry/sqlite/withheld/sqlite-key-holders.ts";
import { npiOf, person } from "../helpers/profiles.ts";
import { runs } from "../helpers/property-runs.ts";
import { createTrial, type Trial } from "../suppress/trial-registry.ts";

let trial: Trial;
beforeEach(async () => {
  trial = await createTrial();
});
afterEach(() => trial.end());

const { signal } = new AbortController();
const now = () => new Date("2026-01-02T03:04:05Z");

/** Few of each, so that people share them; as whoever writes a file may write them. */
const phone: fc.Arbitrary<string> = fc
  .nat(5)
  .chain((n) =>
    fc.constantFrom(
      `217555100${n}`,
      `(217) 555-100${n}`,
      `1-217-555-100${n} x22`,
      `+1 217.555.100${n} ext. 1`,
      `2 1 7 5 5 5 1 0 0 ${n}`,
      `555100${n}`,
      `217\\555"100${n}`,
      `217\t555\u0001100${n}`,
      `217\u00a0555\u2013100${n}`,
      `２１７555100${n}`,
      `0000000${n}217555100${n}`,
      `Tel. 217/555/100${n}, office`,
    ),
  );
const license: fc.Arbitrary<string> = fc
  .nat(5)
  .chain((n) =>
    fc.constantFrom(
      `ME400${n}`,
      `me-400${n}`,
      `ME 00400${n}`,
      `400${n}`,
      `400${n}.0`,
      `LIC# 400${n}`,
      `M\\E"400${n}`,
      `ME\t400${n}`,
      `ＭＥ４００${n}`,
      `X7ME400${n}`,
      `straße-400${n}`,
    ),
  );
const email = fc
  .tuple(fc.nat(5), fc.constantFrom("example.com", "EXAMPLE.COM", "exam ple.com", "bücher.example"))
  .map(([n, host]) => `Mail+${n}'s@${host}`);
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });

const someone = fc.record({
  phone: maybe(phone),
  fax: maybe(phone),
  license: maybe(license),
  state: fc.constantFrom("IL", "Illinois", "TX", "ZZ"),
  organization: fc.boolean(),
  replacement: maybe(fc.nat(20).map((n) => npiOf(n))),
  contacts: fc.array(
    fc.oneof(
      email.map((value) => ({ kind: "email" as const, value })),
      phone.map((value) => ({ kind: "mobile" as const, value })),
    ),
    { maxLength: 2 },
  ),
});

type Someone = typeof someone extends fc.Arbitrary<infer T> ? T : never;

const nobodySpecial: Someone = {
  ...{ phone: "2175551000", fax: undefined, license: undefined, state: "IL" },
  ...{ organization: false, replacement: undefined, contacts: [] },
};

function profileOf(given: Someone, n: number): Profile {
  const { fax, organization } = given;
  const made = person({
    ...{ npi: npiOf(n), first: "ADA", last: `TEST${n}`, state: given.state },
    ...(given.phone === undefined ? {} : { phone: given.phone }),
    ...(given.license === undefined ? {} : { license: given.license }),
    ...(given.replacement === undefined ? {} : { replacement: given.replacement }),
  });
  const addresses = made.addresses.map((one) => ({
    ...one,
    ...(fax === undefined ? {} : { fax }),
  }));
  return { ...made, addresses, ...(organization ? { entity: "organization" as const } : {}) };
}

async function build(people: readonly Someone[]): Promise<string> {
  await trial.build(people.map(profileOf), `r${people.length}`);
  const registry = join(trial.folder, "registry");
  for (const [place, name] of ["one", "two"].entries()) {
    const updater = await openContactUpdater(registry, { now });
    // Those of the release before it are handed on.
    updater.remove(name);
    people.forEach(({ contacts }, n) => {
      const values: ContactValue[] = contacts
        .slice(place, place + 1)
        .map((one) => ({ ...one, as_of: "2026-01-01", confidence: 0.9 }));
      if (values.length > 0) updater.addContacts([{ npi: Number(npiOf(n)), values }]);
    });
    await updater.commit({
      ...{ name, kind: "contacts", file: "c.csv", as_of: "2026-01-01", priority: 0 },
      ...{ rows: 1, stored: 1, bytes: 1, sha256: name },
    });
  }
  return resolveRelease(registry);
}

/** By a look at everybody. */
function holdersAmong(profiles: readonly Profile[], value: SubjectText): string[] {
  const has = (profile: Profile) =>
    subjectValuesOf(suppressionKeysOfProfile(profile))
      .flatMap(subjectTextsOfValue)
      .some((one) => textName(one) === textName(value));
  return profiles.filter(has).map(({ npi }) => npi);
}

describe("who has a value", () => {
  it("is everybody whom a look at all of them finds, however it is written on file", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(someone, { minLength: 12, maxLength: 40 }), async (people) => {
        const file = await build(people);
        const npis = people.map((_, n) => npiOf(n));
        const profiles = (await trial.profiles(npis)).flatMap((profile) => profile ?? []);
        expect(profiles).toHaveLength(people.length);
        const theirs = profiles
          .flatMap((profile) => subjectValuesOf(suppressionKeysOfProfile(profile)))
          .flatMap(subjectTextsOfValue);
        const nobodys = [
          { kind: "phone", text: "2175550000" },
          { kind: "email", text: "mail+9's@example.com" },
          { kind: "license", text: "IL:ME9" },
          { kind: "npi", text: npiOf(900) },
        ] as const;
        const values = [
          ...new Map([...theirs, ...nobodys].map((one) => [textName(one), one])).values(),
        ];
        const expected = values.map((value) => holdersAmong(profiles, value));
        // Together, a few at a time, and one by one.
        expect(await readKeyHolders(file, values, signal)).toEqual(expected);
        for (const size of [1, 7]) {
          for (let at = 0; at < values.length; at += size) {
            const some = values.slice(at, at + size);
            const found = await readKeyHolders(file, some, signal);
            expect(found).toEqual(expected.slice(at, at + size));
          }
        }
      }),
      { numRuns: runs(4, 150) },
    );
  });

  it("is asked for twice at once as once, and of nothing there is nobody", async () => {
    const file = await build([nobodySpecial, nobodySpecial]);
    const value = { kind: "phone", text: "2175551000" } as const;
    const both = [npiOf(0), npiOf(1)];
    expect(await readKeyHolders(file, [value, value], signal)).toEqual([both, both]);
    expect(await readKeyHolders(file, [], signal)).toEqual([]);
    const odd = { kind: "email", text: "a|b(c[d\\e$^*+?.{2}@x.y" } as const;
    expect(await readKeyHolders(file, [odd], signal)).toEqual([[]]);
  });

  it("is not looked for once somebody stops it", async () => {
    const file = await build([nobodySpecial]);
    const value = { kind: "phone", text: "2175551000" } as const;
    await expect(readKeyHolders(file, [value], AbortSignal.abort())).rejects.toThrow(
      InterruptedError,
    );
  });
});
