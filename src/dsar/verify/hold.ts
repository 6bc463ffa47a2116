import { RefusedError } from "../../model/errors.ts";
import type { StepWork } from "../take-step.ts";

/** R21: why somebody believes that the request is fraudulent, in their words; kept for its 24 months. */
export async function holdRequest({ today, record }: StepWork, reason: Uint8Array): Promise<void> {
  const part = { class: "record", purpose: "fraud-belief", bytes: reason } as const;
  await record({ kind: "fraud_held", body: { day: today }, parts: [part] });
}

export async function clearHold({ request, today, record }: StepWork): Promise<void> {
  if (!request.held) {
    throw new RefusedError(
      "not_held",
      "This request is not held.",
      "See where it stands: heartbeat dsar show --id ID",
    );
  }
  await record({ kind: "fraud_cleared", body: { day: today } });
}
