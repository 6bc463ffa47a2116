import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { suppressionKeysOfProfile } from "../../src/model/suppressions.ts";
import { keyName, type SubjectKey, subjectKeysOf } from "../../src/normalize/keys/subject-keys.ts";
import { parsePerson } from "../../src/suppress/parse-person.ts";
import { personKeys } from "../../src/suppress/person-keys.ts";
import { npiOf } from "../helpers/profiles.ts";
import { runs } from "../helpers/property-runs.ts";
import { type Ran, run } from "../helpers/run.ts";
import {
  buildWritten,
  nobodySpecial,
  writtenEmail,
  writtenLicense,
  writtenPerson,
  writtenPhone,
} from "../registry/written-people.ts";
import { createTrial, type Trial } from "../suppress/trial-registry.ts";

const line = (field: string, value: fc.Arbitrary<string>) =>
  value.map((text) => `${field}: ${text}`).filter((text) => !/\p{Cc}/u.test(text));
/** Whoever is said by anything, beside others or alone. */
const told = fc
  .record(
    {
      npi: line("npi", fc.nat(20).map(npiOf)),
      license: line("license", writtenLicense),
      email: line("email", writtenEmail),
      phones: fc
        .array(line("phone", writtenPhone), { minLength: 1, maxLength: 2 })
        .map((lines) => lines.join("\n")),
    },
    { requiredKeys: [] },
  )
  .map(({ npi, license, email, phones }) => {
    const both = license === undefined ? undefined : `${license}\nlicense_state: IL`;
    return [npi, both, email, phones].filter((text) => text !== undefined).join("\n");
  })
  .filter((text) => text !== "");

const events = ["--progress", "json"];
const suppressIn = (trial: Trial, args: readonly string[], stdin: string): Promise<Ran> =>
  run(["suppress", ...args, "--registry", "registry", "--ledger", "ledger"], {
    ...{ cwd: trial.folder, stdin, env: { HEARTBEAT_LEDGER_KEY_FILE: "secret" } },
  });

describe("suppress add", () => {
  it("keeps out whomever a look at everybody finds by what was said", async () => {
    const people = fc.array(writtenPerson, { minLength: 12, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(people, fc.array(told, { minLength: 3, maxLength: 5 }), async (...given) => {
        const [onFile, tellings] = given;
        const trial = await createTrial();
        try {
          await buildWritten(trial, onFile);
          const all = await trial.profiles(onFile.map((_, n) => npiOf(n)));
          const profiles = all.flatMap((profile) => profile ?? []);
          const kept = new Set<string>();
          for (const text of tellings) {
            const { keys, problems } = personKeys(parsePerson(text));
            const ran = await suppressIn(trial, ["add", "--reason", "opt_out"], text);
            expect(ran.code).toBe(problems.length > 0 ? 2 : 0);
            if (ran.code === 0) for (const key of keys) kept.add(keyName(key));
            const isKept = (key: SubjectKey) => kept.has(keyName(key));
            const expected = profiles
              .filter((one) => subjectKeysOf(suppressionKeysOfProfile(one)).some(isKept))
              .map(({ npi }) => Number(npi));
            expect([...(await trial.withheld()).npis]).toEqual(expected);
          }
        } finally {
          await trial.end();
        }
      }),
      { numRuns: runs(4, 100) },
    );
  });

  it("looks at nobody else, where nothing came that it does not know", async () => {
    const trial = await createTrial();
    try {
      await buildWritten(trial, Array(12).fill(nobodySpecial));
      const looks = async (command: string[], stdin: string) => {
        const ran = await suppressIn(trial, [...command, "--reason", "own_list", ...events], stdin);
        expect(ran.code).toBe(0);
        return ran.stderr.includes("looking_for_who_is_suppressed");
      };
      expect(await looks(["add"], "email: wilma@example.com\nphone: 2175551000")).toBe(false);
      expect((await trial.withheld()).npis).toHaveLength(12);
      expect(await looks(["import", "-"], "email\nother@example.com\n")).toBe(true);
    } finally {
      await trial.end();
    }
  });
});
