import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agents, channels } from "../../src/dsar/request.ts";
import { stepRules, wrongStep } from "../../src/dsar/steps.ts";
import { findRequest } from "../../src/dsar/take-step.ts";
import { readAccountProof } from "../../src/dsar/verify/account-proof.ts";
import {
  type AgentProof,
  agentProofStep,
  hasPermission,
  requireAgent,
} from "../../src/dsar/verify/agent-proof.ts";
import { verifyByAccount } from "../../src/dsar/verify/by-account.ts";
import { clearHold, holdRequest } from "../../src/dsar/verify/hold.ts";
import { askIdentity, keepIdentity } from "../../src/dsar/verify/identity.ts";
import { npiOf } from "../helpers/profiles.ts";
import { ownClaims, roe, signed } from "./people.ts";
import { openRightsLedger, type RightsLedger } from "./rights-ledger.ts";

let rights: RightsLedger;
/** Each test takes people of its own, for failures are counted by person. */
let people = 0;
beforeAll(async () => {
  rights = await openRightsLedger(Array.from({ length: 60 }, (_, i) => roe(i + 1)));
});
afterAll(() => rights.close());

const wrong = "email: nobody@example.com\nmobile: 3125560000";
const failed = { kind: "failed", needed: 2, locked: false };
const refusedBy = (code: string) => ({ code, exitCode: 6 });

async function open(
  type: Parameters<RightsLedger["open"]>[0]["type"],
  more: Partial<Parameters<RightsLedger["open"]>[0]> = {},
) {
  const n = ++people;
  const id = await rights.open({ type, npis: [npiOf(n)], ...more });
  return { id, n, own: ownClaims(n), three: `${ownClaims(n)}\nnpi: ${npiOf(n)}` };
}

const kindsOf = async (id: string) => (await rights.stepsOf(id)).map(({ kind }) => kind);

