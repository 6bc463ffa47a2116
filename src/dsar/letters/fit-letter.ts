import { lacksPermission } from "../lacks-permission.ts";
import type { RequestType, RightsRequest } from "../request.ts";
import type { LetterCase } from "./letter-case.ts";
import type { LetterKind } from "./letter-kinds.ts";

const denials: Readonly<Record<RequestType, LetterKind>> = {
  "know-categories": "denial-know",
  "know-specific": "denial-know",
  delete: "denial-delete",
  correct: "denial-correct",
  "opt-out": "denial-opt-out",
  limit: "denial-opt-out",
  "opt-in": "denial-opt-in",
};

const fulfilments: Readonly<Record<RequestType, LetterKind>> = {
  "know-categories": "fulfilment-know",
  "know-specific": "fulfilment-know",
  delete: "fulfilment-delete",
  correct: "fulfilment-correct",
  "opt-out": "opt-out-confirmation",
  limit: "limit-confirmation",
  "opt-in": "opt-in-confirmation",
};

/** The letter that is to be sent now, or undefined where nothing has happened that asks for one. */
export function fitLetter(given: LetterCase): LetterKind | undefined {
  const { answered } = given.request;
  if (answered === undefined) return onTheWay(given);
  return answered.response === "denied" ? denial(given) : fulfilment(given.request);
}

function denial({ request, events }: LetterCase): LetterKind {
  const isAgents = lacksPermission(request, events) && request.answered?.basis !== "exempt";
  return isAgents && !request.held ? "denial-agent" : denials[request.type];
}

function fulfilment({ type, asked, answered }: RightsRequest): LetterKind {
  if (type !== asked) return "categories-instead";
  const isPart = type === "delete" && answered?.response === "partly";
  return isPart ? "deletion-part" : fulfilments[type];
}

/** By kind of the event that asks for it. */
const letterAfter: Readonly<Record<string, LetterKind>> = {
  request_opened: "acknowledgement",
  request_acknowledged: "acknowledgement",
  request_extended: "extension",
  claims_failed: "need-more",
  identity_asked: "need-more",
  opt_in_asked: "opt-in-step",
};

/** After these the answer is what comes next. */
const decided: ReadonlySet<string> = new Set(["request_verified", "verification_refused"]);

/** A notice of more time that is still owed, else what the last event that asks for a letter asks for. */
function onTheWay({ request, events }: LetterCase): LetterKind | undefined {
  const made = new Set(
    events.flatMap(({ kind, body }) => (kind === "letter_made" ? [body.letter] : [])),
  );
  const { extended, verified, type, asked } = request;
  if (extended !== undefined && !made.has("extension")) return "extension";
  const last = events.findLast(({ kind }) => kind in letterAfter || decided.has(kind));
  const letter = letterAfter[last?.kind ?? ""];
  if (last?.kind === "request_verified") return type === asked ? undefined : "categories-instead";
  const isAsked = verified === undefined && made.has("acknowledgement");
  const isAgents = isAsked && lacksPermission(request, events);
  return letter === "acknowledgement" && isAgents ? "need-agent-proof" : letter;
}
