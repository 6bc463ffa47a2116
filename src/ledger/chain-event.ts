/**
 * A step that the ledger keeps for good. Nothing in it names or describes a person: what does is
 * sealed apart, and the event holds the hash of the sealed bytes.
 */
export interface NewEvent {
  /** What was done: `ledger_created`, `suppressed`, `lifted`, `backed_up`, `restored` … */
  kind: string;
  /** Id of the rights request that it belongs to; "" for none. */
  request: string;
  /** Counts, hashes, codes and days; in this order in the chain. */
  body: Readonly<Record<string, string | number | boolean>>;
}

export interface ChainEvent extends NewEvent {
  /** 1 for the first, without gaps. */
  seq: number;
  /** ISO time. */
  at: string;
  /** Who did it: the program's user, as the system calls them, or an API key's id. */
  actor: string;
  /** Hash of the event before, hex; of the first 64 zeros. */
  previous: string;
  /** HMAC-SHA256 of all that stands above, under a key made of the ledger's secret, hex. */
  hash: string;
}
