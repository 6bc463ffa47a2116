import { RefusedError } from "../model/errors.ts";
import { type RightsWorld, takeStep } from "./take-step.ts";

/**
 * Takes the 45 more days that the law gives once, with a reason, before the first 45 are over.
 *
 * @returns until when the request is to be answered now
 */
export async function extendRequest(
  world: RightsWorld,
  id: string,
  reason: string,
): Promise<{ until: string; noticeBy: string }> {
  return takeStep(world, id, "extend", async ({ request, today, record }) => {
    const { extension } = request.due;
    if (extension === undefined) throw new Error("a step for requests that can be extended");
    if (request.extended !== undefined) {
      throw new RefusedError(
        "extended_already",
        `More time was taken on ${request.extended.on}, and it can be taken once.`,
        `It is to be answered by ${request.due.answer}.`,
      );
    }
    const { by, until } = extension;
    if (today > by) {
      throw new RefusedError(
        "extension_too_late",
        `More time could be taken until ${by}; the request is overdue.`,
        "Answer it now.",
      );
    }
    await record({
      kind: "request_extended",
      body: { day: today, until },
      parts: [{ class: "record", purpose: "extension", bytes: Buffer.from(reason) }],
    });
    return { until, noticeBy: by };
  });
}
