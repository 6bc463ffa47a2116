import type { KeptOut } from "../../dsar/choices/keep-out.ts";
import type { Recipient } from "../../dsar/choices/recipients.ts";
import { localRecipient } from "../../model/disclosures.ts";
import type { Output } from "../screen/output.ts";
import { counted } from "../screen/progress.ts";

/** Who is kept out, and by how much. */
export function keptOutLines({ profiles, keys, shared }: KeptOut): string[] {
  const whom =
    profiles === 0
      ? "Nobody on file fits: kept for later imports"
      : `${counted(profiles, "profile")} kept out from now on`;
  return [
    `${whom}, by ${counted(keys, "key")}`,
    ...(shared === 0
      ? []
      : [
          `${counted(shared, "value")} that ${shared === 1 ? "was" : "were"} said ${shared === 1 ? "is" : "are"} others' too, and not kept`,
        ]),
  ];
}

/** Who is to be told. */
export function recipientLines(recipients: readonly Recipient[], when: string): string[] {
  if (recipients.length === 0) return [`Nobody was told of the profile ${when}`];
  const width = Math.max(...recipients.map(({ recipient }) => recipient.length));
  return [
    `To be told, because they were told of the profile ${when}:`,
    ...recipients.map(({ recipient, from, until, count }) => {
      const days = from === until ? from : `${from} to ${until}`;
      const own = recipient === localRecipient ? ", lists enriched on this machine" : "";
      return `  ${recipient.padEnd(width)}  ${days}, ${counted(count, "time")}${own}`;
    }),
  ];
}

export function nextLetter(out: Pick<Output, "note">, id: string): void {
  out.note(`Next: heartbeat dsar letter --id ${id}`);
}
