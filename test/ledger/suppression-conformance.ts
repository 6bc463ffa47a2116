import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { LedgerWorld } from "../../src/ledger/sqlite/ledger-file.ts";
import type { NewSuppression, SuppressionStore } from "../../src/ledger/suppression-store.ts";
import type { GhostLevel, SuppressionKeys } from "../../src/model/suppressions.ts";
import {
  ghostSubjects,
  type SubjectKey,
  subjectKeysOf,
} from "../../src/normalize/keys/subject-keys.ts";
import { patience } from "../helpers/effort.ts";
import { npiOf } from "../helpers/profiles.ts";
import { compareWithList } from "./suppression-model.ts";
import { tempFolder } from "./temp-folder.ts";

const world: LedgerWorld = {
  now: () => new Date("2026-01-20T09:30:00Z"),
  random: randomBytes,
  actor: "tester",
};

const terms = {
  reason: "own_list",
  channel: "list",
  source: "former clients",
  date: "2026-01-20",
  reversible: true,
} as const;

function one(keys: readonly SubjectKey[], others: Partial<NewSuppression> = {}): NewSuppression {
  return { ...terms, ...others, keys };
}

const of = (keys: SuppressionKeys) => subjectKeysOf(keys);
const ghost = (level: GhostLevel, text: string) => ({ level, text });

