import type { ChannelFlag, ChannelRules } from "../model/channel-rules.ts";

/** What lifts the flags of a channel that are older. */
export const OPTED_IN = "opted_in";

/** That a person, or whoever has an e-mail address or a telephone number, has opted out or in. */
export type ChannelNotice = ChannelFlag & ({ npi: string } | { value: string });

/** Notices that say the same of different people. */
export interface NoticeCount extends Omit<ChannelFlag, "date"> {
  /** In force. */
  closed: number;
  /** No more: somebody opted in since. */
  lifted: number;
}

/** The rules, and which they are. */
export interface StatedChannelRules extends ChannelRules {
  /** Another text after every change; undefined where that cannot be told. */
  state(): Promise<string | undefined>;
}

export interface NoticeCounts {
  /** By channel, reason and source. */
  counts(): Promise<NoticeCount[]>;
}

/**
 * The flags of channels, which outlive every release. Of each person or value, channel, reason and
 * source the latest day counts, in whatever order notices come. A flag is lifted by an `opted_in` of a
 * later day, from any source; of the same day the flag holds.
 */
export interface ChannelStore extends StatedChannelRules, NoticeCounts {
  /** All or none; returns how many of them said something new. */
  add(notices: readonly ChannelNotice[]): Promise<number>;
  close(): Promise<void>;
}
