/** Ways to approach somebody that can be forbidden each by itself. */
export const channels = ["email", "sms", "call"] as const;

export type Channel = (typeof channels)[number];

/** A channel that may not be used. */
export interface ChannelFlag {
  channel: Channel;
  /** `opted_out`, or why else: snake_case. */
  reason: string;
  /** Who says so: name of a file or a source. */
  source: string;
  /** ISO day. */
  date: string;
}

/** A flag as a profile shows it: what it closes is not there any more. */
export interface ClosedChannel extends ChannelFlag {
  /** Whether it holds for the person, whatever the address or number, or for single values of theirs. */
  of: "person" | "value";
  /** How many values are left out because of it; 0 for texts, which a number that is called stays for. */
  withheld: number;
}

/** A profile as the rules are asked about it. */
export interface ChannelQuestion {
  npi: string;
  /** E-mail addresses and telephone numbers. */
  values: readonly string[];
}

export interface ChannelAnswer {
  /** Of the person: hold for every value. */
  person: readonly ChannelFlag[];
  /** Of each value asked about, in their order. */
  values: readonly (readonly ChannelFlag[])[];
}

/**
 * Who may not be approached how. Kept in the ledger, so that no import brings a channel back; asked
 * wherever contacts leave: at the write of a list, by `show` and `search`, by a server.
 * A batch in, one answer per entry out, same order.
 */
export interface ChannelRules {
  flagsOf(batch: readonly ChannelQuestion[]): Promise<ChannelAnswer[]>;
}

/** The port's answer where nobody ever opted out of anything. */
export const noChannelRules: ChannelRules = {
  flagsOf: async (batch) =>
    batch.map(({ values }) => ({ person: [], values: values.map(() => []) })),
};
