import { describe, expect, it } from "vitest";
import { closeRequest } from "../../src/dsar/close-request.ts";
import { denyRequest } from "../../src/dsar/deny-request.ts";
import { isOptInHindered } from "../../src/dsar/hindered-opt-in.ts";
import { lacksPermission } from "../../src/dsar/lacks-permission.ts";
import { noteRequest } from "../../src/dsar/note-request.ts";
import { type Denial, denialProblems, whyNotDeny } from "../../src/dsar/why-not-deny.ts";
import type { RequestStore } from "../../src/ledger/request-store.ts";
import { createRequestStore } from "../../src/ledger/sqlite/requests/sqlite-request-store.ts";
import { openLedgerIn, world } from "../ledger/full-ledger.ts";
import { tempFolder } from "../ledger/temp-folder.ts";
import { caseOf, type Told } from "./letters/cases.ts";

const failed: Told = ["claims_failed", { day: "2026-01-12", needed: 2 }];
const held: Told = ["fraud_held", { day: "2026-01-12" }];
const asked: Told = ["opt_in_asked", { day: "2026-01-12" }];
const verified: Told = ["request_verified", { day: "2026-01-12", degree: "reasonable" }];

describe("what may be denied", () => {
  type Row = [string, object, Told[], Partial<Denial> & { today?: string }, string | undefined];
  const grounds = "The record is no longer ours.";
  const rows: Row[] = [
    [
      "§9: an opt-out because nobody was verified",
      { type: "opt-out" },
      [],
      { basis: "not-verifiable" },
      "verification_not_needed",
    ],
    [
      "§9: an opt-out under an exception",
      { type: "opt-out" },
      [],
      { basis: "exempt", grounds },
      "denial_needs_fraud",
    ],
    [
      "§9: an opt-out for no belief of fraud",
      { type: "opt-out" },
      [],
      { basis: "other", grounds },
      "denial_needs_fraud",
    ],
    [
      "§9: a limit for no belief of fraud",
      { type: "limit" },
      [],
      { basis: "not-consumer" },
      "denial_needs_fraud",
    ],
    [
      "§9: an opt-out that is believed to be fraudulent, with nothing to tell",
      { type: "opt-out" },
      [held],
      { basis: "other" },
      "grounds_missing",
    ],
    [
      "§9: an opt-out that is believed to be fraudulent",
      { type: "opt-out" },
      [held],
      { basis: "other", grounds },
      undefined,
    ],
    [
      "§9: an opt-out once the belief was cleared",
      { type: "opt-out" },
      [held, ["fraud_cleared", {}]],
      { basis: "other", grounds },
      "denial_needs_fraud",
    ],
    [
      "§9: an opt-out by an agent without permission",
      { type: "opt-out", agent: "permission" },
      [],
      { basis: "other" },
      undefined,
    ],
    [
      "§9: an opt-out by an agent with permission",
      { type: "opt-out", agent: "permission" },
      [["agent_proved", { how: "permission" }]],
      { basis: "other" },
      "denial_needs_fraud",
    ],
    [
      "an opt-in that nothing hinders",
      { type: "opt-in" },
      [],
      { basis: "other", grounds },
      "opt_in_not_hindered",
    ],
    [
      "an opt-in whose step was refused for another reason",
      { type: "opt-in" },
      [["step_refused", { step: "opt-in", code: "opt_in_not_asked" }]],
      { basis: "other", grounds },
      "opt_in_not_hindered",
    ],
    [
      "an opt-in because nobody was verified",
      { type: "opt-in" },
      [asked],
      { basis: "not-verifiable" },
      "verification_not_needed",
    ],
    [
      "an opt-in of another consumer's",
      { type: "opt-in" },
      [asked],
      { basis: "not-consumer", grounds },
      "opt_in_not_hindered",
    ],
    [
      "an opt-in that was never confirmed, with nothing to tell",
      { type: "opt-in" },
      [asked],
      { basis: "other" },
      "grounds_missing",
    ],
    [
      "an opt-in that was never confirmed",
      { type: "opt-in" },
      [asked],
      { basis: "other", grounds },
      undefined,
    ],
    [
      "an opt-in of somebody deleted",
      { type: "opt-in" },
      [["step_refused", { step: "opt-in", code: "suppression_irreversible" }]],
      { basis: "other", grounds },
      undefined,
    ],
    [
      "R28: an opt-in of somebody under 16",
      { type: "opt-in", minor: true },
      [],
      { basis: "exempt", grounds },
      undefined,
    ],
    [
      "an opt-out under what hinders an opt-in",
      { type: "opt-out", minor: true },
      [],
      { basis: "exempt", grounds },
      "denial_needs_fraud",
    ],
    [
      "an opt-in that is believed to be fraudulent, under an exception",
      { type: "opt-in" },
      [asked, held],
      { basis: "exempt", grounds },
      "denial_needs_fraud",
    ],
    [
      "an opt-in by an agent without permission",
      { type: "opt-in", agent: "permission" },
      [],
      { basis: "other" },
      undefined,
    ],
    [
      "an opt-in that was carried out",
      { type: "opt-in" },
      [asked, ["opted_in", {}]],
      { basis: "other", grounds },
      "denial_after_act",
    ],
    [
      "§5: as not verifiable before anything was tried",
      {},
      [],
      { basis: "not-verifiable" },
      "verification_not_tried",
    ],
    [
      "§5: the same on day 44",
      {},
      [],
      { basis: "not-verifiable", today: "2026-02-18" },
      "verification_not_tried",
    ],
    ["§5: the same on day 45", {}, [], { basis: "not-verifiable", today: "2026-02-19" }, undefined],
    ["R20: after claims that failed", {}, [failed], { basis: "not-verifiable" }, undefined],
    [
      "R20: after verification was refused",
      {},
      [["verification_refused", {}]],
      { basis: "not-verifiable" },
      undefined,
    ],
    [
      "R20: somebody who was verified, as not verifiable",
      {},
      [failed, verified],
      { basis: "not-verifiable" },
      "denial_of_verified",
    ],
    [
      "§7: for want of a method, with nothing to tell",
      {},
      [],
      { basis: "not-verifiable", noMethod: true },
      "grounds_missing",
    ],
    [
      "§7: for want of a method",
      {},
      [],
      { basis: "not-verifiable", noMethod: true, grounds },
      undefined,
    ],
    [
      "for want of a method on another basis",
      {},
      [],
      { basis: "exempt", noMethod: true, grounds },
      "no_method_of_another_basis",
    ],
    [
      "§12: under an exception, with nothing to tell",
      {},
      [verified],
      { basis: "exempt" },
      "grounds_missing",
    ],
    ["§12: under an exception", {}, [verified], { basis: "exempt", grounds }, undefined],
    [
      "R21: believed to be fraudulent although the pieces match",
      {},
      [verified, held],
      { basis: "other", grounds },
      undefined,
    ],
    ["R1: of somebody who is no consumer", {}, [], { basis: "not-consumer" }, undefined],
    [
      "§13: an agent whom the person confirmed, and who showed nothing signed",
      { agent: "permission" },
      [["agent_proved", { how: "confirmation" }]],
      { basis: "not-verifiable" },
      undefined,
    ],
    [
      "what was suppressed already",
      {},
      [verified, ["profile_suppressed", {}]],
      { basis: "exempt", grounds },
      "denial_after_act",
    ],
    [
      "what was exported already",
      { type: "know-specific" },
      [verified, ["exported", {}]],
      { basis: "exempt", grounds },
      "denial_after_act",
    ],
  ];
  it.each(rows)("%s", (_, opened, steps, { today = "2026-01-20", ...denial }, code) => {
    const { request, events } = caseOf({ ...opened }, steps);
    const withoutPermission = lacksPermission(request, events);
    const judged = { basis: "other", grounds: undefined, noMethod: false, ...denial } as const;
    const hindered = isOptInHindered(request, events);
    expect(whyNotDeny(request, { ...judged, today, withoutPermission, hindered })).toBe(code);
  });

  it("has a case of every refusal here", () => {
    expect(new Set(rows.map(([, , , , code]) => code))).toEqual(
      new Set([undefined, ...Object.keys(denialProblems)]),
    );
  });
});

