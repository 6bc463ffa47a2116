import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type SuppressionKeys, suppressionKeysOfProfile } from "../../src/model/suppressions.ts";
import {
  type SubjectKey,
  subjectKey,
  subjectKeysOf,
  subjectTextsOfValue,
  subjectValuesOf,
} from "../../src/normalize/keys/subject-keys.ts";
import { npiOf } from "../helpers/profiles.ts";
import { runs } from "../helpers/property-runs.ts";
import {
  createTrial,
  emailOf,
  licenseOf,
  phoneOf,
  someone,
  type Trial,
  terms,
} from "./trial-registry.ts";

const everybody = [0, 1, 2, 3, 4, 5].map((n) => someone(n));
const npis = everybody.map(({ npi }) => npi);
const npisOf = (...numbers: number[]) => numbers.map((n) => Number(npiOf(n + 1)));

let trial: Trial;
beforeEach(async () => {
  trial = await createTrial();
});
afterEach(() => trial.end());

async function withheldNow(): Promise<number[]> {
  return [...(await trial.withheld()).npis];
}

/** Keys that the ledger is asked for from now on. */
function keysAsked(): SubjectKey[] {
  const asked: SubjectKey[] = [];
  trial.asked = {
    ...trial.store,
    async idsOf(batch) {
      asked.push(...batch.flat());
      return trial.store.idsOf(batch);
    },
  };
  return asked;
}

