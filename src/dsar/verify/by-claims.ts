import type { RequestStep, RequestStore } from "../../ledger/request-store.ts";
import { RefusedError, UsageError } from "../../model/errors.ts";
import type { ClaimKind } from "../claims/claim-kinds.ts";
import { heldAtReceipt } from "../claims/held-at-receipt.ts";
import type { WasHeld } from "../claims/held-pieces.ts";
import {
  type Candidate,
  type Judgement,
  judgeClaims,
  piecesNeeded,
} from "../claims/judge-claims.ts";
import type { Claim } from "../claims/read-claims.ts";
import { findProfiles, type PeopleOnFile } from "../find-profiles.ts";
import { personOf, personPart, type RequestPerson } from "../person.ts";
import type { RightsRequest } from "../request.ts";
import type { StepWork } from "../take-step.ts";
import { requireAgentProof } from "./agent-proof.ts";
import { mostFailures, referencesTo, requireAttempts } from "./attempts.ts";
import { keepDeclaration, requireDeclaration } from "./declaration.ts";

type ClaimDegree = Judgement["degree"];

export interface GivenClaims {
  /** Asked for when it is known that claims may be taken. */
  read: () => Promise<readonly Claim[]>;
  declaration: Uint8Array | undefined;
  /** What a correction is about; undefined where it was not said. */
  disputed: readonly ClaimKind[] | undefined;
  /** No declaration was signed: what may be told without one is all that is asked for now. */
  asCategories: boolean;
  /** They come from the person themselves, not from their agent. */
  fromPerson: boolean;
}

export interface ClaimsWorld {
  store: RequestStore;
  people: PeopleOnFile;
  candidatesOf: (
    npis: readonly string[],
    received: string,
    wasHeld: WasHeld,
  ) => Promise<readonly Candidate[]>;
  now: () => Date;
  /** X7: what a deletion or a correction needs. */
  changeDegree: ClaimDegree;
}

export type ClaimsOutcome =
  | { kind: "verified"; degree: ClaimDegree; fields: readonly ClaimKind[]; downgraded: boolean }
  | { kind: "failed"; needed: number; locked: boolean };

/**
 * R17 to R20: judges what somebody says they know of their profile. All that fails, fails alike:
 * whatever was wrong, the same is recorded and the same is done.
 */
export async function verifyByClaims(
  work: StepWork,
  given: GivenClaims,
  world: ClaimsWorld,
): Promise<ClaimsOutcome> {
  const { request, today, record } = work;
  const { store, now } = world;
  const needed = degreeNeeded(request, given, world.changeDegree);
  requireContact(request);
  requireAgentProof(request, given.fromPerson);
  requireSigned(needed, given, request);
  const disputed = disputedOf(given, request);
  const person = await personOf(store, request.id);
  const npis = await profilesOf(person, world.people);
  await requireAttempts(store, request, npis, now());
  const { declaration } = given;
  if (declaration !== undefined) requireDeclaration(declaration, request, today);
  const claims = await given.read();
  const wasHeld = await heldAtReceipt(store, request.id);
  const candidates = await world.candidatesOf(npis, request.received, wasHeld);
  const judgement = judgeClaims(claims, candidates, disputed);

  const kept = declaration === undefined ? [] : keepDeclaration(declaration, request);
  const isLast = request.failures + 1 >= mostFailures;
  const outcome = decide(judgement, { request, needed, isLast, asCategories: given.asCategories });
  const failure: RequestStep = {
    kind: "claims_failed",
    body: { day: today, needed: piecesNeeded[needed], profiles: referencesTo(store, npis) },
  };
  const refusal: RequestStep = { kind: "verification_refused", body: { day: today } };
  if (judgement === undefined || outcome === "failed") {
    await record(...kept, failure, ...(isLast ? [refusal] : []));
    return { kind: "failed", needed: piecesNeeded[needed], locked: isLast };
  }
  const downgraded = outcome !== "as_asked";
  const degree = downgraded ? "reasonable" : needed;
  const { npi, fields } = judgement;
  await record(
    ...kept,
    ...(outcome === "downgraded" ? [failure] : []),
    ...(downgraded ? [{ kind: "request_downgraded", body: { day: today } }] : []),
    {
      kind: "request_verified",
      body: {
        ...{ day: today, degree, fields: fields.join(",") },
        by: request.agent === "none" || given.fromPerson ? "claims" : "agent",
        ...(disputed.length === 0 ? {} : { disputed: disputed.join(",") }),
      },
      parts: person === undefined ? [] : [personPart({ ...person, npis: [npi] })],
    },
  );
  return { kind: "verified", degree, fields, downgraded };
}

type Decision = "as_asked" | "categories_asked" | "downgraded" | "failed";

/** §7024(a): specific pieces that cannot be verified become a request for categories. */
function decide(
  judgement: Judgement | undefined,
  given: { request: RightsRequest; needed: ClaimDegree; isLast: boolean; asCategories: boolean },
): Decision {
  if (judgement === undefined) return "failed";
  if (given.asCategories) return "categories_asked";
  if (given.needed === "reasonable" || judgement.degree === "high") return "as_asked";
  return given.isLast && given.request.type === "know-specific" ? "downgraded" : "failed";
}

function degreeNeeded(
  { type }: RightsRequest,
  { asCategories }: GivenClaims,
  changeDegree: ClaimDegree,
): ClaimDegree {
  if (asCategories && type !== "know-specific") {
    throw new UsageError(
      "usage",
      "--as-categories is for a request for specific pieces.",
      "Leave it away.",
    );
  }
  if (type === "know-specific") return asCategories ? "reasonable" : "high";
  return type === "know-categories" ? "reasonable" : changeDegree;
}

function requireContact({ id, subject }: RightsRequest): void {
  if (subject === "contact") return;
  throw new RefusedError(
    "takes_account_proof",
    "A user proves who they are by their account, not by claims.",
    `Give what their account says: heartbeat dsar verify --id ${id} --account-proof FILE`,
  );
}

function requireSigned(
  needed: ClaimDegree,
  { declaration }: GivenClaims,
  request: RightsRequest,
): void {
  if (needed === "reasonable" || declaration !== undefined) return;
  if (request.declaration !== undefined) return;
  const without =
    request.type === "know-specific" ? ", or --as-categories where none was signed" : "";
  throw new UsageError(
    "declaration_missing",
    "This takes a declaration signed under penalty of perjury.",
    `Give --declaration FILE${without}. Nothing was compared.`,
  );
}

/** §7060(h): a value that is disputed does not show whose the profile is. */
function disputedOf({ disputed }: GivenClaims, { type }: RightsRequest): readonly ClaimKind[] {
  if (type !== "correct") {
    if (disputed === undefined) return [];
    throw new UsageError("usage", "--disputed is for a correction.", "Leave it away.");
  }
  if (disputed !== undefined) return disputed;
  throw new UsageError(
    "disputed_missing",
    "A correction has to say what it is about, for that proves nothing.",
    "Give --disputed FIELD, once for each, or --disputed other where it is none of those that are claimed.",
  );
}

/** Whom the request is about; found now where no registry could be asked when it came. */
async function profilesOf(
  person: RequestPerson | undefined,
  people: PeopleOnFile,
): Promise<readonly string[]> {
  if (person === undefined || person.npis.length > 0) return person?.npis ?? [];
  return findProfiles(person.told, people);
}
