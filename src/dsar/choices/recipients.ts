import type { RequestStep } from "../../ledger/request-store.ts";
import { localRecipient } from "../../model/disclosures.ts";
import type { ChoiceWorld } from "./choice-world.ts";

/** Who was told about a person, and is to be told what has become of it. */
export interface Recipient {
  /** Id of an API key, or `local`: lists that were enriched on this machine. */
  recipient: string;
  /** First and last day, UTC. */
  from: string;
  until: string;
  /** How often. */
  count: number;
}

/**
 * In the order of their ids.
 *
 * @param since day from which on it counts
 */
export async function recipientsOf(
  npis: readonly string[],
  since: string,
  { disclosures }: Pick<ChoiceWorld, "disclosures">,
): Promise<Recipient[]> {
  const found = new Map<string, Recipient>();
  for (const { day, recipient, count } of (await disclosures.disclosuresOf(npis)).flat()) {
    if (day < since) continue;
    const known = found.get(recipient) ?? { recipient, from: day, until: day, count: 0 };
    const from = day < known.from ? day : known.from;
    const until = day > known.until ? day : known.until;
    found.set(recipient, { recipient, from, until, count: known.count + count });
  }
  return [...found.values()].sort((a, b) => (a.recipient < b.recipient ? -1 : 1));
}

/** Whom they are is sealed: an API key may be one person's. */
export function recipientsStep(recipients: readonly Recipient[]): RequestStep {
  const outside = recipients.filter(({ recipient }) => recipient !== localRecipient).length;
  const bytes = Buffer.from(JSON.stringify(recipients));
  return {
    kind: "recipients_listed",
    body: { recipients: outside, local: recipients.length > outside },
    parts: [{ class: "record", purpose: "recipients", bytes }],
  };
}