describe("claims of a contact", () => {
  it.each([
    ["R9", "know-categories", "export", {}],
    ["R13", "delete", "plan", {}],
    ["§7023", "correct", "correct", { disputed: ["company"] }],
  ] as const)(
    "%s: %s goes on when it is verified, and not before",
    async (_, type, next, terms) => {
      const { id, own } = await open(type);
      expect(wrongStep(await findRequest(rights.store, id), next)).toBe("step_out_of_turn");
      await expect(rights.take(id, next, async () => {})).rejects.toMatchObject({ exitCode: 6 });
      expect(await rights.claim(id, own, terms)).toMatchObject({
        ...{ kind: "verified", degree: "reasonable", fields: ["email", "mobile"] },
      });
      expect((await rights.stepsOf(id)).at(-1)).toMatchObject({
        ...{ kind: "request_verified", degree: "reasonable", fields: "email,mobile", by: "claims" },
      });
      expect(wrongStep(await findRequest(rights.store, id), next)).toBeUndefined();
    },
  );

  it("R18: three pieces and a declaration verify specific pieces; X4: it is kept sealed, once", async () => {
    const { id, own, three } = await open("know-specific");
    await expect(rights.claim(id, three)).rejects.toMatchObject({ code: "declaration_missing" });
    expect(await rights.stepsOf(id)).toEqual([]);
    const terms = { declaration: signed };
    expect(await rights.claim(id, own, terms)).toEqual({ ...failed, needed: 3 });
    expect(await rights.claim(id, three, terms)).toMatchObject({
      kind: "verified",
      degree: "high",
    });
    expect(await kindsOf(id)).toEqual(["declaration_kept", "claims_failed", "request_verified"]);
    expect(await rights.partsOf(id, "declaration")).toEqual([signed]);
  });

  it.each([
    ["the oath", "perjury", "law"],
    ["the state", "California", "Nevada"],
    ["a date", "January 12, 2026", "today"],
    ["a date that has come", "January 12, 2026", "January 22, 2026"],
    ["a date of this request", "January 12, 2026", "1/12/1980"],
    ["a signature", "Wilma Roe", "______"],
  ])(
    "R18: a declaration without %s is refused before anything is compared",
    async (_, from, to) => {
      const { id, three } = await open("know-specific");
      const attempt = rights.claim(id, three, { declaration: signed.replace(from, to) });
      await expect(attempt).rejects.toMatchObject(refusedBy("declaration_incomplete"));
      expect(await rights.stepsOf(id)).toEqual([
        { kind: "step_refused", step: "verify", code: "declaration_incomplete" },
      ]);
    },
  );

  it("R18: a declaration may be signed with initials", async () => {
    const { id, three } = await open("know-specific");
    const declaration = signed.replace("Wilma Roe", "W. M. Roe");
    expect(await rights.claim(id, three, { declaration })).toMatchObject({ kind: "verified" });
  });

  it("§7024(a): specific pieces that cannot be verified become a request for categories", async () => {
    const { id, own } = await open("know-specific");
    const attempt = () => rights.claim(id, own, { declaration: signed });
    expect([await attempt(), await attempt(), await attempt()]).toMatchObject([
      { kind: "failed" },
      { kind: "failed" },
      { kind: "verified", degree: "reasonable", downgraded: true },
    ]);
    expect((await kindsOf(id)).slice(-3)).toEqual([
      ...["claims_failed", "request_downgraded", "request_verified"],
    ]);
    expect(await findRequest(rights.store, id)).toMatchObject({
      ...{ type: "know-categories", asked: "know-specific", state: "verified" },
    });
  });

  it("§7024(a): also where they signed none; where not even that is shown, it is refused", async () => {
    const { id, own } = await open("know-specific");
    await rights.claim(id, own, { asCategories: true });
    expect(await kindsOf(id)).toEqual(["request_downgraded", "request_verified"]);
    const other = await open("know-specific");
    for (let i = 0; i < 3; i++) await rights.claim(other.id, wrong, { declaration: signed });
    expect(await findRequest(rights.store, other.id)).toMatchObject({
      ...{ type: "know-specific", state: "refused" },
    });
  });

  it("R19: of several people who fit, the one whom all claims fit; it is sealed which", async () => {
    const [one, other] = [npiOf(++people), npiOf(++people)];
    const id = await rights.open({ type: "delete", npis: [one, other] });
    const [ofOne, ofOther] = [ownClaims(people - 1), ownClaims(people)];
    const mixed = `${ofOne}\n${ofOther.split("\n")[0]}`;
    expect(await rights.claim(id, mixed)).toEqual(failed);
    expect(await rights.claim(id, ofOther)).toMatchObject({ kind: "verified" });
    const sealed = await rights.partsOf(id, "person");
    expect(sealed.map((text) => JSON.parse(text).npis)).toEqual([[one, other], [other]]);
  });

  it("R20: who is not verified gets nothing: three failures lock, by request and by person", async () => {
    const { id, n, own } = await open("delete");
    const outcomes = [];
    for (let i = 0; i < 3; i++) outcomes.push(await rights.claim(id, wrong));
    expect(outcomes).toEqual([failed, failed, { ...failed, locked: true }]);
    const locked = refusedBy("verification_locked");
    await expect(rights.claim(id, own)).rejects.toMatchObject(locked);
    const again = await rights.open({ type: "know-categories", npis: [npiOf(n)] });
    await expect(rights.claim(again, own)).rejects.toMatchObject(locked);
    expect(await kindsOf(again)).toEqual(["step_refused"]);
    for (const step of ["plan", "delete"] as const)
      await expect(rights.take(id, step, async () => {})).rejects.toMatchObject({ exitCode: 6 });
    rights.wait(31);
    await expect(rights.claim(id, own)).rejects.toMatchObject(locked);
    expect(await rights.claim(again, own)).toMatchObject({ kind: "verified" });
    rights.wait(-31);
  });

  it("R20: failures of two requests are counted together, those of others are not", async () => {
    const { id, n, own } = await open("delete");
    const other = await rights.open({ type: "delete", npis: [npiOf(n)] });
    await rights.claim(id, wrong);
    await rights.claim(other, wrong);
    await rights.claim(id, wrong);
    await expect(rights.claim(other, own)).rejects.toMatchObject(refusedBy("verification_locked"));
    const stranger = await open("delete");
    expect(await rights.claim(stranger.id, stranger.own)).toMatchObject({ kind: "verified" });
  });

  it("tells of failures in the chain no NPI and nothing of what was claimed", async () => {
    const { id, n } = await open("delete");
    await rights.claim(id, wrong);
    const [event] = await rights.stepsOf(id);
    expect(Object.keys(event ?? {})).toEqual(["kind", "day", "needed", "profiles"]);
    const told = JSON.stringify({ ...event, profiles: "(hash)" });
    expect(told).not.toMatch(new RegExp(`${npiOf(n)}|nobody|312556|email|mobile`));
  });

  it("§7060(h): a correction says what is disputed, and that proves nothing", async () => {
    const { id, own, three } = await open("correct");
    await expect(rights.claim(id, own)).rejects.toMatchObject({ code: "disputed_missing" });
    expect(await rights.claim(id, own, { disputed: ["email"] })).toEqual(failed);
    await rights.claim(id, three, { disputed: ["email"] });
    const { verified } = await findRequest(rights.store, id);
    expect(verified?.fields).toEqual(["npi", "mobile"]);
  });
});

