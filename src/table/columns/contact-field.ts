import type { Channel } from "../../model/channel-rules.ts";

/**
 * What a column can hold of a way to reach somebody; the names `--map field=Column` takes beside the
 * lead fields. Of `email`, `phone`, `mobile` and `fax` a list may have several columns.
 */
export const contactFields = [
  "email",
  "phone",
  "mobile",
  "fax",
  "address",
  "address_2",
  "city",
  "state",
  "zip",
  "company",
  "title",
  "do_not_email",
  "do_not_text",
  "do_not_call",
  "as_of",
  "contact_confidence",
] as const;

export type ContactField = (typeof contactFields)[number];

/** Fields that say a channel is closed, and which. */
export const closedChannelFields = {
  do_not_email: "email",
  do_not_text: "sms",
  do_not_call: "call",
} as const satisfies Partial<Record<ContactField, Channel>>;

/** A column and what it holds. */
export interface ContactColumn {
  field: ContactField;
  /** 0-based position in the list. */
  index: number;
  /** Header cell as it stands. */
  column: string;
}
