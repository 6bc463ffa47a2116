import type { MatchRequest } from "../../src/model/contract.ts";

/** What a server that charges knows of its customer. */
export interface Account {
  /** Leads that were paid for; one that was paid for twice is there twice. */
  charged(): readonly number[];
  /** Leads that may still be paid for; undefined without an end. */
  remaining(): number | undefined;
  /** False where the quota does not reach; then nothing is charged. */
  charge(runKey: string | undefined, requests: readonly MatchRequest[]): boolean;
  /** False when the key came before with other leads. */
  admits(key: string, operation: string): boolean;
}

/** An id of one run key is charged once, and without a run key each time. */
export function createAccount(quota: number | undefined): Account {
  const charged: number[] = [];
  const known = new Set<string>();
  const operations = new Map<string, string>();
  const remaining = () => (quota === undefined ? undefined : quota - charged.length);
  return {
    charged: () => charged,
    remaining,
    charge(runKey, requests) {
      const isNew = ({ id }: MatchRequest) => !known.has(`${runKey} ${id}`);
      const due = runKey === undefined ? requests : requests.filter(isNew);
      if (due.length > (remaining() ?? Number.POSITIVE_INFINITY)) return false;
      for (const { id } of due) {
        charged.push(id);
        known.add(`${runKey} ${id}`);
      }
      return true;
    },
    admits(key, operation) {
      const before = operations.get(key);
      operations.set(key, before ?? operation);
      return before === undefined || before === operation;
    },
  };
}
