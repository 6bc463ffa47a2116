import type { ApiKey, ApiKeys, Scope } from "../model/api-key.ts";

/** What is settled of a key when it is made. */
export interface KeyTerms {
  name: string;
  scopes: readonly Scope[];
  /** ISO time. */
  expires_at?: string;
  per_minute?: number;
  spend_cap?: number;
}

/** The keys of a server, kept through every restart. */
export interface KeyStore extends ApiKeys {
  /** @returns the token too: it is nowhere afterwards */
  create(terms: KeyTerms): Promise<{ key: ApiKey; token: string }>;
  /** All of them, the oldest first. */
  list(): Promise<ApiKey[]>;
  /** From now on it is refused, for good. undefined for an id that no key has. */
  revoke(id: string): Promise<ApiKey | undefined>;
  close(): Promise<void>;
}
