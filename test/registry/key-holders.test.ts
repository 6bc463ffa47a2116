import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { InterruptedError } from "../../src/model/errors.ts";
import type { Profile } from "../../src/model/profile.ts";
import { suppressionKeysOfProfile } from "../../src/model/suppressions.ts";
import {
  type SubjectText,
  subjectTextsOfValue,
  subjectValuesOf,
  textName,
} from "../../src/normalize/keys/subject-keys.ts";
import { resolveRelease } from "../../src/registry/sqlite/release/release-folder.ts";
import { readKeyHolders } from "../../src/registry/sqlite/withheld/sqlite-key-holders.ts";
import { npiOf } from "../helpers/profiles.ts";
import { runs } from "../helpers/property-runs.ts";
import { createTrial, type Trial } from "../suppress/trial-registry.ts";
import {
  buildWritten,
  nobodySpecial,
  type WrittenPerson,
  writtenPerson,
} from "./written-people.ts";

let trial: Trial;
beforeEach(async () => {
  trial = await createTrial();
});
afterEach(() => trial.end());

const { signal } = new AbortController();

async function build(people: readonly WrittenPerson[]): Promise<string> {
  await buildWritten(trial, people);
  return resolveRelease(join(trial.folder, "registry"));
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
      fc.asyncProperty(
        fc.array(writtenPerson, { minLength: 12, maxLength: 40 }),
        async (people) => {
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
        },
      ),
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
