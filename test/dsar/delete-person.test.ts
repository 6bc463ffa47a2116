import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DeletionWorld, deletePerson } from "../../src/dsar/erase/delete-person.ts";
import { makePlan } from "../../src/dsar/erase/make-plan.ts";
import type { HeldField, Place } from "../../src/dsar/erase/places.ts";
import { openRequest } from "../../src/dsar/open-request.ts";
import { auditLedger } from "../../src/ledger/sqlite/chain/audit-ledger.ts";
import { openLedger } from "../../src/ledger/sqlite/ledger-file.ts";
import { createRequestStore } from "../../src/ledger/sqlite/requests/sqlite-request-store.ts";
import { createSuppressionStore } from "../../src/ledger/sqlite/suppressions/sqlite-suppression-store.ts";
import { noChannelRules } from "../../src/model/channel-rules.ts";
import { noCorrections } from "../../src/model/corrections.ts";
import { ServiceError } from "../../src/model/errors.ts";
import { subjectKey } from "../../src/normalize/keys/subject-keys.ts";
import { byEffort } from "../helpers/effort.ts";
import { npiOf, person } from "../helpers/profiles.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { createKilledCalls, type Fault, Killed } from "./killed-calls.ts";

const npi = npiOf(1);
const gone = person({ npi, first: "WILHELMINA", last: "OKONKWO", phone: "5125550101" });
const email: HeldField = { field: "contact email", count: 1, public_record: false };
const now = () => new Date("2026-01-20T09:30:00Z");

