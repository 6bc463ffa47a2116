import type { ChainEvent } from "../../ledger/chain-event.ts";

/** What a claim and a field of the profile are both about. */
const subjects: readonly (readonly [string, RegExp])[] = [
  ["email", /e-?mail/],
  ["mobile", /mobile/],
  ["fax", /fax/],
  ["phone", /phone/],
  ["license", /licen[sc]e/],
  ["name", /name|credential|suffix|prefix/],
  ["place", /line\d|street|address|city|state|zip|country/],
];

function subjectOf(field: string): string {
  return subjects.find(([, pattern]) => pattern.test(field))?.[0] ?? field;
}

/**
 * How many of the pieces that verified a request are not what it disputes (§7060(h)); undefined where
 * no pieces did, but an account.
 *
 * @param events of the request
 */
export function undisputedPieces(
  events: readonly ChainEvent[],
  disputed: readonly string[],
): number | undefined {
  const body = events.findLast(({ kind }) => kind === "request_verified")?.body;
  if (body === undefined || body.by === "account") return undefined;
  const isDisputed = new Set(disputed.map(subjectOf));
  const pieces = String(body.fields ?? "").split(",");
  return pieces.filter((piece) => piece !== "" && !isDisputed.has(subjectOf(piece))).length;
}
