import { type ApiKey, type ApiKeys, scopes } from "../../src/model/api-key.ts";

/** What a server that charges knows of its only customer. */
export interface Account extends ApiKeys {
  /** Leads that were paid for; one that was paid for twice is there twice. */
  charged(): readonly number[];
  /** Leads that may still be paid for; undefined without an end. */
  remaining(): number | undefined;
  /** Whether everybody is that customer. */
  isOpen: boolean;
}

/** Of an account that asks for none. */
export const openKey = "nobody-asked";

/** An id of one run key is charged once, and without a run key each time. */
export function createAccount({
  quota,
  apiKey,
}: {
  quota?: number | undefined;
  apiKey?: string | undefined;
}): Account {
  const charged: number[] = [];
  const known = new Set<string>();
  const remaining = () => (quota === undefined ? undefined : quota - charged.length);
  const key = (): ApiKey => ({
    ...{ id: "customer", name: "the customer", scopes, created_at: "2026-01-01T00:00:00Z" },
    ...(quota === undefined ? {} : { spend_cap: quota }),
    spent: charged.length,
  });
  return {
    charged: () => charged,
    remaining,
    isOpen: apiKey === undefined,
    isAsked: async () => true,
    hasUsable: async () => true,
    authenticate: async (token) => (token === (apiKey ?? openKey) ? key() : undefined),
    async charge(_id, charge) {
      const ids = "ids" in charge ? charge.ids : Array.from({ length: charge.count }, () => 0);
      const runKey = "ids" in charge ? charge.run_key : undefined;
      const due = ids.filter((id) => runKey === undefined || !known.has(`${runKey} ${id}`));
      if (due.length > (remaining() ?? Number.POSITIVE_INFINITY)) return undefined;
      for (const id of due) {
        charged.push(id);
        known.add(`${runKey} ${id}`);
      }
      return remaining() ?? Number.POSITIVE_INFINITY;
    },
  };
}