let folder: string;
beforeEach(async () => {
  folder = temporaryFolder("heartbeat-deletion");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A ledger on disk, and two places in memory that the person is at. */
async function createScene(name: string, isFound = true) {
  const ledger = await openLedger(join(folder, `${name}.db`), join(folder, `${name}.key`), {
    ...{ now, random: randomBytes, actor: "tester" },
  });
  const store = createRequestStore(ledger);
  const suppressions = createSuppressionStore(ledger);
  const held = new Set(["one", "two"]);
  const files = new Map<string, string>();
  const { changing, calls, until } = createKilledCalls();

  const isSuppressed = async () =>
    (await suppressions.find([subjectKey("npi", npi)])).some((one) => !one.reversible);

  const places: Place[] = ["one", "two"].map((where) => ({
    kind: "registry",
    where,
    look: async (npis) => (npis.length > 0 && held.has(where) ? [email] : []),
    erase: changing(async () => {
      if (!(await isSuppressed())) throw new Error("erased without suppression");
      held.delete(where);
    }),
  }));
  const world: DeletionWorld = {
    store: { ...store, record: changing(store.record), shred: changing(store.shred) },
    suppressions: { ...suppressions, add: changing((added) => suppressions.add(added)) },
    registry: {
      profiles: async (npis) =>
        npis.map((one) => (one === npi && held.has("one") ? gone : undefined)),
      candidates: async (keys) => keys.map(() => ({ npis: [], total: 0 })),
    },
    disclosures: {
      disclosuresOf: async (npis) =>
        npis.map(() => [{ day: "2026-01-10", recipient: "k1", fields: "profile", count: 2 }]),
    },
    write: changing(async (file, text) => void files.set(file, text)),
    ...{ places, now, corrections: noCorrections, channels: noChannelRules },
    ...{ publicRecords: "erase", ledgerPath: "ledger.db" },
    context: { name_order: "mixed", prior: 0.5 },
  };
  const emails = isFound ? [] : ["wilma@example.com"];
  const told = { request: { id: 1, ...(isFound && { npi }) }, emails, phones: [] };
  const intake = { type: "delete", subject: "contact", agent: "none", channel: "email" } as const;
  const more = { received: "2026-01-15", calendar: "california", minor: false, person: told };
  const matched = { id: 1, status: "matched", npi, confidence: 1, reason: "" } as const;
  const nobody = { id: 1, status: "no_match", confidence: 0, reason: "" } as const;
  const found = isFound ? matched : nobody;
  const { id } = await openRequest(
    { ...intake, ...more },
    {
      ...{ store, now, random: randomBytes },
      people: {
        match: async () => [found],
        profiles: async (npis) => npis.map((one) => (one === npi ? gone : undefined)),
        holdersOf: async (keys) => keys.map(() => []),
      },
    },
  );
  const events = () => store.eventsOf(id);
  const lastOf = async () => (await events()).at(-1)?.seq ?? 0;
  const body = { day: "2026-01-20", degree: "reasonable", fields: "phone", by: "claims" };
  await store.record(id, await lastOf(), [{ kind: "request_verified", body }]);
  const { bytes } = await makePlan(world, id, { told: [], lists: async () => [] }, async () => {});
  return {
    ...{ id, bytes, world, places, held, files, suppressions, isSuppressed, events },
    calls,
    run: (hit?: Fault) => until(hit, () => deletePerson(world, id, bytes)),
    audit: async () => auditLedger(ledger),
    end: () => store.close(),
  };
}

describe("a deletion that is killed", () => {
  it("R10, R20: at every write goes on where it was: never erased without suppression, the chain whole", async () => {
    const whole = await createScene("whole");
    await whole.run();
    const writes = whole.calls();
    const kinds = (await whole.events()).map(({ kind }) => kind);
    await whole.end();
    expect(writes).toBeGreaterThan(10);
    // What stands after a write stands before the next one: every state is seen by either.
    const moments = byEffort<Fault["when"][]>(["after"], ["before", "after"], ["before", "after"]);
    for (let call = 1; call <= writes; call++) {
      for (const when of moments) {
        const scene = await createScene(`${call}-${when}`);
        const at = { call, when };
        await expect(scene.run(at), JSON.stringify(at)).rejects.toThrow(Killed);
        if (scene.held.size < 2) expect(await scene.isSuppressed()).toBe(true);
        const isAnswered = (await scene.events()).some(({ kind }) => kind === "request_answered");
        if (!isAnswered) await scene.run();
        expect(scene.held.size).toBe(0);
        expect([...new Set((await scene.events()).map(({ kind }) => kind))]).toEqual([
          ...new Set(kinds),
        ]);
        expect((await scene.suppressions.find([subjectKey("npi", npi)])).length).toBe(1);
        expect((await scene.audit()).findings).toEqual([]);
        await scene.end();
      }
    }
  });

  it("suppresses nobody twice who was erased by somebody else meanwhile", async () => {
    const scene = await createScene("meanwhile");
    // Call 2 suppresses; another command brings the registry up to date then.
    await expect(scene.run({ call: 2, when: "after" })).rejects.toThrow(Killed);
    expect(await scene.isSuppressed()).toBe(true);
    scene.held.clear();
    expect(await scene.run()).toMatchObject({ response: "complied", notices: 1 });
    expect(await scene.suppressions.find([subjectKey("npi", npi)])).toHaveLength(1);
    expect(await scene.suppressions.find([subjectKey("phone", "5125550101")])).toHaveLength(1);
    await scene.end();
  });
});

describe("reading back", () => {
  it("R10: answers nothing as long as anything is found, and goes on when it is gone", async () => {
    const scene = await createScene("stuck");
    const [, two] = scene.places as [Place, Place];
    const stuck = { ...two, erase: async () => {} };
    const world = { ...scene.world, places: [scene.places[0] as Place, stuck] };
    const failed = deletePerson(world, scene.id, scene.bytes);
    await expect(failed).rejects.toThrow(ServiceError);
    await expect(failed).rejects.toMatchObject({ code: "erasure_incomplete" });
    const kinds = (await scene.events()).map(({ kind }) => kind);
    expect(kinds).not.toContain("erasure_read_back");
    expect(kinds).not.toContain("request_answered");
    expect(await scene.run()).toMatchObject({ response: "complied" });
    await scene.end();
  });
});

describe("what is written", () => {
  it("R10: tells a recipient no more than it takes to find the record, and the receipt no value", async () => {
    const scene = await createScene("files");
    await scene.run();
    expect([...scene.files.keys()]).toEqual(["notice-k1.txt", "receipt.json", "receipt.txt"]);
    const [notice, ...receipts] = scene.files.values();
    expect(notice).toContain(`Record: NPI ${npi}`);
    expect(notice).not.toMatch(/okonkwo|wilhelmina|5125550101/i);
    expect(receipts.join()).not.toMatch(new RegExp(`okonkwo|wilhelmina|5125550101|${npi}`, "i"));
    await scene.end();
  });
});

describe("whom nothing is on file of", () => {
  it("R10: stays out by what was said, for imports to come, and is told that nothing was found", async () => {
    const scene = await createScene("none", false);
    expect(await scene.run()).toMatchObject({ response: "complied", notices: 0 });
    expect(await scene.suppressions.find([subjectKey("email", "wilma@example.com")])).toMatchObject(
      [{ reason: "deletion", channel: "request", source: scene.id, reversible: false }],
    );
    expect(scene.held.size).toBe(2);
    await scene.end();
  });
});

describe("R21", () => {
  it("R21: nothing is deleted for whoever is believed to deceive", async () => {
    const scene = await createScene("held");
    const last = (await scene.events()).at(-1)?.seq ?? 0;
    const hold = { kind: "fraud_held", body: { day: "2026-01-20" } };
    await scene.world.store.record(scene.id, last, [hold]);
    await expect(scene.run()).rejects.toMatchObject({ code: "fraud_suspected", exitCode: 6 });
    expect(scene.held.size).toBe(2);
    await scene.end();
  });
});
