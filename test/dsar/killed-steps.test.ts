import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkRequests } from "../../src/dsar/audit/check-requests.ts";
import { findRequest } from "../../src/dsar/take-step.ts";
import { clearHold, holdRequest } from "../../src/dsar/verify/hold.ts";
import { askIdentity, keepIdentity } from "../../src/dsar/verify/identity.ts";
import { auditLedger } from "../../src/ledger/sqlite/chain/audit-ledger.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Fault, Killed } from "./killed-calls.ts";
import { ownClaims, roe, signed } from "./people.ts";
import { openRightsLedger, type RightsLedger } from "./rights-ledger.ts";

const type = "know-specific";
const npis = [npiOf(1)];
const right = `${ownClaims(1)}\nnpi: ${npiOf(1)}`;
const wrong = "email: nobody@example.com\nmobile: 3125560000";

let rights: RightsLedger;
beforeEach(async () => {
  rights = await openRightsLedger([roe(1)]);
});
afterEach(() => rights.close());

/** Every write of some work, killed before it and behind it; each time in a ledger of its own. */
async function killAtEveryWrite(
  prepare: () => Promise<string>,
  work: (id: string) => Promise<unknown>,
  look: (id: string, at: Fault) => Promise<void>,
): Promise<number> {
  for (let call = 1; ; call++) {
    for (const when of ["before", "after"] as const) {
      await rights.close();
      rights = await openRightsLedger([roe(1)]);
      const id = await prepare();
      const outcome = await rights.until({ call, when }, () => work(id)).catch((error) => error);
      if (!(outcome instanceof Killed)) return call - 1;
      await look(id, { call, when });
      expect(auditLedger(rights.ledger).findings).toEqual([]);
      expect(checkRequests(await rights.store.all(), "2026-01-20")).toEqual([]);
    }
  }
}

const claim = (claims: string) => (id: string) => rights.claim(id, claims, { declaration: signed });

async function verifiedInTheEnd(id: string): Promise<void> {
  if ((await findRequest(rights.store, id)).verified === undefined) {
    expect(await claim(right)(id)).toMatchObject({ kind: "verified", degree: "high" });
  }
  const { state, declaration } = await findRequest(rights.store, id);
  expect(state).toBe("verified");
  expect(declaration).toMatch(/^[0-9a-f]{64}$/);
  expect(await rights.partsOf(id, "declaration")).toEqual([signed]);
}

describe("a step that is killed at a write", () => {
  it("§7021: enters a request whole or not at all, and entering it again makes another", async () => {
    const open = () => rights.open({ type, npis });
    const writes = await killAtEveryWrite(
      async () => "",
      open,
      async (_, { when }) => {
        const entered = [...(await rights.store.all()).keys()];
        expect(entered).toHaveLength(when === "before" ? 0 : 1);
        for (const id of entered) {
          const { state, due, found } = await findRequest(rights.store, id);
          expect([state, due.answer, found]).toEqual(["received", "2026-03-01", "one"]);
          await verifiedInTheEnd(id);
        }
        await verifiedInTheEnd(await open());
        expect((await rights.store.all()).size).toBe(entered.length + 1);
      },
    );
    expect(writes).toBe(1);
  });

  it("R20: counts claims that failed once at most, with what was signed, and takes others", async () => {
    const writes = await killAtEveryWrite(
      () => rights.open({ type, npis }),
      claim(wrong),
      async (id, { when }) => {
        const { failures, declaration } = await findRequest(rights.store, id);
        const isCounted = when === "after";
        expect([failures, declaration !== undefined]).toEqual([isCounted ? 1 : 0, isCounted]);
        await verifiedInTheEnd(id);
      },
    );
    expect(writes).toBe(1);
  });

  it("R18, R23: verifies whole or not at all, and the next step shreds the evidence that has served", async () => {
    const evidenceOf = (request: string) =>
      rights.store.partsOf({ request, class: "evidence", purpose: "identity" });
    const writes = await killAtEveryWrite(
      async () => {
        const id = await rights.open({ type, npis });
        const hold = Buffer.from("It was another voice.");
        await rights.take(id, "hold", (work) => holdRequest(work, hold));
        await rights.take(id, "hold", askIdentity);
        await rights.take(id, "identity", (work) => keepIdentity(work, Buffer.from("a passport")));
        await rights.take(id, "hold", clearHold);
        return id;
      },
      claim(right),
      async (id, { call, when }) => {
        const isVerified = call > 1 || when === "after";
        expect((await findRequest(rights.store, id)).verified !== undefined).toBe(isVerified);
        await verifiedInTheEnd(id);
        await rights.take(id, "note", async () => undefined);
        expect(await evidenceOf(id)).toEqual([]);
      },
    );
    expect(writes).toBe(2);
  });
});
