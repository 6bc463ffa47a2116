import type { LetterCase } from "../../../src/dsar/letters/letter-case.ts";
import type { LetterKind } from "../../../src/dsar/letters/letter-kinds.ts";
import { caseOf, type Told } from "./cases.ts";

const acknowledged: Told = ["request_acknowledged", { day: "2026-01-08" }];
const failed = (needed: number): Told => [
  "claims_failed",
  { day: "2026-01-12", pieces: 1, needed },
];
const verified = (degree: string): Told => ["request_verified", { day: "2026-01-12", degree }];
const answered = (response: string, basis?: string, more = {}): Told => [
  "request_answered",
  { day: "2026-01-15", response, ...(basis === undefined ? {} : { basis }), ...more },
];
const exported: Told = [
  "exported",
  { day: "2026-01-14", manifest: "aa", zip: "5f".repeat(32), files: 6, categories: "C1,C3,C8" },
];
const erased: Told[] = [
  ["plan_made", { plan: "bb", erased: 14, kept: 0, recipients: 3 }],
  ["profile_suppressed", { number: 1, keys: 4 }],
  ["profile_erased", { places: 5 }],
  ["erasure_read_back", { day: "2026-01-14" }],
];
const notices: Told = ["notices_made", { recipients: 3 }];
const keptRecords: Told = ["records_kept", { exceptions: "E4,E2", records: 2 }];
const grounds = { grounds: ["What you ask about is none of ours.", "It belongs to a hospital."] };

