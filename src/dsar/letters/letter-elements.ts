import type { RightsRequest } from "../request.ts";
import { type LetterCase, lastOf } from "./letter-case.ts";
import type { FactName } from "./letter-facts.ts";
import type { LetterKind } from "./letter-kinds.ts";

/** What a letter has to say; one that leaves any of it unsaid is not finished. */
export interface LetterElement {
  element: string;
  /** What is recorded and has to stand in it. */
  facts: readonly FactName[];
  /** Only where this holds; elsewhere it is not said. */
  when?: (given: LetterCase) => boolean;
}

type Test = (given: LetterCase) => boolean;

const of =
  (test: (request: RightsRequest) => boolean): Test =>
  ({ request }) =>
    test(request);
const both =
  (...tests: Test[]): Test =>
  (given) =>
    tests.every((test) => test(given));
const not =
  (test: Test): Test =>
  (given) =>
    !test(given);

const isUser = of(({ subject }) => subject === "user");
const hasAgent = of(({ agent }) => agent !== "none");
const isSpecific = of(({ type }) => type === "know-specific");
const isDelete = of(({ type }) => type === "delete");
const isOptOut = of(({ type }) => type === "opt-out" || type === "limit");
const isOptIn = of(({ type }) => type === "opt-in");
/** R26: who opts out or limits, or opts in again, proves nothing. */
const isIdentified = both(not(isOptOut), not(isOptIn));
const isDowngraded = of(({ type, asked }) => type !== asked);
const isPartly = of(({ answered }) => answered?.response === "partly");
const isHeld = of(({ held }) => held);
const isUnverified = of(({ answered }) => answered?.basis === "not-verifiable");
const isNotConsumer = of(({ answered }) => answered?.basis === "not-consumer");
const isExempt = of(({ answered }) => answered?.basis === "exempt");
const isOther = of(({ answered }) => answered?.basis === "other");
const hasNoMethod: Test = (given) => lastOf(given, "request_answered")?.body.method === "none";
const hasClaimsFailed = of(({ failures }) => failures > 0);
const isIdentityAsked: Test = (given) =>
  (lastOf(given, "identity_asked")?.seq ?? 0) > (lastOf(given, "identity_kept")?.seq ?? 0);
const hasRecipients: Test = (given) => Number(lastOf(given, "plan_made")?.body.recipients ?? 0) > 0;
const isUnnotified: Test = ({ unnotified }) => unnotified.length > 0;
const isAllUnnotified = both(
  isUnnotified,
  of(({ done }) => !done.has("notices_made")),
);
const hasPublic: Test = (given) => Number(lastOf(given, "plan_made")?.body.public ?? 0) > 0;
const hasForbidden: Test = (given) => Boolean(lastOf(given, "exported")?.body.forbidden);

const says = (element: string, facts: readonly FactName[] = [], when?: Test): LetterElement => ({
  element,
  facts,
  ...(when === undefined ? {} : { when }),
});

const recordKept = says("record-kept");
const offerOptOut = says("offer-opt-out", ["opt_out_form", "contact"]);
/** What stands behind these is written out. */
const reasons = [
  says("basis-exempt", ["grounds"], isExempt),
  says("basis-fraud", ["grounds"], both(isOther, isHeld)),
  says("basis-other", ["grounds"], both(isOther, not(isHeld))),
];
/** The four grounds. */
const bases = [
  says("unverified", [], both(isUnverified, not(hasNoMethod))),
  says("no-method", ["grounds"], hasNoMethod),
  says("basis-not-consumer", [], isNotConsumer),
  ...reasons,
];
const notices = [
  says("third-parties", ["recipients"], both(hasRecipients, not(isAllUnnotified))),
  says("third-parties-not-told", ["unnotified"], isUnnotified),
  says("no-third-parties", [], both(not(hasRecipients), not(isUnnotified))),
];