describe("who is withheld", () => {
  it("is whoever has any of the keys, by every source that is on file", async () => {
    await trial.build(everybody, "aa");
    await trial.contacts("crm", [[3, 3]]);
    await trial.suppress({ npi: npiOf(1) });
    await trial.suppress({ phones: [phoneOf(1)] });
    await trial.suppress({ licenses: [licenseOf(5)] });
    await trial.suppress({ emails: [emailOf(9)] });
    expect(await withheldNow()).toEqual([]);
    await trial.bringUpToDate();
    expect(await withheldNow()).toEqual(npisOf(0, 2, 3, 5));
    await trial.contacts("crm", [[4, 9]]);
    expect(await withheldNow()).toEqual(npisOf(0, 2, 3, 4, 5));
    await trial.lift({ phones: [phoneOf(1)] });
    await trial.bringUpToDate();
    const { mark, npis, suppressions } = await trial.withheld();
    expect([...npis]).toEqual(npisOf(0, 4, 5));
    const event = await trial.store.eventOf(5);
    expect(mark).toEqual({ ledger: trial.store.ledger, number: 5, event });
    expect([...suppressions].sort()).toEqual([1, 3, 4]);
  });

  it("is nobody by an e-mail address that is known to be somebody else's", async () => {
    await trial.build(everybody, "aa");
    await trial.contacts("crm", [
      [0, 7],
      [1, 7],
    ]);
    await trial.suppress({ emails: [emailOf(7)] });
    const wrong = { value: emailOf(7), date: "2026-01-01", outcome: "wrong_person" } as const;
    await trial.outcomes([{ ...wrong, npi: npiOf(1) }]);
    expect(await withheldNow()).toEqual(npisOf(1));
    await trial.outcomes([wrong]);
    expect(await withheldNow()).toEqual([]);
    await trial.take("calls");
    expect(await withheldNow()).toEqual(npisOf(0, 1));
  });

  it("is told of a new release before it is current, also of those who come during the build", async () => {
    await trial.build(everybody.slice(0, 3), "aa");
    await trial.suppress({ npi: npiOf(1) });
    await trial.build(everybody, "bb", async () => {
      await trial.suppress({ npi: npiOf(5) });
      return undefined;
    });
    expect(await withheldNow()).toEqual(npisOf(0, 4));
    expect((await trial.withheld()).mark?.number).toBe(2);
  });

  it("misses nobody who comes or goes while it is found out", async () => {
    await trial.build(everybody, "aa");
    await trial.suppress({ npi: npiOf(1) });
    let isFirst = true;
    trial.asked = {
      ...trial.store,
      async idsOf(batch) {
        if (isFirst) {
          isFirst = false;
          await trial.suppress({ npi: npiOf(2) });
        }
        return trial.store.idsOf(batch);
      },
    };
    await trial.bringUpToDate();
    expect(await withheldNow()).toEqual(npisOf(0));
    // Lifted before the registry has a number under which it came.
    await trial.lift({ npi: npiOf(2) });
    await trial.bringUpToDate();
    expect(await withheldNow()).toEqual(npisOf(0));
    isFirst = true;
    await trial.week([someone(0), someone(1)], "w1");
    expect(await withheldNow()).toEqual(npisOf(0, 1));
    expect((await trial.withheld()).mark?.number).toBe(4);
  });

  it("is whoever was replaced by an NPI that is suppressed, on file or not", async () => {
    const [a, b, c] = [someone(0), someone(1, 1, npiOf(3)), someone(2, 2, npiOf(9))];
    await trial.build([a, b, c], "aa");
    await trial.suppress({ npi: npiOf(9) });
    await trial.bringUpToDate();
    expect(await withheldNow()).toEqual(npisOf(2));
    await trial.suppress({ npi: npiOf(3) });
    await trial.bringUpToDate();
    expect(await withheldNow()).toEqual(npisOf(1, 2));
    await trial.week([someone(1)], "w1");
    expect(await withheldNow()).toEqual(npisOf(2));
  });

  it("is asked for by the kinds of keys alone that have come", async () => {
    const asked = keysAsked();
    await trial.build(everybody, "aa");
    await trial.contacts("crm", [[3, 3]]);
    const kindsAfter = async (...keys: readonly SubjectKey[]) => {
      await trial.store.add([{ ...terms, keys }]);
      asked.length = 0;
      await trial.bringUpToDate();
      return [...new Set(asked.map(({ kind }) => kind))];
    };
    expect(await kindsAfter(...subjectKeysOf({ npi: npiOf(1) }))).toEqual(["npi"]);
    expect(asked).toHaveLength(everybody.length);
    expect(await kindsAfter(...subjectKeysOf({ emails: [emailOf(3)] }))).toEqual(["email"]);
    expect(await kindsAfter(...subjectKeysOf({ phones: [phoneOf(2)] }))).toEqual(["phone"]);
    expect(await kindsAfter(subjectKey("ghost", "name|ada test9"))).toEqual([]);
    expect(await withheldNow()).toEqual(npisOf(0, 3, 4, 5));
    expect((await trial.withheld()).mark?.number).toBe(4);
  });

  it("is looked for among a few where all that came since is told, and by nothing else", async () => {
    const asked = keysAsked();
    await trial.build(everybody, "aa");
    const [phone, license] = [{ phones: [phoneOf(1)] }, { licenses: [licenseOf(0)] }];
    const told = [phone, license].flatMap(subjectValuesOf).flatMap(subjectTextsOfValue);
    const lookedAt = async (...known: (typeof told)[]) => {
      asked.length = 0;
      await trial.bringUpToDate(...known);
      return asked.filter(({ kind }) => kind === "phone").length;
    };
    await trial.suppress({ ...phone, ...license });
    expect(await lookedAt(told)).toBe(3);
    expect(await withheldNow()).toEqual(npisOf(0, 2, 3));
    await trial.suppress({ ...phone, npi: npiOf(6) });
    expect(await lookedAt(told)).toBe(everybody.length);
    expect(await withheldNow()).toEqual(npisOf(0, 2, 3, 5));
    await trial.suppress({ phones: [phoneOf(0)] });
    expect(await lookedAt()).toBe(everybody.length);
    expect(await withheldNow()).toEqual(npisOf(0, 1, 2, 3, 5));
  });

  it("leaves the release what it is, and lets whoever reads it go on", async () => {
    await trial.build(everybody, "aa");
    const before = await trial.profiles(npis);
    await trial.suppress({ npi: npiOf(1) });
    await trial.bringUpToDate();
    expect(await trial.profiles(npis)).toEqual(before);
  });

  it("is refused of another ledger, and of one that is behind or has taken another way", async () => {
    await trial.build(everybody, "aa");
    await trial.suppress({ npi: npiOf(1) });
    await trial.bringUpToDate();
    trial.asked = { ...trial.store, ledger: "another" };
    await expect(trial.bringUpToDate()).rejects.toMatchObject({ code: "ledger_other" });
    trial.asked = { ...trial.store, number: async () => 0 };
    await expect(trial.week([someone(0)], "w1")).rejects.toMatchObject({ code: "ledger_behind" });
    trial.asked = { ...trial.store, eventOf: async () => "0".repeat(64) };
    await expect(trial.week([someone(0)], "w1")).rejects.toMatchObject({ code: "ledger_forked" });
    trial.asked = { ...trial.store, number: async () => 2, eventOf: async () => undefined };
    await expect(trial.bringUpToDate()).rejects.toMatchObject({ code: "ledger_forked" });
  });
});

type Step =
  | { do: "suppress" | "lift"; keys: SuppressionKeys }
  | { do: "choose"; keys: SuppressionKeys; told: SuppressionKeys }
  | { do: "build"; people: readonly number[] }
  | { do: "week"; whose: number; phone: number; replacement: string | undefined }
  | { do: "contacts"; name: string; whose: readonly (readonly [number, number])[] }
  | { do: "outcomes"; whose: number | undefined; email: number }
  | { do: "take"; name: string }
  | { do: "recalibrate" | "ask" };

const n = fc.nat(5);
/** Six people's, and two of which only those are on file who had them before. */
const npi = fc.nat(7).map((one) => npiOf(one + 1));
const npiKeys: fc.Arbitrary<SuppressionKeys> = npi.map((one) => ({ npi: one }));
const emailKeys: fc.Arbitrary<SuppressionKeys> = n.map((one) => ({ emails: [emailOf(one)] }));
const anyKeys: fc.Arbitrary<SuppressionKeys> = fc.oneof(
  npiKeys,
  emailKeys,
  n.map((one) => ({ phones: [phoneOf(one)] })),
  n.map((one) => ({ licenses: [licenseOf(one)] })),
  fc.tuple(npi, n).map(([one, other]) => ({ npi: one, emails: [emailOf(other)] })),
);
const whose = fc
  .uniqueArray(fc.tuple(n, n), { selector: ([one]) => one })
  .map((pairs) => pairs.sort(([a], [b]) => Number(npis[a]) - Number(npis[b])));
