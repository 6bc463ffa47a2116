import type { ChainEvent } from "../../ledger/chain-event.ts";
import {
  actedOutOfType,
  actedUnverified,
  actedWhileHeld,
  choiceVerified,
  erasedUnplanned,
  erasedUnread,
  erasedUnsuppressed,
  identityUnsuspected,
} from "./act-rules.ts";
import {
  acknowledgedLate,
  answeredLate,
  evidenceKept,
  extendedLate,
  overdue,
  recordKept,
} from "./clock-rules.ts";

interface RightsRule {
  /** Follows `event 12`. */
  says: string;
  /** Numbers of the events of one request that break it. */
  find: (events: readonly ChainEvent[], today: string) => number[];
}

/** What must hold of every request, whoever wrote its events. */
export const rightsRules = {
  request_unopened: {
    says: "is of a request that was never entered",
    find: (events) =>
      events.some(({ kind }) => kind === "request_opened") ? [] : [events[0]?.seq ?? 0],
  },
  erased_unplanned: { says: "erased without a plan", find: erasedUnplanned },
  erased_unsuppressed: {
    says: "erased somebody who was not suppressed before",
    find: erasedUnsuppressed,
  },
  erased_unread: { says: "answered before the erasure was read back", find: erasedUnread },
  acted_unverified: {
    says: "told, erased or corrected without the degree of verification it takes",
    find: actedUnverified,
  },
  acted_while_held: { says: "went on while fraud was believed", find: actedWhileHeld },
  acted_out_of_type: {
    says: "did what this type of request does not ask for",
    find: actedOutOfType,
  },
  choice_verified: {
    says: "verified who asks where nobody may be asked",
    find: choiceVerified,
  },
  identity_unsuspected: {
    says: "asked for identification without a suspicion of fraud",
    find: identityUnsuspected,
  },
  overdue: { says: "entered a request that is overdue", find: overdue },
  acknowledged_late: {
    says: "entered a request that was confirmed too late, and nothing says so",
    find: acknowledgedLate,
  },
  answered_late: {
    says: "entered a request that was answered too late, and nothing says so",
    find: answeredLate,
  },
  extended_late: { says: "took more time than the law gives", find: extendedLate },
  evidence_kept: { says: "sealed evidence that has served and is still there", find: evidenceKept },
  record_kept: { says: "sealed records that are past their time", find: recordKept },
} as const satisfies Record<string, RightsRule>;

export type RightsRuleName = keyof typeof rightsRules;

export interface RightsFinding {
  request: string;
  /** Number of the event. */
  event: number;
  rule: RightsRuleName;
}

/** Every rule over every request; findings in the order of the chain. */
export function checkRequests(
  all: ReadonlyMap<string, readonly ChainEvent[]>,
  today: string,
): RightsFinding[] {
  const names = Object.keys(rightsRules) as RightsRuleName[];
  return [...all]
    .flatMap(([request, events]) =>
      names.flatMap((rule) =>
        rightsRules[rule].find(events, today).map((event) => ({ request, event, rule })),
      ),
    )
    .sort((a, b) => a.event - b.event || names.indexOf(a.rule) - names.indexOf(b.rule));
}
