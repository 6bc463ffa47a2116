import type { DeletionPlan } from "./deletion-plan.ts";

interface ReceiptFacts {
  plan: DeletionPlan;
  /** SHA-256 of the plan. */
  sha256: string;
  /** Days of the steps, California's. */
  received: string;
  suppressed: string;
  erased: string;
  readBack: string;
  response: "complied" | "partly";
}

/** What was done, for the file and for a letter: kinds, counts, places and days. */
export function receiptOf(facts: ReceiptFacts) {
  const { plan, sha256, received, suppressed, erased, readBack, response } = facts;
  return {
    schema_version: 1,
    request: plan.request,
    response,
    plan_sha256: sha256,
    days: { received, suppressed, erased, read_back: readBack },
    erased: plan.erased,
    erased_elsewhere: plan.elsewhere.erased,
    kept: [...plan.kept, ...plan.elsewhere.kept],
    notified: plan.notify,
    lists: plan.lists,
    offer_to_opt_out: response === "partly",
  };
}

export function receiptText(receipt: ReturnType<typeof receiptOf>): string {
  const { days } = receipt;
  return `${[
    `RECEIPT OF A DELETION, request ${receipt.request}`,
    "",
    `Response: ${receipt.response}`,
    `Plan: SHA-256 ${receipt.plan_sha256}`,
    `Received ${days.received}, suppressed ${days.suppressed}, erased ${days.erased}, read back ${days.read_back}`,
    "",
    "ERASED",
    ...orNone(
      receipt.erased.flatMap(({ place, where, fields }) => [
        `  ${place} ${where}`,
        ...fields.map(
          ({ field, count, note }) =>
            `    ${field}: ${count}${note === undefined ? "" : ` (${note})`}`,
        ),
      ]),
    ),
    ...receipt.erased_elsewhere.map(({ record, where }) => `  to be erased in ${where}: ${record}`),
    "",
    "KEPT, each for its purpose alone",
    ...receipt.kept.map(
      ({ record, count, exceptions, statute, purpose, review }) =>
        `  ${record} (${count}): ${exceptions.join(", ")}, ${statute}; ${purpose}; looked at again on ${review}`,
    ),
    "",
    "NOTIFIED",
    ...orNone(
      receipt.notified.map(({ recipient, last }) => `  ${recipient}, last told on ${last}`),
    ),
    ...(receipt.lists.length === 0
      ? []
      : [
          "",
          "LISTS OF YOURS THAT STILL HAVE THE PERSON",
          ...receipt.lists.map(({ file, rows }) => `  ${file}: rows ${rows.join(", ")}`),
        ]),
    ...(receipt.offer_to_opt_out
      ? ["", "Not everything was deleted: the person is offered to opt out of sale and sharing."]
      : []),
  ].join("\n")}\n`;
}

function orNone(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? ["  nothing"] : lines;
}
