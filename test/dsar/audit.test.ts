import { describe, expect, it } from "vitest";
import {
  checkRequests,
  type RightsRuleName,
  rightsRules,
} from "../../src/dsar/audit/check-requests.ts";
import { foldRequest } from "../../src/dsar/fold-request.ts";
import type { ChainEvent } from "../../src/ledger/chain-event.ts";
import { allOf, eventsOf, type Told } from "./request-events.ts";

const today = "2026-02-01";
type Body = ChainEvent["body"];

const verified: Told = ["request_verified", { day: "2026-01-07", degree: "reasonable" }];
const high: Told = ["request_verified", { day: "2026-01-07", degree: "high" }];
const answered = (day = "2026-01-10", response = "complied"): Told => [
  ...(["request_answered", { day, response }] as const),
];
const acknowledged: Told = ["request_acknowledged", { day: "2026-01-06" }];
const sealed = (name: string): Told => ["sealed", { class: name }];
const shredded = (name: string): Told => ["shredded", { class: name, parts: 1 }];

/** A deletion as it should be. */
const deletion: Told[] = [
  ...[sealed("record"), acknowledged, verified],
  ...[["plan_made", { plan: "ab" }] as const, ["profile_suppressed", {}] as const],
  ...[["profile_erased", {}] as const, ["erasure_read_back", { day: "2026-01-10" }] as const],
  answered(),
];
const without = (kind: string) => deletion.filter(([one]) => one !== kind);

function rulesBroken(type: Body, told: readonly Told[], day = today): RightsRuleName[] {
  return checkRequests(allOf(eventsOf("R-1", type, told)), day).map(({ rule }) => rule);
}

