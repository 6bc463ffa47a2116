import fc from "fast-check";
import { expect } from "vitest";
import type { NewSuppression, SuppressionStore } from "../../src/ledger/suppression-store.ts";
import type { SuppressionKeys } from "../../src/model/suppressions.ts";
import { subjectKeysOf } from "../../src/normalize/keys/subject-keys.ts";
import { npiOf } from "../helpers/profiles.ts";
import { runs } from "../helpers/property-runs.ts";

/** One person's suppression, with the keys by their numbers. */
interface Entry {
  set: readonly number[];
  reversible: boolean;
}

interface Row extends Entry {
  added: number;
  /** 0: in force. */
  lifted: number;
}

const everyKey = [0, 1, 2, 3, 4, 5, 6, 7];

function keysOf(i: number): SuppressionKeys {
  return i < 4 ? { npi: npiOf(i + 1) } : { emails: [`p${i}@example.com`] };
}

const subjects = (set: readonly number[]) => set.flatMap((i) => subjectKeysOf(keysOf(i)));

/** What a store should be: a list that is gone through. */
function createModel() {
  const rows: Row[] = [];
  let number = 0;
  const inForce = (row: Row) => row.lifted === 0;
  const isAddedSince = (row: Row, since: number) => inForce(row) && row.added > since;
  const idsWhere = (is: (row: Row) => boolean) =>
    rows.flatMap((row, at) => (is(row) ? [at + 1] : []));
  return {
    number: () => number,
    add(entries: readonly Entry[]) {
      let known = 0;
      const next = number + 1;
      for (const { set, reversible } of entries) {
        const isSame = (row: Row) =>
          inForce(row) && row.reversible === reversible && set.every((i) => row.set.includes(i));
        if (rows.some(isSame)) known++;
        else rows.push({ set, reversible, added: next, lifted: 0 });
      }
      const added = entries.length - known;
      if (added > 0) number = next;
      return { added, known };
    },
    remove(set: readonly number[]) {
      const theirs = rows.filter((row) => inForce(row) && set.some((i) => row.set.includes(i)));
      const kept = theirs.filter(({ reversible }) => !reversible).length;
      if (kept > 0 || theirs.length === 0) return { lifted: 0, kept };
      number++;
      for (const row of theirs) row.lifted = number;
      return { lifted: theirs.length, kept: 0 };
    },
    idsOf: (i: number) => idsWhere((row) => inForce(row) && row.set.includes(i)),
    changesSince: (since: number) => ({
      number,
      added: new Set(idsWhere((row) => isAddedSince(row, since))),
      kinds: new Set(
        rows
          .filter((row) => isAddedSince(row, since))
          .flatMap(({ set }) => subjects(set).map(({ kind }) => kind)),
      ),
      lifted: idsWhere((row) => row.lifted > since && row.added <= since),
    }),
  };
}

const keySet = fc.uniqueArray(fc.nat(7), { minLength: 1, maxLength: 3 });
const entry = fc.record({ set: keySet, reversible: fc.boolean() });
const step = fc.oneof(
  fc.record({ add: fc.array(entry, { maxLength: 6 }) }),
  fc.record({ list: fc.array(entry, { maxLength: 6 }) }),
  fc.record({ remove: keySet }),
  fc.constant({ reopen: true as const }),
);

const newSuppression = ({ set, reversible }: Entry): NewSuppression => ({
  ...{ reason: "own_list", channel: "list", source: "former clients", date: "2026-01-20" },
  reversible,
  keys: subjects(set),
});

async function* oneByOne(entries: readonly Entry[]) {
  for (const one of entries) yield [newSuppression(one)];
}

/** Random steps done by a store and by a list. */
export async function compareWithList(
  open: (place: string) => Promise<SuppressionStore>,
): Promise<void> {
  let place = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async (steps) => {
      const folder = `store-${place++}`;
      const model = createModel();
      const events: string[] = [];
      let store = await open(folder);
      try {
        for (const what of steps) {
          if ("reopen" in what) {
            await store.close();
            store = await open(folder);
          } else if ("add" in what) {
            const answer = await store.add(what.add.map(newSuppression));
            expect(answer).toEqual(model.add(what.add));
          } else if ("list" in what) {
            const answer = await store.addList(oneByOne(what.list));
            expect(answer).toEqual(model.add(what.list));
          } else {
            expect(await store.remove(subjects(what.remove))).toEqual(model.remove(what.remove));
          }
          await expectSame(store, model, events);
        }
      } finally {
        await store.close();
      }
    }),
    { numRuns: runs(25) },
  );
}

/** @param events of the numbers so far; gets the new ones */
async function expectSame(
  store: SuppressionStore,
  model: ReturnType<typeof createModel>,
  events: string[],
): Promise<void> {
  expect(await store.number()).toBe(model.number());
  for (let number = events.length + 1; number <= model.number(); number++) {
    const event = await store.eventOf(number);
    expect(event).toMatch(/^[0-9a-f]{64}$/);
    expect(events).not.toContain(event);
    events.push(String(event));
  }
  const numbers = [...events.keys()].map((at) => at + 1);
  expect(await Promise.all(numbers.map(store.eventOf))).toEqual(events);
  expect(await store.eventOf(events.length + 1)).toBeUndefined();
  const ids = everyKey.map(model.idsOf);
  expect(await store.idsOf(everyKey.map((i) => subjects([i])))).toEqual(ids);
  const suppressed = await store.areSuppressed(everyKey.map(keysOf));
  expect(suppressed).toEqual(ids.map(({ length }) => length > 0));
  for (let since = 0; since <= model.number(); since++) {
    const expected = { ...model.changesSince(since), event: events.at(-1) };
    expect(await store.changesSince(since)).toEqual(expected);
  }
}
