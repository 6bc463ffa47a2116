import { type RightsWorld, takeStep } from "./take-step.ts";

/** Keeps what somebody noted of a request, sealed; the chain knows that there is a note. */
export async function noteRequest(world: RightsWorld, id: string, text: string): Promise<void> {
  await takeStep(world, id, "note", ({ record }) =>
    record({
      kind: "request_noted",
      body: {},
      parts: [{ class: "record", purpose: "note", bytes: Buffer.from(text) }],
    }),
  );
}