describe("steps in the ledger", () => {
  const folder = tempFolder();
  const id = "R-7K3M9QXD";
  const now = () => new Date("2026-01-20T18:00:00Z");

  async function opened(type: string, steps: readonly Told[] = []): Promise<RequestStore> {
    const store = createRequestStore(await openLedgerIn(folder(), { ...world, now }));
    const { events } = caseOf({ type }, steps);
    await store.record(
      id,
      0,
      events.map(({ kind, body }) => ({ kind, body })),
    );
    return store;
  }
  const tail = async (store: RequestStore, n: number) =>
    (await store.eventsOf(id)).slice(-n).map(({ kind, body }) => [kind, body]);
  const recorded = async (store: RequestStore, purpose: string) =>
    (await store.partsOf({ request: id, class: "record", purpose })).map(String);

  it("§7024(a): specific pieces that cannot be verified are judged for categories before they are denied", async () => {
    const store = await opened("know-specific", [failed]);
    const denial = { basis: "not-verifiable", grounds: undefined, noMethod: false } as const;
    await denyRequest({ store, now }, id, denial);
    expect(await tail(store, 2)).toEqual([
      ["request_downgraded", { day: "2026-01-20" }],
      ["request_answered", { day: "2026-01-20", response: "denied", basis: "not-verifiable" }],
    ]);
    await store.close();
  });

  it("grounds and notes are sealed, and the chain tells nothing of them", async () => {
    const store = await opened("delete", [verified]);
    const grounds = "It is a record of Wilma Roe's purchases.";
    await noteRequest({ store, now }, id, "Wilma Roe called on Monday.");
    await denyRequest({ store, now }, id, { basis: "exempt", grounds, noMethod: false });
    expect(JSON.stringify(await store.eventsOf(id))).not.toContain("Wilma");
    expect(await recorded(store, "grounds")).toEqual([grounds]);
    expect(await recorded(store, "note")).toEqual(["Wilma Roe called on Monday."]);
    await store.close();
  });

  it("a denial that is refused is recorded, and nothing else has changed", async () => {
    const store = await opened("opt-out");
    const denial = { basis: "not-verifiable", grounds: "Wilma", noMethod: false } as const;
    const refused = denyRequest({ store, now }, id, denial);
    await expect(refused).rejects.toMatchObject({ exitCode: 6, code: "verification_not_needed" });
    expect(await tail(store, 1)).toEqual([
      ["step_refused", { step: "deny", code: "verification_not_needed" }],
    ]);
    expect(await recorded(store, "grounds")).toEqual([]);
    await expect(closeRequest({ store, now }, id)).rejects.toMatchObject({ exitCode: 6 });
    await store.close();
  });
});
