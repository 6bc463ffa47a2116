import { RefusedError } from "../../model/errors.ts";
import type { StepWork } from "../take-step.ts";
import { type AccountProof, requireAuthorised } from "./account-proof.ts";
import { requireAgentProof } from "./agent-proof.ts";

/** R16: a user is who has logged in and ticked the right. */
export async function verifyByAccount(
  { request, today, record }: StepWork,
  proof: { facts: AccountProof; bytes: Uint8Array },
  now: Date,
): Promise<void> {
  if (request.subject !== "user") {
    throw new RefusedError(
      "takes_no_account",
      "A contact has no account to prove anything by.",
      "Give claims: heartbeat dsar verify --id ID --claims FILE",
    );
  }
  requireAgentProof(request, true);
  requireAuthorised(proof.facts, request, now);
  const rights = proof.facts.ticked.join(",");
  const part = { class: "record", purpose: "account-proof", bytes: proof.bytes } as const;
  await record(
    { kind: "account_proved", body: { day: today, rights }, parts: [part] },
    {
      kind: "request_verified",
      body: { day: today, degree: "account", fields: "", by: "account" },
    },
  );
}