/** Rights.md sections 5, 10 and 12 as data: by letter what it must contain. */
const letterElements: Readonly<Record<LetterKind, readonly LetterElement[]>> = {
  acknowledgement: [
    says("receipt", ["request", "received", "acknowledged"]),
    says("verify-contact", [], both(isIdentified, not(isUser), not(isSpecific))),
    says("verify-contact-specific", [], both(isSpecific, not(isUser))),
    says("verify-user", [], both(isIdentified, isUser)),
    says("verify-none", [], isOptOut),
    says("two-steps", [], isOptIn),
    says("agent", [], both(hasAgent, isIdentified)),
    says("agent-permission", [], both(hasAgent, not(isIdentified))),
    says("answer-by", ["due"], isIdentified),
    says("done-by", ["due"], isOptOut),
  ],
  "need-more": [
    says("not-yet-verified", [], hasClaimsFailed),
    says("now-categories", [], isDowngraded),
    says("pieces", ["needed"], both(not(isUser), not(isIdentityAsked))),
    says("declaration", [], both(isSpecific, not(isUser), not(isIdentityAsked))),
    says("account", [], both(isUser, not(isIdentityAsked))),
    says("identity-copy", [], isIdentityAsked),
    says("answer-by", ["due"]),
  ],
  "need-agent-proof": [
    says("no-permission"),
    says("how-to-prove", ["contact"]),
    says("confirm-directly", [], isIdentified),
  ],
  extension: [
    says("more-time", ["due_first"]),
    says("why", ["reason"]),
    says("new-date", ["until"]),
  ],
  "categories-instead": [
    says("unverified-specific"),
    says("categories-result", ["exported", "categories", "zip"]),
    says("forbidden", ["forbidden"], hasForbidden),
    recordKept,
  ],
  "fulfilment-know": [
    says("complied", ["request", "exported"]),
    says("contents", ["categories", "zip"]),
    says("forbidden", ["forbidden"], hasForbidden),
    says("basis", ["grounds"], isPartly),
    recordKept,
  ],
  "fulfilment-delete": [
    says("complied", ["read_back"]),
    says("erased", ["erased"]),
    says("public-records", [], hasPublic),
    ...notices,
    recordKept,
  ],
  "fulfilment-correct": [
    says("complied", ["fields"], not(isPartly)),
    says("complied-partly", ["fields"], isPartly),
    says("basis", ["grounds"], isPartly),
    says("stays-corrected"),
    recordKept,
  ],
  "deletion-part": [
    says("complied-partly", ["read_back"]),
    says("erased", ["erased"]),
    says("kept", ["kept", "exceptions"]),
    says("kept-purpose"),
    says("public-records", [], hasPublic),
    ...notices,
    recordKept,
    offerOptOut,
  ],
  "denial-know": [
    says("refused", ["request"]),
    ...bases,
    says("categories-result", [], both(isDowngraded, isUnverified)),
    says("practices", ["privacy_policy"], isUnverified),
    recordKept,
  ],
  "denial-delete": [
    says("refused", ["request"]),
    ...bases,
    says("erased-nothing"),
    says("kept-purpose", [], isExempt),
    recordKept,
    offerOptOut,
  ],
  "denial-correct": [
    says("refused", ["request"]),
    ...bases,
    says("health-statement", ["contact"]),
    recordKept,
  ],
  "denial-opt-out": [says("refused", ["request"]), says("basis-fraud", ["grounds"]), recordKept],
  "denial-opt-in": [says("refused", ["request"]), ...reasons, says("lifted-nothing"), recordKept],
  "denial-agent": [
    says("refused", ["request"]),
    says("no-permission"),
    says("unverified", [], isUnverified),
    says("erased-nothing", [], isDelete),
    says("how-to-prove", ["contact"]),
    recordKept,
    { ...offerOptOut, when: isDelete },
  ],
  "opt-out-confirmation": [says("honored", ["answered"]), says("scope"), recordKept],
  "limit-confirmation": [says("honored", ["answered"]), says("scope"), recordKept],
  "opt-in-step": [says("confirm-separately", ["contact"])],
  "opt-in-confirmation": [says("opted-in", ["answered", "opt_out_form"]), recordKept],
};

/** What every letter has to say: it stands in their shared beginning. */
const shared = [says("for-somebody-else", [], hasAgent)];

/** What the letter has to say in any case. */
export function knownElements(kind: LetterKind): readonly LetterElement[] {
  return [...shared, ...letterElements[kind]];
}

/** What it has to say in this one. */
export function elementsOf(kind: LetterKind, given: LetterCase): readonly LetterElement[] {
  return knownElements(kind).filter(({ when }) => when === undefined || when(given));
}
