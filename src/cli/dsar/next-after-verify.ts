import type { RequestType, RightsRequest } from "../../dsar/request.ts";

const steps: Readonly<Partial<Record<RequestType, string>>> = {
  "know-categories": "export",
  "know-specific": "export",
  delete: "plan",
  correct: "correct",
};

/** What to type when it is settled who asks; of a user other systems hold most of what is told. */
export function nextAfterVerify({ id, type, subject, held }: RightsRequest): string {
  if (held) return `Held for fraud until: heartbeat dsar hold --id ${id} --clear`;
  const step = steps[type] ?? "show";
  return `Next: heartbeat dsar ${step === "export" && subject === "user" ? "collect" : step} --id ${id}`;
}