const name = fc.constantFrom("crm", "bought");
const stepWith = (keys: fc.Arbitrary<SuppressionKeys>): fc.Arbitrary<Step> =>
  fc.oneof(
    { weight: 4, arbitrary: keys.map((keys) => ({ do: "suppress" as const, keys })) },
    { weight: 2, arbitrary: keys.map((keys) => ({ do: "lift" as const, keys })) },
    {
      weight: 4,
      arbitrary: fc.tuple(keys, keys, fc.boolean()).map(([keys, other, isSame]) => ({
        do: "choose" as const,
        keys,
        told: isSame ? keys : other,
      })),
    },
    fc
      .subarray([0, 1, 2, 3, 4, 5], { minLength: 1 })
      .map((people) => ({ do: "build" as const, people })),
    fc.record({
      do: fc.constant("week" as const),
      whose: n,
      phone: n,
      replacement: fc.option(npi, { nil: undefined }),
    }),
    fc.record({ do: fc.constant("contacts" as const), name, whose }),
    fc.record({
      do: fc.constant("outcomes" as const),
      whose: fc.option(n, { nil: undefined }),
      email: n,
    }),
    name.map((name) => ({ do: "take" as const, name })),
    fc.constantFrom({ do: "recalibrate" as const }, { do: "ask" as const }),
  );

/** Where one kind alone is suppressed, less is read. */
const steps = fc
  .constantFrom(anyKeys, npiKeys, emailKeys)
  .chain((keys) => fc.array(stepWith(keys), { minLength: 8, maxLength: 16 }));

const replacements = [undefined, npiOf(8), undefined, npiOf(1)];

describe("after anything that was done", () => {
  it("those are withheld whom a look at everybody finds, by the same suppressions", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (steps) => {
        const ran = await createTrial();
        try {
          await ran.build(byNpi([0, 1, 2, 3, 4, 5]), "first");
          for (const [at, one] of steps.entries()) {
            await take(ran, one, at);
            // What changes the registry brings it up to date by itself.
            if (one.do === "suppress" || one.do === "lift") continue;
            await expectTrue(ran);
          }
          await ran.bringUpToDate();
          await expectTrue(ran);
        } finally {
          await ran.end();
        }
      }),
      { numRuns: runs(8, 300) },
    );
  });
});

async function take(ran: Trial, step: Step, at: number): Promise<void> {
  switch (step.do) {
    case "suppress":
      return ran.suppress(step.keys);
    case "lift":
      return ran.lift(step.keys);
    case "choose":
      // What is told spares a look at everybody only where it is all that was suppressed.
      await ran.suppress(step.keys);
      return ran.bringUpToDate(subjectValuesOf(step.told).flatMap(subjectTextsOfValue));
    case "build":
      return ran.build(byNpi(step.people), `b${at}`);
    case "week":
      return ran.week([someone(step.whose, step.phone, step.replacement)], `w${at}`);
    case "contacts":
      await ran.contacts(step.name, step.whose);
      // The same list again changes nothing, so nothing is asked.
      return ran.bringUpToDate();
    case "outcomes": {
      const npi = step.whose === undefined ? {} : { npi: npiOf(step.whose + 1) };
      const date = `2026-01-${10 + at}`;
      await ran.outcomes([{ value: emailOf(step.email), date, outcome: "wrong_person", ...npi }]);
      return ran.bringUpToDate();
    }
    case "take":
      await ran.take(step.name);
      return ran.bringUpToDate();
    case "recalibrate":
      return ran.recalibrate(at);
    case "ask":
      return ran.bringUpToDate();
  }
}

function byNpi(people: readonly number[]) {
  return people
    .map((one) => someone(one, one >> 1, replacements[one]))
    .sort((a, b) => Number(a.npi) - Number(b.npi));
}

/** Against all the keys of all profiles, as they are read now. */
async function expectTrue(ran: Trial): Promise<void> {
  const onFile = (await ran.profiles(npis)).flatMap((profile) => profile ?? []);
  const asked = onFile.map((one) => subjectKeysOf(suppressionKeysOfProfile(one)));
  const ids = await ran.store.idsOf(asked);
  const { npis: found, suppressions, mark } = await ran.withheld();
  const expected = onFile.filter((_, i) => (ids[i] ?? []).length > 0).map(({ npi }) => Number(npi));
  expect([...found]).toEqual(expected.sort((a, b) => a - b));
  expect([...suppressions].sort()).toEqual([...new Set(ids.flat())].sort());
  expect(mark?.number ?? 0).toBe(await ran.store.number());
}
