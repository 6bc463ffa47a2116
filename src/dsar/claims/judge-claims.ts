import type { Degree } from "../request.ts";
import type { ClaimKind } from "./claim-kinds.ts";
import type { HeldPiece } from "./held-pieces.ts";
import type { Claim } from "./read-claims.ts";

/** A profile that the claims may be about. */
export interface Candidate {
  npi: string;
  pieces: readonly HeldPiece[];
  /** Whether anything would be told of it that no public source publishes. */
  holdsPrivate: boolean;
}

export interface Judgement {
  npi: string;
  degree: Exclude<Degree, "account">;
  /** What the pieces are, never which values. */
  fields: ClaimKind[];
}

/** R17, R18. */
export const piecesNeeded = { reasonable: 2, high: 3 } as const;

/** Of the three: without them, three published values would open those that are not. */
const privateNeeded = 2;

/**
 * Whose the claimed values are, and how surely; undefined where they do not tell. Every claim is held
 * against every piece of every candidate, whatever was found before: nothing ends early.
 *
 * @param disputed what is asked to be corrected: it proves nothing
 */
export function judgeClaims(
  claims: readonly Claim[],
  candidates: readonly Candidate[],
  disputed: readonly ClaimKind[],
): Judgement | undefined {
  const fits = candidates.map((candidate) => fitOf(claims, candidate, disputed));
  const whole = fits.filter(({ fitting }) => fitting === claims.length);
  const own = fits.length === 1 ? fits[0] : whole.length === 1 ? whole[0] : undefined;
  const degree = own && degreeOf(own);
  if (own === undefined || degree === undefined) return undefined;
  return {
    npi: own.candidate.npi,
    degree,
    fields: own.counted.flatMap(({ kinds }) => kinds[0] ?? []),
  };
}

interface Fit {
  candidate: Candidate;
  /** How many of the claims are values of it. */
  fitting: number;
  /** The pieces that they are, each once (R19). */
  counted: HeldPiece[];
}

function fitOf(
  claims: readonly Claim[],
  candidate: Candidate,
  disputed: readonly ClaimKind[],
): Fit {
  const met = candidate.pieces.map((piece) => claims.map((claim) => isSame(claim, piece)));
  const fitting = claims.filter((_, i) => met.filter((row) => row[i]).length > 0).length;
  const counted = candidate.pieces.filter(
    ({ kinds }, i) =>
      (met[i]?.filter(Boolean).length ?? 0) > 0 && !kinds.some((kind) => disputed.includes(kind)),
  );
  return { candidate, fitting, counted };
}

function isSame(claim: Claim, piece: HeldPiece): boolean {
  return claim.keys.filter((key) => piece.keys.includes(key)).length > 0;
}

function degreeOf({ candidate, counted }: Fit): Judgement["degree"] | undefined {
  const own = counted.filter(({ isPrivate }) => isPrivate).length;
  const isOwn = own >= privateNeeded || !candidate.holdsPrivate;
  if (counted.length >= piecesNeeded.high && isOwn) return "high";
  return counted.length >= piecesNeeded.reasonable ? "reasonable" : undefined;
}
