import type { ChannelNotice } from "../ledger/channel-store.ts";
import type { Channel } from "../model/channel-rules.ts";
import type { Joined } from "./join-rows.ts";
import type { RowContacts } from "./read-row.ts";

/**
 * What a row's opt-outs come to: of the person, or where nobody was found of the row's own values, so
 * that no opt-out is lost with its row.
 */
export function noticesOf(
  joined: Joined,
  { values, closed }: RowContacts,
  source: string,
): ChannelNotice[] {
  return closed.flatMap(({ channel, date }): ChannelNotice[] => {
    const flag = { channel, reason: "opted_out", source, date };
    if (joined.kind === "joined") return [{ ...flag, npi: String(joined.npi) }];
    return values
      .filter(({ kind }) => kindsOf[channel].includes(kind))
      .map(({ value }) => ({ ...flag, value }));
  });
}

const kindsOf: Readonly<Record<Channel, readonly string[]>> = {
  email: ["email"],
  sms: ["phone", "mobile"],
  call: ["phone", "mobile"],
};