/** What every backend of suppressions must do. `open` opens the same ledger each time. */
export function describeSuppressionStore(
  name: string,
  open: (folder: string, world: LedgerWorld) => Promise<SuppressionStore>,
): void {
  describe(`suppressions in ${name}`, () => {
    const folder = tempFolder();
    let store: SuppressionStore;
    beforeEach(async () => {
      store = await open(folder(), world);
    });
    afterEach(() => store.close());

    const jane = { npi: npiOf(1), emails: ["jane@example.com"], phones: ["(512) 555-0101"] };

    it("suppresses nobody at first", async () => {
      expect(await store.areSuppressed([jane, {}])).toEqual([false, false]);
      expect(await store.ghostsAt([() => [ghost("zip", "jane roe 78701")]])).toEqual([undefined]);
      expect([await store.number(), await store.counts()]).toEqual([0, []]);
    });

    const licensed = { licenses: [{ number: "MD0012345", state: "TX" }] };
    it.each<[string, SuppressionKeys, SuppressionKeys]>([
      ["NPI", jane, { npi: npiOf(1) }],
      ["e-mail, however it is written", jane, { emails: [" Jane@Example.COM "] }],
      ["phone, however it is written", jane, { phones: ["+1 512.555.0101 x7"] }],
      ["one of several phones", jane, { phones: ["2125550199", "5125550101"] }],
      ["licence", licensed, { licenses: [{ number: "MD 12345", state: "Texas" }] }],
      ["licence without its prefix", licensed, { licenses: [{ number: "12345", state: "TX" }] }],
    ])("finds somebody by %s", async (_, suppressed, asked) => {
      await store.add([one(of(suppressed))]);
      expect(await store.areSuppressed([asked, { npi: npiOf(2) }])).toEqual([true, false]);
    });

    it("takes a key of one kind for none of another, and an empty value for nobody", async () => {
      await store.add([one(of({ phones: ["2125550101"], emails: ["jane@example.com"] }))]);
      const asked = [
        { npi: "2125550101" },
        { licenses: [{ number: "2125550101", state: "TX" }] },
        { npi: "", emails: ["", "  ", "none"], phones: ["", "n/a", "0000000000"] },
        {},
      ];
      expect(await store.areSuppressed(asked)).toEqual([false, false, false, false]);
    });

    it("keeps what it knows when it is opened again", async () => {
      await store.add([one(of(jane))]);
      const { ledger } = store;
      await store.close();
      store = await open(folder(), world);
      expect([store.ledger, await store.number()]).toEqual([ledger, 1]);
      expect(await store.areSuppressed([jane])).toEqual([true]);
    });

    it("notices at once what somebody else has added, and what was answered before", async () => {
      expect(await store.areSuppressed([jane])).toEqual([false]);
      const other = await open(folder(), world);
      await other.add([one(of(jane))]);
      expect(await store.areSuppressed([jane])).toEqual([true]);
      await other.remove(of(jane));
      await other.close();
      expect(await store.areSuppressed([jane])).toEqual([false]);
      expect(await store.number()).toBe(2);
    });

    it("adds a list once, however often it comes and on whatever day", async () => {
      const list = [one(of(jane)), one(of({ npi: npiOf(2) })), one(of(jane))];
      expect(await store.add(list)).toEqual({ added: 2, known: 1 });
      const later = list.map((entry) => ({ ...entry, date: "2026-02-01" }));
      expect(await store.add(later)).toEqual({ added: 0, known: 3 });
      expect(await store.number()).toBe(1);
    });

    it("adds again what differs in its keys, its reason, or was lifted", async () => {
      await store.add([one(of(jane))]);
      const more = of({ ...jane, phones: ["2125550199"] });
      expect(await store.add([one(more)])).toEqual({ added: 1, known: 0 });
      const optOut = one(of(jane), { reason: "opt_out" });
      expect(await store.add([optOut])).toEqual({ added: 1, known: 0 });
      await store.remove(of(jane));
      expect(await store.add([one(of(jane))])).toEqual({ added: 1, known: 0 });
      expect((await store.find(of(jane))).map(({ id }) => id)).toEqual([4]);
    });

    it("lifts nobody by whom one is suppressed for good", async () => {
      await store.add([one(of(jane)), one(of(jane), { reason: "deletion", reversible: false })]);
      await store.add([one(of({ npi: npiOf(2) }))]);
      expect(await store.remove(of({ emails: jane.emails }))).toEqual({ lifted: 0, kept: 1 });
      expect(await store.areSuppressed([jane])).toEqual([true]);
      expect((await store.find(of(jane))).map(({ id }) => id)).toEqual([1, 2]);
      expect(await store.remove(of({ npi: npiOf(2) }))).toEqual({ lifted: 1, kept: 0 });
      expect(await store.remove(of({ npi: npiOf(3) }))).toEqual({ lifted: 0, kept: 0 });
      expect(await store.number()).toBe(3);
    });

    it("lifts those of one reason alone, whatever else keeps somebody out", async () => {
      await store.add([
        one(of(jane), { reason: "opt_out", source: "R-1" }),
        one(of(jane), { reason: "opt_out", source: "R-2" }),
        one(of(jane), { reason: "own_list" }),
        one(of(jane), { reason: "deletion", reversible: false }),
        one(of({ npi: npiOf(2) }), { reason: "opt_out" }),
      ]);
      const asked = of({ npi: jane.npi });
      expect((await store.named(asked)).map(({ id }) => id)).toEqual([1, 2, 3, 4]);
      expect(await store.remove(asked, "minor")).toEqual({ lifted: 0, kept: 0 });
      expect(await store.remove(asked, "opt_out")).toEqual({ lifted: 2, kept: 0 });
      expect((await store.named(asked)).map(({ id }) => id)).toEqual([3, 4]);
      expect(await store.remove(asked, "deletion")).toEqual({ lifted: 0, kept: 1 });
      expect(await store.remove(asked, "own_list")).toEqual({ lifted: 1, kept: 0 });
      expect(await store.areSuppressed([jane, { npi: npiOf(2) }])).toEqual([true, true]);
    });

    it("tells of those in force what they are", async () => {
      await store.add([one(of(jane)), one(of({ npi: npiOf(2) }))]);
      const keyCount = of(jane).length;
      expect(await store.find(of({ npi: npiOf(1) }))).toEqual([
        { ...terms, id: 1, added: 1, keyCount },
      ]);
    });

    it("counts them by their terms", async () => {
      await store.add([one(of(jane)), one(of({ npi: npiOf(2) }), { reason: "opt_out" })]);
      await store.add([one(of({ npi: npiOf(3) }))]);
      await store.remove(of(jane));
      const { date: _, ...counted } = terms;
      expect(await store.counts()).toEqual([
        { ...counted, reason: "opt_out", inForce: 1, lifted: 0 },
        { ...counted, inForce: 1, lifted: 1 },
      ]);
    });

    it("adds all or none", async () => {
      function* broken() {
        yield one(of(jane));
        throw new Error("the list ends here");
      }
      await expect(store.add(broken())).rejects.toThrow("the list ends here");
      await expect(store.add([one(of(jane)), one([])])).rejects.toThrow(RangeError);
      async function* brokenList() {
        yield [one(of(jane))];
        throw new Error("the list ends here");
      }
      await expect(store.addList(brokenList())).rejects.toThrow("the list ends here");
      expect(await store.areSuppressed([jane])).toEqual([false]);
      expect(await store.number()).toBe(0);
    });

    it("says at which level a ghost is, the nearest of several", async () => {
      const keys = [
        ghost("name", "jane roe"),
        ghost("state", "jane roe tx"),
        ghost("zip", "jane roe 78701"),
      ];
      await store.add([one(ghostSubjects(keys))]);
      const asked = [
        keys,
        [ghost("name", "jane roe"), ghost("zip", "jane roe 78702")],
        [ghost("name", "jane roe"), ghost("state", "jane roe tx")],
        // The same words at another level are another key.
        [ghost("city", "jane roe 78701")],
        [],
      ];
      const questions = asked.map((keys) => () => keys);
      const levels = ["zip", "name", "state", undefined, undefined];
      expect(await store.ghostsAt(questions)).toEqual(levels);
      const [id] = (await store.find(ghostSubjects(keys))).map((found) => found.id);
      const withoutIt = await store.ghostsAt(questions, (suppression) => suppression === id);
      expect(withoutIt).toEqual(levels.map(() => undefined));
    });

    it("lifts by name and place only who is known by nothing else", async () => {
      const place = [ghost("zip", "jane roe 78701"), ghost("name", "jane roe")];
      await store.add([one(ghostSubjects(place))]);
      await store.add([one([...of({ npi: npiOf(5) }), ...ghostSubjects(place)])]);
      // Somebody of the name elsewhere is somebody else.
      expect(await store.remove(ghostSubjects(place.slice(1)))).toEqual({ lifted: 0, kept: 0 });
      expect(await store.remove(ghostSubjects(place))).toEqual({ lifted: 1, kept: 0 });
      expect(await store.areSuppressed([{ npi: npiOf(5) }])).toEqual([true]);
    });

    it("tells what has changed since a number", async () => {
      await store.add([one(of(jane)), one(of({ npi: npiOf(2) }))]);
      await store.add([one(of({ npi: npiOf(3) })), one(of({ npi: npiOf(4) }))]);
      await store.remove(of(jane));
      await store.remove(of({ npi: npiOf(4) }));
      const changes = async (since: number) => {
        const { number, added, lifted } = await store.changesSince(since);
        return [number, [...added], lifted];
      };
      expect(await changes(0)).toEqual([4, [2, 3], []]);
      expect(await changes(1)).toEqual([4, [3], [1]]);
      expect(await changes(2)).toEqual([4, [], [1, 4]]);
      expect(await changes(4)).toEqual([4, [], []]);
    });

    it("gives each change an event of its own, which no other course of changes has", async () => {
      expect(await Promise.all([0, 1].map(store.eventOf))).toEqual([undefined, undefined]);
      await store.add([one(of(jane))]);
      const first = await store.eventOf(1);
      expect(first).toMatch(/^[0-9a-f]{64}$/);
      await store.add([one(of(jane))]);
      await store.remove(of({ npi: npiOf(5) }));
      expect((await store.changesSince(0)).event, "nothing changed").toBe(first);
      await store.remove(of(jane));
      const second = await store.eventOf(2);
      expect(await Promise.all([0, 1, 2, 3].map(store.eventOf))).toEqual([
        ...[undefined, first, second, undefined],
      ]);
      expect(new Set([first, second, undefined]).size).toBe(3);
      const other = await open(`${folder()}/other`, world);
      await other.add([one(of(jane))]);
      await other.remove(of(jane));
      expect(await other.eventOf(2)).not.toBe(second);
      await other.close();
    });

    it("names the ids in force, a list per entry", async () => {
      await store.add([
        one(of(jane)),
        one(of({ npi: npiOf(2) })),
        one(of({ phones: jane.phones }), { source: "others" }),
      ]);
      await store.remove(of({ npi: npiOf(2) }));
      const batch = [of(jane), of({ npi: npiOf(2) }), []];
      expect(await store.idsOf(batch)).toEqual([[1, 3], [], []]);
    });

    it("does as a plain list does, whatever comes in what order", { timeout: patience }, () =>
      compareWithList((place) => open(`${folder()}/${place}`, world)),
    );
  });
}
