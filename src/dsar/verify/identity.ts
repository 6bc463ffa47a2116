import type { StepWork } from "../take-step.ts";

/** R22: asks for a copy of an identification credential; a letter says so. */
export async function askIdentity({ today, record }: StepWork): Promise<void> {
  await record({ kind: "identity_asked", body: { day: today } });
}

/** Sealed until verification is over (R23); `takeStep` shreds it then, whatever step ends it. */
export async function keepIdentity({ record }: StepWork, bytes: Uint8Array): Promise<void> {
  const part = { class: "evidence", purpose: "identity", bytes } as const;
  await record({ kind: "identity_kept", body: {}, parts: [part] });
}