describe("an audit of requests", () => {
  const sound: [string, Body, Told[]][] = [
    ["a deletion", {}, deletion],
    [
      "specific pieces with the high degree",
      { type: "know-specific" },
      [high, ["exported"], answered()],
    ],
    [
      "specific pieces of a user",
      { type: "know-specific", subject: "user" },
      [["request_verified", { day: "2026-01-07", degree: "account" }], ["exported"], answered()],
    ],
    [
      "specific pieces that became categories",
      { type: "know-specific" },
      [["request_downgraded", {}], verified, ["exported"], answered()],
    ],
    ["an opt-out", { type: "opt-out" }, [["opted_out", {}], answered()]],
    [
      "a suspicion that was cleared",
      { type: "correct" },
      [
        ...([["fraud_held", {}], ["identity_asked", {}], sealed("evidence"), verified] as Told[]),
        ...([shredded("evidence"), ["fraud_cleared", { day: "2026-01-08" }]] as Told[]),
        ...([["corrections_made", {}], answered()] as Told[]),
      ],
    ],
    ["a request that is not due yet", {}, [acknowledged]],
    [
      "more time taken on day 45",
      {},
      [acknowledged, ["request_extended", { day: "2026-02-19", until: "2026-04-05" }]],
    ],
    [
      "an answer that came late, which is said",
      {},
      [acknowledged, ["overdue_noted", { what: "answer" }], answered("2026-03-01", "denied")],
    ],
  ];
  it.each(sound)("finds nothing wrong with %s", (_, type, told) => {
    expect(rulesBroken(type, told)).toEqual([]);
  });

  /** One fault each; the rule named is the one that finds it. */
  const faults: [RightsRuleName, string, Body, Told[], string?][] = [
    ["erased_unsuppressed", "R13: erased before suppressed", {}, without("profile_suppressed")],
    [
      "erased_unsuppressed",
      "R13: suppressed only afterwards",
      {},
      [...without("profile_suppressed"), ["profile_suppressed", {}]],
    ],
    ["erased_unplanned", "R12: erased without a plan", {}, without("plan_made")],
    ["erased_unread", "§7022: answered without reading back", {}, without("erasure_read_back")],
    ["acted_unverified", "R13: erased unverified", {}, without("request_verified")],
    [
      "acted_unverified",
      "R18: specific pieces by two pieces of a profile",
      { type: "know-specific" },
      [verified, ["exported"], answered()],
    ],
    [
      "acted_unverified",
      "R9: categories unverified",
      { type: "know-categories" },
      [["exported"], high, answered()],
    ],
    [
      "acted_unverified",
      "R9: what became categories, unverified",
      { type: "know-specific" },
      [["request_downgraded", {}], ["exported"], answered()],
    ],
    [
      "acted_unverified",
      "R13: corrected unverified",
      { type: "correct" },
      [["corrections_made", {}], answered()],
    ],
    [
      "acted_while_held",
      "R21: corrected while fraud is believed",
      { type: "correct" },
      [verified, ["fraud_held", {}], ["corrections_made", {}], answered()],
    ],
    ["acted_out_of_type", "R10: a correction that erases", { type: "correct" }, deletion],
    [
      "choice_verified",
      "R26, §7060(b): an opt-out with claims",
      { type: "opt-out" },
      [["claims_failed", { needed: 2 }], ["opted_out", {}], answered()],
    ],
    [
      "choice_verified",
      "§7027: a limit with an identity copy",
      { type: "limit" },
      [["fraud_held", {}], ["identity_asked", {}], ["fraud_cleared", {}], answered()],
    ],
    [
      "identity_unsuspected",
      "R24: identification without suspicion",
      { type: "delete" },
      [acknowledged, ["identity_asked", {}]],
    ],
    ["overdue", "§7021(b): not answered by day 45", {}, [acknowledged], "2026-02-20"],
    ["overdue", "§7021(a): not confirmed in 10 business days", {}, [], "2026-01-21"],
    ["overdue", "§7026: no opt-out in 15 business days", { type: "opt-out" }, [], "2026-01-28"],
    [
      "answered_late",
      "§7021(b): answered in silence on day 46",
      {},
      [acknowledged, answered("2026-02-20", "denied")],
    ],
    [
      "acknowledged_late",
      "§7021(a): confirmed in silence on the 11th business day",
      {},
      [["request_acknowledged", { day: "2026-01-21" }]],
    ],
    [
      "extended_late",
      "§7021(b): more time taken on day 46",
      {},
      [acknowledged, ["request_extended", { day: "2026-02-20", until: "2026-04-05" }]],
    ],
    [
      "extended_late",
      "§7021(b): until day 91",
      {},
      [acknowledged, ["request_extended", { day: "2026-02-01", until: "2026-04-06" }]],
    ],
    [
      "extended_late",
      "§7026: an opt-out put off",
      { type: "opt-out" },
      [
        ["request_extended", { day: "2026-01-10", until: "2026-04-05" }],
        ["opted_out", {}],
        answered(),
      ],
    ],
    [
      "evidence_kept",
      "R23: evidence behind the verification",
      { type: "correct" },
      [acknowledged, sealed("evidence"), verified],
    ],
    ["record_kept", "§7101: records behind 24 months", {}, deletion, "2028-01-11"],
  ];
  it.each(faults)("%s finds %s", (rule, _, type, told, day = today) => {
    expect(rulesBroken(type, told, day)).toEqual([rule]);
  });

  it("R26: an opt-out that erases is found, verified or not", () => {
    expect(rulesBroken({ type: "opt-out" }, deletion)).toContain("acted_out_of_type");
    const unverified = rulesBroken({ type: "opt-out" }, without("request_verified"));
    expect(unverified).toEqual(["acted_unverified", "acted_out_of_type"]);
  });

  it("request_unopened finds events of a request that was never entered", () => {
    const [, ...events] = eventsOf("R-9", {}, [acknowledged]);
    const found = checkRequests(allOf(events), today);
    expect(found).toEqual([{ request: "R-9", event: 2, rule: "request_unopened" }]);
    expect(foldRequest(events)).toBeUndefined();
  });

  it("has a planted fault for every rule, and names request and event", () => {
    const planted = new Set<string>([...faults.map(([rule]) => rule), "request_unopened"]);
    expect(planted).toEqual(new Set(Object.keys(rightsRules)));
    const all = allOf(
      eventsOf("R-A", { type: "opt-out" }, [["claims_failed", {}]], 10),
      eventsOf("R-B", {}, [["profile_erased", {}]], 3),
    );
    expect(checkRequests(all, "2026-01-06").map(({ request, event }) => [request, event])).toEqual([
      ...[
        ["R-B", 4],
        ["R-B", 4],
        ["R-B", 4],
      ],
      ["R-A", 11],
    ]);
  });
});
