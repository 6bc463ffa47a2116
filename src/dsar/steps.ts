import type { RequestType, RightsRequest, State } from "./request.ts";

const opened: readonly State[] = ["received", "acknowledged", "verifying", "verified", "refused"];
const working: readonly State[] = [...opened, "fulfilling"];
const answered: readonly State[] = ["fulfilled", "partly", "denied"];
const everywhere: readonly State[] = [...working, ...answered, "closed"];
const proved: readonly State[] = ["verified", "fulfilling"];
/** R26: what needs no verification may be done at once. */
const atOnce: readonly State[] = ["received", "acknowledged", "fulfilling"];

const know: readonly RequestType[] = ["know-categories", "know-specific"];
const identified: readonly RequestType[] = [...know, "delete", "correct"];
const unverified: readonly RequestType[] = ["opt-out", "limit", "opt-in"];
const all: readonly RequestType[] = [...identified, ...unverified];

interface StepRule {
  from: readonly State[];
  types: readonly RequestType[];
  /** Of a request that is believed to be fraudulent (R21, R22): always, where it is not said. */
  whileHeld?: "never" | "only";
  /** Said to types that it is not for, where there is more to say. */
  otherwise?: "takes_no_claims";
}

export type WrongStep =
  | "step_of_another_type"
  | "step_out_of_turn"
  | "takes_no_claims"
  | "fraud_suspected"
  | "identity_without_suspicion";

/** Every step, for which requests it is, and in which states it may be taken. */
export const stepRules = {
  ack: { from: working, types: all },
  verify: {
    from: ["received", "acknowledged", "verifying", "refused"],
    types: identified,
    otherwise: "takes_no_claims",
  },
  identity: {
    from: ["received", "acknowledged", "verifying", "verified", "fulfilling"],
    types: identified,
    whileHeld: "only",
    otherwise: "takes_no_claims",
  },
  extend: { from: working, types: identified },
  note: { from: everywhere, types: all },
  hold: { from: working, types: all },
  collect: { from: working, types: know },
  export: {
    from: [...proved, "fulfilled", "partly"],
    types: know,
    whileHeld: "never",
  },
  plan: { from: proved, types: ["delete"], whileHeld: "never" },
  delete: { from: ["fulfilling"], types: ["delete"], whileHeld: "never" },
  correct: { from: proved, types: ["correct"], whileHeld: "never" },
  "opt-out": { from: atOnce, types: ["opt-out"] },
  limit: { from: atOnce, types: ["limit"] },
  "opt-in": { from: atOnce, types: ["opt-in"], whileHeld: "never" },
  amend: { from: ["received", "acknowledged"], types: unverified },
  minor: { from: everywhere, types: all },
  deny: { from: working, types: all },
  letter: { from: everywhere, types: all },
  close: { from: answered, types: all },
} as const satisfies Record<string, StepRule>;

/** Whether claims are judged for it; a user proves who they are by an account. */
export function takesClaims({ type, subject }: Pick<RightsRequest, "type" | "subject">): boolean {
  return subject === "contact" && identified.includes(type);
}

export type Step = keyof typeof stepRules;

/** Why a step may not be taken now, or undefined where it may. */
export function wrongStep(request: RightsRequest, step: Step): WrongStep | undefined {
  const { from, types, whileHeld, otherwise }: StepRule = stepRules[step];
  if (!types.includes(request.type)) return otherwise ?? "step_of_another_type";
  if (!from.includes(request.state)) return "step_out_of_turn";
  if (whileHeld === "never" && request.held) return "fraud_suspected";
  if (whileHeld === "only" && !request.held) return "identity_without_suspicion";
  return undefined;
}

/** The steps that a request may take now. */
export function openSteps(request: RightsRequest): Step[] {
  return (Object.keys(stepRules) as Step[]).filter(
    (step) => wrongStep(request, step) === undefined,
  );
}
