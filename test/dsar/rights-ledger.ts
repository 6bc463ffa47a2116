import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { heldPieces, holdsPrivate } from "../../src/dsar/claims/held-pieces.ts";
import { readClaims } from "../../src/dsar/claims/read-claims.ts";
import { openRequest } from "../../src/dsar/open-request.ts";
import type { Agent, RequestType, Subject } from "../../src/dsar/request.ts";
import { type StepWork, takeStep } from "../../src/dsar/take-step.ts";
import {
  type ClaimsOutcome,
  type ClaimsWorld,
  verifyByClaims,
} from "../../src/dsar/verify/by-claims.ts";
import { readDisputed } from "../../src/dsar/verify/disputed.ts";
import { createRequestStore } from "../../src/ledger/sqlite/requests/sqlite-request-store.ts";
import type { Profile } from "../../src/model/profile.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { openLedgerIn } from "../ledger/full-ledger.ts";
import { createKilledCalls } from "./killed-calls.ts";

interface OpenTerms {
  type: RequestType;
  npis: readonly string[];
  subject?: Subject;
  agent?: Agent;
}

interface ClaimTerms {
  declaration?: string;
  disputed?: readonly string[];
  asCategories?: boolean;
  fromPerson?: boolean;
}

const nobody = {
  profiles: async (npis: readonly string[]) => npis.map(() => undefined),
  match: async () => [],
  holdersOf: async () => [],
};

/** Requests in a ledger of their own, about the profiles given; time stands still until it is moved. */
export async function openRightsLedger(profiles: readonly Profile[]) {
  const folder = temporaryFolder("heartbeat-rights");
  let moment = Date.parse("2026-01-20T09:30:00Z");
  const now = () => new Date(moment);
  const ledger = await openLedgerIn(folder, { now, random: randomBytes, actor: "tester" });
  const made = createRequestStore(ledger);
  const { changing, calls, until } = createKilledCalls();
  const store = { ...made, record: changing(made.record), shred: changing(made.shred) };
  const world = { store, now };
  const candidatesOf: ClaimsWorld["candidatesOf"] = async (npis, received, wasHeld) =>
    profiles
      .filter(({ npi }) => npis.includes(npi))
      .map((profile) => ({
        npi: profile.npi,
        pieces: heldPieces(profile, [], received, wasHeld),
        holdsPrivate: holdsPrivate(profile),
      }));

  async function open({ type, npis, subject = "contact", agent = "none" }: OpenTerms) {
    const results = npis.map((npi, i) => ({ npi, id: i + 1, confidence: 0.5 }));
    const match = async () => [
      npis.length === 1
        ? { id: 1, status: "matched" as const, npi: npis[0] as string, confidence: 1, reason: "" }
        : {
            ...{ id: 1, status: "ambiguous" as const, confidence: 0.5, reason: "" },
            candidates: results.map(({ npi }) => ({ npi, confidence: 0.5 })),
          },
    ];
    const { id } = await openRequest(
      {
        ...{ type, subject, agent, channel: "email", received: "2026-01-15" },
        ...{ calendar: "california", minor: false },
        person: { request: { id: 1 }, emails: [], phones: [] },
      },
      { store, now, random: randomBytes, people: { ...nobody, match: match as never } },
    );
    return id;
  }

  return {
    ledger,
    store,
    folder,
    now,
    open,
    /** Works until the process dies at one of the writes. */
    until,
    /** How often was written since then. */
    writes: calls,
    /** One step of a request. */
    take: <T>(
      id: string,
      step: Parameters<typeof takeStep>[2],
      work: (given: StepWork) => Promise<T>,
    ) => takeStep(world, id, step, work),
    claim: (id: string, claims: string, terms: ClaimTerms = {}): Promise<ClaimsOutcome> =>
      takeStep(world, id, "verify", (work) =>
        verifyByClaims(
          work,
          {
            read: async () => readClaims(claims),
            declaration:
              terms.declaration === undefined ? undefined : Buffer.from(terms.declaration),
            disputed: terms.disputed === undefined ? undefined : readDisputed(terms.disputed),
            asCategories: terms.asCategories === true,
            fromPerson: terms.fromPerson === true,
          },
          { store, now, candidatesOf, people: nobody, changeDegree: "reasonable" },
        ),
      ),
    /** What was done with a request, without its receipt and the sealing of parts. */
    async stepsOf(id: string) {
      const events = await store.eventsOf(id);
      return events
        .filter(({ kind }) => kind !== "request_opened" && kind !== "sealed")
        .map(({ kind, body }) => ({ kind, ...body }));
    },
    partsOf: async (request: string, purpose: string) =>
      (await store.partsOf({ request, class: "record", purpose })).map(String),
    wait(days: number) {
      moment += days * 24 * 60 * 60 * 1000;
    },
    async close() {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type RightsLedger = Awaited<ReturnType<typeof openRightsLedger>>;
