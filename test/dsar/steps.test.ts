import { describe, expect, it } from "vitest";
import { foldRequest } from "../../src/dsar/fold-request.ts";
import { type RequestType, type RightsRequest, requestTypes } from "../../src/dsar/request.ts";
import { openSteps, stepRules, wrongStep } from "../../src/dsar/steps.ts";
import type { ChainEvent } from "../../src/ledger/chain-event.ts";

type Told = readonly [kind: string, body?: ChainEvent["body"]];

function requestAfter(type: RequestType, ...told: readonly Told[]): RightsRequest {
  const opened: Told = [
    "request_opened",
    {
      ...{ type, subject: "contact", agent: "none", channel: "email", received: "2026-01-15" },
      ...{ calendar: "california", minor: false, found: "one" },
    },
  ];
  const events = [opened, ...told].map(([kind, body = {}], i) => ({
    ...{ seq: i + 1, at: "2026-01-16T18:00:00.000Z", actor: "test", kind, request: "R-1", body },
    ...{ previous: "", hash: "" },
  }));
  return foldRequest(events) as RightsRequest;
}

const day = "2026-01-20";
const verified: Told = ["request_verified", { day, degree: "reasonable" }];
const answered = (response: string): Told => ["request_answered", { day, response }];

describe("the table of steps", () => {
  it.each<[RequestType, readonly Told[], string, string]>([
    ["delete", [], "received", "ack verify extend note hold minor deny letter"],
    [
      "delete",
      [["request_acknowledged", { day }]],
      "acknowledged",
      "ack verify extend note hold minor deny letter",
    ],
    ["delete", [["claims_failed"]], "verifying", "ack verify extend note hold minor deny letter"],
    [
      "delete",
      [["verification_refused"]],
      "refused",
      "ack verify extend note hold minor deny letter",
    ],
    ["delete", [verified], "verified", "ack extend note hold plan minor deny letter"],
    [
      "delete",
      [verified, ["plan_made", { plan: "00" }]],
      "fulfilling",
      "ack extend note hold plan delete minor deny letter",
    ],
    ["delete", [verified, answered("partly")], "partly", "note minor letter close"],
    ["delete", [answered("denied"), ["request_closed", { day }]], "closed", "note minor letter"],
    ["correct", [verified], "verified", "ack extend note hold correct minor deny letter"],
    [
      "know-specific",
      [verified],
      "verified",
      "ack extend note hold collect export minor deny letter",
    ],
    [
      "know-categories",
      [verified, answered("complied")],
      "fulfilled",
      "note export minor letter close",
    ],
    ["opt-out", [], "received", "ack note hold opt-out amend minor deny letter"],
    ["limit", [], "received", "ack note hold limit amend minor deny letter"],
    ["opt-in", [], "received", "ack note hold opt-in amend minor deny letter"],
  ])("%s after %j is %s", (type, told, state, steps) => {
    const request = requestAfter(type, ...told);
    expect(request.state).toBe(state);
    expect(openSteps(request).join(" ")).toBe(steps);
  });

  it("R9, R13, R20: nothing is provided, erased or corrected before who asks is verified", () => {
    for (const type of requestTypes) {
      for (const told of [
        [],
        [["request_acknowledged", { day }]],
        [["claims_failed"]],
      ] as Told[][]) {
        const open = openSteps(requestAfter(type, ...told));
        for (const step of ["export", "plan", "delete", "correct"])
          expect(open).not.toContain(step);
      }
    }
  });

  it("R26, X5: opting out and limiting take no verification, and none is open to them", () => {
    for (const type of ["opt-out", "limit"] as const) {
      expect(openSteps(requestAfter(type))).toContain(type);
      expect(wrongStep(requestAfter(type), "verify")).toBe("takes_no_claims");
    }
    expect(stepRules.verify.types).not.toContain("opt-in");
  });

  it("X3: what the policy says nothing of is handled: correction, limiting, extension, denial", () => {
    const { correct, limit, extend, deny } = stepRules;
    expect([correct.types, limit.types]).toEqual([["correct"], ["limit"]]);
    for (const type of ["know-specific", "delete", "correct"] as const) {
      expect(extend.types).toContain(type);
      expect(deny.types).toContain(type);
    }
    expect(requestAfter("delete").due).toMatchObject({ answer: "2026-03-01" });
  });

  it("a request is handled as one for categories once specific pieces cannot be verified", () => {
    const request = requestAfter("know-specific", ["request_downgraded", { day }]);
    expect([request.type, request.asked]).toEqual(["know-categories", "know-specific"]);
  });

  it("an event that nobody knows changes nothing", () => {
    const { done: _, ...before } = requestAfter("delete");
    const { done, ...after } = requestAfter("delete", ["of_a_newer_version", { day }]);
    expect(after).toEqual({ ...before, last: 2 });
    expect(done.has("of_a_newer_version")).toBe(true);
  });
});
