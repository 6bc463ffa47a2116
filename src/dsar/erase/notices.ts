import type { DeletionPlan } from "./deletion-plan.ts";

interface Notice {
  /** File name. */
  name: string;
  text: string;
}

/**
 * One for each recipient (11 CCR 7022(b)), with no more of the person than it takes to find the record:
 * the NPI.
 */
export function noticesFor(
  plan: Pick<DeletionPlan, "request" | "notify">,
  npis: readonly string[],
  day: string,
): Notice[] {
  return plan.notify.map(({ recipient, last }) => ({
    name: `notice-${recipient.replace(/[^\w.-]/g, "_")}.txt`,
    text: [
      "NOTICE OF A DELETION REQUEST",
      "",
      `To: recipient ${recipient}`,
      `Date: ${day}`,
      `Our reference: ${plan.request}`,
      "",
      "Somebody whose profile you received from us has asked for their personal information to be",
      "deleted. We have deleted it. California law (Civ. Code 1798.105(c), 11 CCR 7022(b)) has us tell",
      "everybody to whom we have sold or disclosed it.",
      "",
      "Please delete what you hold of the record named below, have your service providers and",
      "contractors do the same, and neither sell nor share it. Keep this notice no longer than that takes.",
      "",
      `Record: NPI ${npis.join(", ")}`,
      `Last disclosed to you: ${last}`,
      "",
    ].join("\n"),
  }));
}