/** A case for every letter, and for every part that only some of them have. */
export const everyCase: readonly (readonly [name: string, kind: LetterKind, given: LetterCase])[] =
  [
    ["of a contact", "acknowledgement", caseOf({}, [acknowledged])],
    ["of a user", "acknowledgement", caseOf({ subject: "user" }, [acknowledged])],
    ["specific pieces", "acknowledgement", caseOf({ type: "know-specific" }, [acknowledged])],
    ["of an agent", "acknowledgement", caseOf({ agent: "permission" }, [acknowledged])],
    ["opt-out", "acknowledgement", caseOf({ type: "opt-out" }, [acknowledged])],
    [
      "opt-out by an agent",
      "acknowledgement",
      caseOf({ type: "opt-out", agent: "permission" }, [acknowledged]),
    ],
    ["opt-in", "acknowledgement", caseOf({ type: "opt-in" }, [acknowledged])],
    ["of a contact", "need-more", caseOf({}, [acknowledged, failed(2)])],
    ["specific pieces", "need-more", caseOf({ type: "know-specific" }, [failed(3)])],
    [
      "downgraded",
      "need-more",
      caseOf({ type: "know-specific" }, [failed(3), ["request_downgraded", { day: "2026-01-12" }]]),
    ],
    ["of a user", "need-more", caseOf({ subject: "user" }, [failed(2)])],
    ["identity", "need-more", caseOf({}, [["identity_asked", { day: "2026-01-12" }]])],
    [
      "permission",
      "need-agent-proof",
      caseOf({ agent: "permission" }, [
        acknowledged,
        ["letter_made", { letter: "acknowledgement" }],
      ]),
    ],
    [
      "more time",
      "extension",
      caseOf({}, [["request_extended", { day: "2026-02-10", until: "2026-04-05" }]], {
        reason: ["Two systems have to be searched by hand."],
      }),
    ],
    [
      "categories",
      "categories-instead",
      caseOf({ type: "know-specific" }, [
        failed(3),
        ["request_downgraded", { day: "2026-01-12" }],
        verified("reasonable"),
        exported,
        answered("complied"),
      ]),
    ],
    [
      "with a report",
      "fulfilment-know",
      caseOf({ type: "know-specific" }, [verified("high"), exported, answered("complied")]),
    ],
    [
      "in part, with what may not be sent",
      "fulfilment-know",
      caseOf(
        { type: "know-specific" },
        [
          verified("high"),
          ["exported", { ...exported[1], forbidden: "ssn,password" }],
          answered("partly", "exempt"),
        ],
        grounds,
      ),
    ],
    [
      "whole",
      "fulfilment-delete",
      caseOf({}, [verified("reasonable"), ...erased, notices, answered("complied")]),
    ],
    [
      "whole, nobody to tell",
      "fulfilment-delete",
      caseOf({}, [
        ["plan_made", { plan: "bb", erased: 14, kept: 0, recipients: 0, public: 9 }],
        ...erased.slice(1),
        answered("complied"),
      ]),
    ],
    [
      "whole, some who could not be told",
      "fulfilment-delete",
      caseOf({}, [...erased, answered("complied")], {
        unnotified: ["Of 2019 only hashes of keys are left, which name nobody."],
      }),
    ],
    [
      "in part",
      "deletion-part",
      caseOf({}, [...erased, notices, keptRecords, answered("partly", "exempt")]),
    ],
    [
      "corrected",
      "fulfilment-correct",
      caseOf({ type: "correct" }, [
        ["corrections_made", { fields: "phone,practice_address" }],
        answered("complied"),
      ]),
    ],
    [
      "in part",
      "fulfilment-correct",
      caseOf(
        { type: "correct" },
        [["corrections_made", { fields: "phone" }], answered("partly", "other")],
        grounds,
      ),
    ],
    ...(["know-categories", "delete", "correct"] as const).flatMap((type) => {
      const kind = {
        "know-categories": "denial-know",
        delete: "denial-delete",
        correct: "denial-correct",
      } as const;
      const denied = (name: string, steps: readonly Told[], written = {}) =>
        [name, kind[type], caseOf({ type }, steps, written)] as const;
      return [
        denied("not verified", [failed(2), answered("denied", "not-verifiable")]),
        denied("no method", [answered("denied", "not-verifiable", { method: "none" })], grounds),
        denied("no consumer", [answered("denied", "not-consumer")]),
        denied("exempt", [answered("denied", "exempt")], grounds),
        denied("fraud", [["fraud_held", {}], answered("denied", "other")], grounds),
        denied("other", [answered("denied", "other")], grounds),
      ];
    }),
    [
      "specific pieces",
      "denial-know",
      caseOf({ type: "know-specific" }, [
        failed(3),
        ["request_downgraded", { day: "2026-01-15" }],
        answered("denied", "not-verifiable"),
      ]),
    ],
    ...(["opt-out", "limit"] as const).map(
      (type) =>
        [
          type,
          "denial-opt-out",
          caseOf({ type }, [["fraud_held", {}], answered("denied", "other")], grounds),
        ] as const,
    ),
    [
      "fraud",
      "denial-opt-in",
      caseOf({ type: "opt-in" }, [["fraud_held", {}], answered("denied", "other")], grounds),
    ],
    ...(["exempt", "other"] as const).map(
      (basis) =>
        [
          basis,
          "denial-opt-in",
          caseOf({ type: "opt-in" }, [answered("denied", basis)], grounds),
        ] as const,
    ),
    [
      "delete",
      "denial-agent",
      caseOf({ agent: "permission" }, [answered("denied", "not-verifiable")]),
    ],
    [
      "opt-out",
      "denial-agent",
      caseOf({ type: "opt-out", agent: "permission" }, [answered("denied", "other")]),
    ],
    ["honored", "opt-out-confirmation", caseOf({ type: "opt-out" }, [answered("complied")])],
    ["honored", "limit-confirmation", caseOf({ type: "limit" }, [answered("complied")])],
    [
      "second step",
      "opt-in-step",
      caseOf({ type: "opt-in" }, [["opt_in_asked", { day: "2026-01-09" }]]),
    ],
    ["done", "opt-in-confirmation", caseOf({ type: "opt-in" }, [answered("complied")])],
  ];
