import type { ChainEvent } from "../../ledger/chain-event.ts";
import type { RequestType } from "../request.ts";
import { momentsOf, withoutBefore } from "./look-back.ts";

/** What tells of a person or changes what is kept about them, and for which requests it is. */
const acts: ReadonlyMap<string, readonly RequestType[]> = new Map([
  ["exported", ["know-categories", "know-specific"]],
  ["profile_erased", ["delete"]],
  ["corrections_made", ["correct"]],
  ["opted_out", ["opt-out"]],
  ["use_limited", ["limit"]],
  ["opted_in", ["opt-in"]],
]);

/** Those for which it has to be settled who asks (R9, R13). */
const identified = ["exported", "profile_erased", "corrections_made"];

/** R13, design: nobody is erased whom an import could bring back. */
export function erasedUnsuppressed(events: readonly ChainEvent[]): number[] {
  return withoutBefore(events, ["profile_erased"], "profile_suppressed");
}

export function erasedUnplanned(events: readonly ChainEvent[]): number[] {
  return withoutBefore(events, ["profile_erased"], "plan_made");
}

/** An answer that something was erased, before it was seen that it is gone. */
export function erasedUnread(events: readonly ChainEvent[]): number[] {
  return momentsOf(events, ["request_answered"])
    .filter(({ event }) => event.body.response !== "denied")
    .filter(({ before }) => before.has("profile_erased") && !before.has("erasure_read_back"))
    .map(({ event }) => event.seq);
}

/** R18, R20: specific pieces take the high degree, or the account's own login. */
export function actedUnverified(events: readonly ChainEvent[]): number[] {
  const specific = isSpecific(events);
  return momentsOf(events, identified)
    .filter(({ event, before }) => {
      const degrees = events
        .filter(({ kind, seq }) => kind === "request_verified" && seq < event.seq)
        .map(({ body }) => body.degree);
      if (!specific || before.has("request_downgraded")) return degrees.length === 0;
      return !degrees.includes("high") && !degrees.includes("account");
    })
    .map(({ event }) => event.seq);
}

/** R21: while fraud is believed nothing is told, erased or changed. */
export function actedWhileHeld(events: readonly ChainEvent[]): number[] {
  let held = false;
  return events.flatMap(({ kind, seq }) => {
    if (kind === "fraud_held") held = true;
    if (kind === "fraud_cleared") held = false;
    return held && acts.has(kind) ? seq : [];
  });
}

/** An act of another type of request: an opt-out never erases. */
export function actedOutOfType(events: readonly ChainEvent[]): number[] {
  const asked = events.find(({ kind }) => kind === "request_opened")?.body.type;
  return events
    .filter(({ kind }) => acts.get(kind)?.every((type) => type !== asked) === true)
    .map(({ seq }) => seq);
}

/** R26, §7060(b): for an opt-out, a limit and an opt-in nobody is asked who they are. */
export function choiceVerified(events: readonly ChainEvent[]): number[] {
  const asked = events.find(({ kind }) => kind === "request_opened")?.body.type;
  const isChoice = asked === "opt-out" || asked === "limit" || asked === "opt-in";
  return isChoice ? momentsOf(events, verifying).map(({ event }) => event.seq) : [];
}

const verifying = [
  ...["claims_failed", "request_verified", "verification_refused", "declaration_kept"],
  ...["account_proved", "identity_asked", "identity_kept"],
];

/** R24: identification is asked for on suspicion of fraud alone. */
export function identityUnsuspected(events: readonly ChainEvent[]): number[] {
  return withoutBefore(events, ["identity_asked", "identity_kept"], "fraud_held");
}

function isSpecific(events: readonly ChainEvent[]): boolean {
  const opened = events.find(({ kind }) => kind === "request_opened");
  return opened?.body.type === "know-specific";
}