describe("accounts of users", () => {
  const facts = {
    logged_in_at: "2026-01-16T10:00:00-08:00",
    section: "Exercising Individual Privacy Rights",
    ticked: ["delete", "opt-out"],
    saved_at: "2026-01-16T10:05:00-08:00",
  };
  const bytesOf = (given: object) => Buffer.from(JSON.stringify(given));
  const prove = (id: string, given: object) =>
    rights.take(id, "verify", (work) =>
      verifyByAccount(
        work,
        { facts: readAccountProof(bytesOf(given)), bytes: bytesOf(given) },
        rights.now(),
      ),
    );
  const user = { subject: "user" } as const;

  it("R16: login, section, ticks and save verify a user; only a ticked right is authorised", async () => {
    const { id } = await open("delete", user);
    await prove(id, facts);
    expect(await rights.stepsOf(id)).toEqual([
      { kind: "account_proved", day: "2026-01-20", rights: "delete,opt-out" },
      { kind: "request_verified", day: "2026-01-20", degree: "account", fields: "", by: "account" },
    ]);
    const other = await open("know-specific", user);
    await expect(prove(other.id, facts)).rejects.toMatchObject(refusedBy("right_not_ticked"));
  });

  it.each(Object.keys(facts))("R16: all four facts are needed: not without %s", (fact) => {
    for (const value of [undefined, "", []]) {
      expect(() => readAccountProof(bytesOf({ ...facts, [fact]: value }))).toThrow(
        expect.objectContaining({ code: "account_proof_invalid", exitCode: 3 }),
      );
    }
  });

  it.each([
    ["a login before the request", { logged_in_at: "2026-01-14T10:00:00-08:00" }, "login_too_old"],
    ["a save before the login", { saved_at: "2026-01-16T09:00:00-08:00" }, "account_proof_times"],
    ["a save to come", { saved_at: "2026-01-21T09:00:00-08:00" }, "account_proof_times"],
  ])("§7061: %s does not do", async (_, changes, code) => {
    const { id } = await open("delete", user);
    await expect(prove(id, { ...facts, ...changes })).rejects.toMatchObject(refusedBy(code));
    expect(await kindsOf(id)).toEqual(["step_refused"]);
  });

  it("R16, R17: claims are a contact's, an account is a user's", async () => {
    const { id, own } = await open("delete", user);
    await expect(rights.claim(id, own)).rejects.toMatchObject(refusedBy("takes_account_proof"));
    const other = await open("delete");
    await expect(prove(other.id, facts)).rejects.toMatchObject(refusedBy("takes_no_account"));
  });
});

