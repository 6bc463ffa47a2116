import { beforeAll, describe, expect, it } from "vitest";
import { byEffort, isBrief, isTorture } from "../helpers/effort.ts";
import { breachesOf } from "./breaches.ts";
import { anyFault, type FaultKind, faultKinds } from "./fault-kinds.ts";
import { type Bugs, plantedClient } from "./planted-client.ts";
import { realClient } from "./real-client.ts";
import { type Outcome, runThroughFaults, soundRows } from "./run-through-faults.ts";

/** Every kind at every rate over 200 rows; with less effort what it needs to notice a change. */
const rows = byEffort(100, 200, 200);
let sound: Map<number, readonly string[]>;
beforeAll(async () => {
  sound = await soundRows(rows);
});

const kinds = Object.entries(faultKinds);
const some = ["reset after the work was done", "half a body", "wrong schema", "429 with 0", "503"];

interface Case {
  name: string;
  kind: FaultKind;
  rate: number;
  rows: number;
  batchSize?: number;
  seed: number;
}

function casesOf(rate: number): Case[] {
  const taken = kinds.filter(([name, { isHeavy, isSlow }]) => {
    if (isTorture) return true;
    if (rate === 1) return !isHeavy && byEffort(name === "hang" || !isSlow, true, true);
    return some.includes(name) || (rate === 0.01 && byEffort(false, true, true));
  });
  return taken.flatMap(([name, kind]) =>
    (isTorture && !kind.isHeavy ? [1, 2, 3] : [1]).map((seed) => ({
      ...{ name, kind, rate, seed },
      rows: sizeAt(rate),
    })),
  );
}

/** At a low rate half as many rows have one fault where they would have two. */
function sizeAt(rate: number): number {
  if (isTorture) return rows;
  if (rate === 0.01) return 100;
  const size = rate === 1 ? rows : rows / 2;
  return byEffort(size / 2, size, size);
}

/** So many calls go wrong at that rate. */
const oneInHundred = rows / 100;

async function through(one: Omit<Case, "name">, bugs?: Bugs): Promise<[string[], Outcome]> {
  const outcome = await runThroughFaults({
    ...one,
    createService: bugs === undefined ? realClient : (given) => plantedClient(bugs, given),
  });
  return [await breachesOf(outcome, { ...one, sound }), outcome];
}

it("knows more than 24 kinds of faults", () => {
  expect(kinds.length).toBeGreaterThanOrEqual(24);
  expect(some.filter((name) => !(name in faultKinds))).toEqual([]);
});

describe.each([0.01, 0.1, 0.5, 1])("at a rate of %d", (rate) => {
  it.each(casesOf(rate))("$name, seed $seed", async ({ name: _, ...one }) => {
    const [breaches] = await through(one);
    expect(breaches).toEqual([]);
  });
});

describe("many leads in one call", () => {
  const taken = isTorture ? kinds : kinds.filter(([name]) => some.includes(name));
  it.each(taken)("%s at a rate of 0.1", async (_, kind) => {
    const [breaches] = await through({ kind, rate: 0.1, rows, batchSize: 10, seed: 2 });
    expect(breaches).toEqual([]);
  });
});

it.each([1, 10])("one kind of fault after the other, %i leads a call", async (batchSize) => {
  for (const seed of Array.from({ length: byEffort(1, 2, 30) }, (_, i) => i)) {
    const one = { kind: anyFault(), rate: 0.33, rows, batchSize, seed };
    const [breaches, { faults }] = await through(one);
    expect(breaches, `seed ${seed}`).toEqual([]);
    expect(faults, `seed ${seed}`).toBeGreaterThan(3);
  }
});

it("a run without faults asks about every row once", async () => {
  const kind = faultKinds["503"] as FaultKind;
  const [breaches, { calls, charged }] = await through({ kind, rate: 0, rows, seed: 1 });
  expect([breaches, calls, charged.length]).toEqual([[], rows, rows]);
});

it.each(["503", "half a body", "429 with an hour", "hang"])(
  "the words of specialties that never come (%s) cost their rows and no others",
  async (name) => {
    const kind = faultKinds[name] as FaultKind;
    const path = "/v1/specialties";
    const outcome = await runThroughFaults({
      ...{ kind, path, rate: 1, rows: byEffort(40, rows, rows), seed: 1 },
      createService: realClient,
    });
    // The bars of an outage are about calls for answers, and those are answered.
    expect(await breachesOf(outcome, { kind, rate: 0.5, sound })).toEqual([]);
    const open = [...outcome.written.values()].filter(([status]) => status === "error");
    expect(open.length).toBeGreaterThan(0);
  },
);

describe.skipIf(isBrief)("the harness hears of", () => {
  it.each<[string, string, number, Bugs, RegExp]>([
    [
      "repetitions without end",
      "connection refused",
      1,
      { attempts: 5 },
      new RegExp(`^${5 * rows} calls for ${rows} rows for nothing$`),
    ],
    [
      "nonsense that became an answer",
      "bad JSON",
      0.01,
      { readsNonsenseAsNobody: true },
      /^row \d+ became no_match: not its answer$/,
    ],
    [
      "an outage that became an answer",
      "HTML with 200",
      1,
      { readsNonsenseAsNobody: true },
      /^row 1 became no_match: not its answer$/,
    ],
    [
      "a repetition that was charged",
      "reset after the work was done",
      0.01,
      { forgetsRunKey: true },
      /^2 leads charged twice$/,
    ],
    [
      "a wait that no run takes",
      "429 with an hour",
      1,
      { waitsForEver: true },
      /^went on for \d+ ms$/,
    ],
    [
      "a row given up too soon",
      "408",
      0.01,
      { attempts: 1 },
      new RegExp(`^${oneInHundred} rows given up at 1 %$`),
    ],
    ["a name that is repeated", "503", 1, { repeatsNames: true }, /^reasons: surname$/],
  ])("%s", async (_, name, rate, bugs, breach) => {
    const kind = faultKinds[name] as FaultKind;
    const [breaches] = await through({ kind, rate, rows, seed: 1 }, bugs);
    expect(breaches.filter((one) => breach.test(one)).length, breaches.join("\n")).toBe(
      name === "bad JSON" ? oneInHundred : 1,
    );
  });

  it("nothing where nothing was planted", async () => {
    const kind = faultKinds["reset after the work was done"] as FaultKind;
    const [breaches] = await through({ kind, rate: 0.01, rows, seed: 1 }, {});
    expect(breaches).toEqual([]);
  });
});
