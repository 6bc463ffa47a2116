/** What a key may be used for. `admin` reads the figures of the service. */
export const scopes = ["match", "search", "profile", "admin"] as const;
export type Scope = (typeof scopes)[number];

/** A key of one customer. Its secret is nowhere: the store has a hash of it. */
export interface ApiKey {
  /** The part of the key that may be shown and logged. */
  id: string;
  /** What its owner calls it. */
  name: string;
  scopes: readonly Scope[];
  /** ISO times. */
  created_at: string;
  expires_at?: string;
  revoked_at?: string;
  /** Leads, profiles and search results asked for in one minute, at most. */
  per_minute?: number;
  /** The same in all. */
  spend_cap?: number;
  /** What was charged so far. */
  spent: number;
}

/**
 * What is to be charged to a key: leads, each once a run key however often it is asked and each time
 * without one, or a count.
 */
export type Charge = { ids: readonly number[]; run_key?: string } | { count: number };

/** The keys as a server sees them. */
export interface ApiKeys {
  /** Whether one was ever made: from then on nobody is answered without one. */
  isAsked(): Promise<boolean>;
  /** Whether there is a key that can be used. */
  hasUsable(): Promise<boolean>;
  /**
   * The key that a token is; undefined for one that is unknown, revoked or expired, and nothing
   * tells which, the time that it takes neither.
   */
  authenticate(token: string): Promise<ApiKey | undefined>;
  /** What is left of the cap afterwards (Infinity without one); undefined where it does not reach, and nothing was charged. */
  charge(id: string, charge: Charge): Promise<number | undefined>;
}