describe("agents", () => {
  const show = (id: string, how: AgentProof) =>
    rights.take(id, "verify", async ({ request, today, record }) => {
      requireAgent(request);
      await record(agentProofStep(how, Buffer.from("signed by Wilma Roe"), today));
    });
  const unproved = refusedBy("agent_unproved");

  it.each([
    ["confirms it", "confirmation", {}],
    ["proves who they are themselves", "permission", { fromPerson: true }],
  ] as const)("§7063: signed permission, and the person %s", async (_, how, terms) => {
    const { id, own } = await open("delete", { agent: "permission" });
    await expect(rights.claim(id, own, terms)).rejects.toMatchObject(unproved);
    await show(id, "permission");
    await expect(rights.claim(id, own)).rejects.toMatchObject(unproved);
    await show(id, how);
    expect(await rights.claim(id, own, terms)).toMatchObject({ kind: "verified" });
    expect(await kindsOf(id), "nothing was judged before").not.toContain("claims_failed");
    expect(await rights.partsOf(id, "agent-proof")).toHaveLength(2);
  });

  it("§7063: the person's confirmation alone is no permission", async () => {
    const { id, own } = await open("delete", { agent: "permission" });
    await show(id, "confirmation");
    await expect(rights.claim(id, own, { fromPerson: true })).rejects.toMatchObject(unproved);
  });

  it("§7063: a power of attorney is enough alone, and is never asked for", async () => {
    const { id, own } = await open("delete", { agent: "permission" });
    await show(id, "power-of-attorney");
    expect(await rights.claim(id, own)).toMatchObject({ kind: "verified" });
    for (const agent of agents.slice(1)) {
      const other = await open("delete", { agent });
      const bare = await rights.claim(other.id, other.own).catch((error) => error);
      expect(`${bare.code} ${bare.message} ${bare.hint}`).toMatch(
        /^agent_unproved(?!.*attorney)/is,
      );
      await show(other.id, "permission");
      await show(other.id, "confirmation");
      expect(await rights.claim(other.id, other.own)).toMatchObject({ kind: "verified" });
    }
  });

  it("§7026(j): an opt-out through an agent takes the signed permission alone", async () => {
    const { id } = await open("opt-out", { agent: "permission" });
    expect(hasPermission(await findRequest(rights.store, id))).toBe(false);
    await rights.take(id, "note", async ({ today, record }) =>
      record(agentProofStep("permission", Buffer.from("signed"), today)),
    );
    expect(hasPermission(await findRequest(rights.store, id))).toBe(true);
  });

  it("R14, R15: agents ask through the channels that everybody asks through, e-mail first", async () => {
    expect(channels[0]).toBe("email");
    const { id } = await open("delete");
    await expect(show(id, "permission")).rejects.toMatchObject(refusedBy("no_agent"));
    const events = await rights.store.eventsOf((await open("delete", { agent: "permission" })).id);
    expect(events.at(-1)?.body).toMatchObject({ agent: "permission", channel: "email" });
  });
});

