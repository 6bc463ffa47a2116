import type { RightsRequest } from "../request.ts";
import type { BundleData } from "./bundle-schema.ts";
import { categories, termsOf } from "./categories.ts";
import { receivedBy } from "./disclosure-table.ts";
import type { HeldCorrection, Holdings } from "./gather-holdings.ts";
import { happenedWithin, heldWithin, type Period } from "./look-back.ts";
import { type ForbiddenKind, forbiddenField, forbiddenKinds, heldWords } from "./never-disclose.ts";
import { type Piece, withheldPiece } from "./piece.ts";

export interface BundleTerms {
  period: Period;
  /** California's day on which it was begun. */
  madeOn: string;
  /** Whether NPI and license numbers are told (`rights_npi`). */
  tellNpi: boolean;
}

/** `data.json`: the seven items (R8), and what else is held; no value of anybody for a categories request. */
export function bundleData(
  request: RightsRequest,
  holdings: Holdings,
  { period, madeOn, tellNpi }: BundleTerms,
): BundleData {
  const isSpecific = request.type === "know-specific";
  const within = holdings.pieces.filter(({ day }) => heldWithin(period, day));
  const pieces = tellNpi ? within : within.map(withoutNpi);
  const held = categories.filter(({ code }) => pieces.some(({ category }) => category === code));
  const terms = held.map((one) => ({ category: one.code, ...termsOf(one, request.subject) }));
  const to = (which: "soldTo" | "disclosedTo") =>
    terms.flatMap(({ category, [which]: third_parties }) =>
      third_parties.length === 0 ? [] : [{ category, third_parties: [...third_parties] }],
    );
  const received = receivedBy(holdings, period);
  return {
    schema_version: 1,
    request: {
      ...{ id: request.id, received: request.received, subject: request.subject },
      asked: knowType(request.asked),
      answered_as: knowType(request.type),
    },
    made_on: madeOn,
    period,
    release: isSpecific ? (holdings.release ?? null) : null,
    categories_collected: held.map(({ code }) => code),
    categories_of_sources: terms.map(({ category, sources }) => ({
      category,
      sources: [...sources],
    })),
    purposes: terms.map(({ category, purpose }) => ({ category, purpose })),
    categories_of_third_parties: [
      ...new Set(terms.flatMap(({ soldTo, disclosedTo }) => [...soldTo, ...disclosedTo])),
    ],
    specific_pieces: isSpecific ? pieces : null,
    categories_sold: to("soldTo"),
    categories_disclosed: to("disclosedTo"),
    corrections: isSpecific
      ? holdings.corrections.map((one) => guardedCorrection(one, tellNpi))
      : null,
    choices: isSpecific
      ? {
          suppressions: holdings.suppressions,
          closed_channels: holdings.channels.map(({ channel, reason, source, date }) => ({
            ...{ channel, reason, source, day: date },
          })),
        }
      : null,
    received_by: isSpecific ? received : null,
    requests: isSpecific ? holdings.requests : null,
    held_and_never_disclosed: heldKinds(pieces).map((kind) => forbiddenKinds[kind]),
    outside_period: isSpecific
      ? {
          pieces: holdings.pieces.length - within.length,
          disclosures: holdings.disclosures.filter(({ day }) => !happenedWithin(period, day))
            .length,
        }
      : null,
  };
}

const npiField = /^(npi|license)(\.|$)/;

function withoutNpi(piece: Piece): Piece {
  const [, kind] = npiField.exec(piece.field) ?? [];
  return kind === undefined ? piece : withheldPiece(piece, kind as "npi" | "license");
}

function guardedCorrection(correction: HeldCorrection, tellNpi: boolean): HeldCorrection {
  const { field, value, sources_say } = correction;
  const told = (text: string) => {
    if (!tellNpi && field.startsWith("license.")) return heldWords("license");
    const kind = forbiddenField(field, text);
    return kind === undefined ? text : heldWords(kind);
  };
  return { ...correction, value: told(value), sources_say: sources_say.map(told) };
}

/** What is held and not told, each kind once. */
function heldKinds(pieces: readonly Piece[]): ForbiddenKind[] {
  return [...new Set(pieces.flatMap(({ withheld }) => withheld ?? []))].sort();
}

function knowType(type: RightsRequest["type"]): "know-categories" | "know-specific" {
  if (type === "know-categories" || type === "know-specific") return type;
  throw new Error(`a request of type ${type} is answered by no bundle`);
}