describe("suspicion of fraud", () => {
  const hold = (id: string) =>
    rights.take(id, "hold", (work) => holdRequest(work, Buffer.from("It was another voice.")));
  const clear = (id: string) => rights.take(id, "hold", clearHold);
  const evidenceOf = (request: string) =>
    rights.store.partsOf({ request, class: "evidence", purpose: "identity" });
  const takeCopy = (id: string) =>
    rights.take(id, "identity", (work) => keepIdentity(work, Buffer.from("a passport")));

  it("R21: what is held is neither told, erased nor corrected, also when the pieces match", async () => {
    const never = ["export", "plan", "delete", "correct", "opt-in"] as const;
    const types = { export: "know-categories", plan: "delete", delete: "delete" } as const;
    for (const step of never) {
      const type = step in types ? types[step as keyof typeof types] : (step as "correct");
      const { id, own } = await open(type);
      await hold(id);
      if (type !== ("opt-in" as string))
        await rights.claim(id, own, type === "correct" ? { disputed: ["company"] } : {});
      if (step === "delete")
        await rights.take(id, "note", ({ record }) =>
          record({ kind: "plan_made", body: { plan: "" } }),
        );
      await expect(rights.take(id, step, async () => {})).rejects.toMatchObject(
        refusedBy("fraud_suspected"),
      );
      await clear(id);
      await rights.take(id, step, async () => {});
      expect(await rights.partsOf(id, "fraud-belief")).toEqual(["It was another voice."]);
    }
    expect(Object.keys(stepRules)).toEqual(expect.arrayContaining([...never]));
  });

  it("clears what is held, and nothing else", async () => {
    const { id } = await open("delete");
    await expect(clear(id)).rejects.toMatchObject(refusedBy("not_held"));
  });

  it("R22, R24: an identification credential is asked for and taken under suspicion alone", async () => {
    const { id } = await open("delete");
    const without = refusedBy("identity_without_suspicion");
    await expect(takeCopy(id)).rejects.toMatchObject(without);
    await expect(rights.take(id, "identity", askIdentity)).rejects.toMatchObject(without);
    await hold(id);
    await rights.take(id, "identity", askIdentity);
    await takeCopy(id);
    expect((await kindsOf(id)).slice(-3)).toEqual([
      "fraud_held",
      "identity_asked",
      "identity_kept",
    ]);
    expect((await evidenceOf(id)).map(String)).toEqual(["a passport"]);
  });

  it.each([
    [
      "is verified and cleared",
      async (id: string, own: string) => {
        await rights.claim(id, own);
        expect(await evidenceOf(id), "whoever holds it has yet to be convinced").toHaveLength(1);
        await clear(id);
      },
    ],
    [
      "is refused",
      async (id: string) => {
        for (let i = 0; i < 3; i++) await rights.claim(id, wrong);
      },
    ],
    [
      "is denied",
      async (id: string) => {
        const body = { day: "2026-01-20", response: "denied", basis: "not-consumer" };
        await rights.take(id, "deny", ({ record }) => record({ kind: "request_answered", body }));
      },
    ],
  ] as const)("R23: the copy goes as soon as the request %s, with an event", async (_, end) => {
    const { id, own } = await open("delete");
    await hold(id);
    await takeCopy(id);
    await end(id, own);
    expect(await evidenceOf(id)).toEqual([]);
    expect((await rights.stepsOf(id)).at(-1)).toEqual({
      kind: "shredded",
      class: "evidence",
      parts: 1,
    });
  });

  it("R23: what a step that was killed has left goes with the next step, whatever it is", async () => {
    const { id, own } = await open("delete");
    await hold(id);
    await takeCopy(id);
    await rights.claim(id, own);
    const { last } = await findRequest(rights.store, id);
    await rights.store.record(id, last, [{ kind: "fraud_cleared", body: { day: "2026-01-20" } }]);
    await rights.take(id, "note", async () => expect(await evidenceOf(id)).toEqual([]));
  });
});

it("R26, X5: opt-out and limit take no proof of who asks, from contacts or users", async () => {
  for (const type of ["opt-out", "limit", "opt-in"] as const) {
    for (const subject of ["contact", "user"] as const) {
      const { id, own } = await open(type, { subject });
      const none = refusedBy("takes_no_claims");
      await expect(rights.claim(id, own)).rejects.toMatchObject(none);
      await expect(rights.take(id, "identity", askIdentity)).rejects.toMatchObject(none);
      await rights.take(id, type, async () => {});
    }
  }
});
