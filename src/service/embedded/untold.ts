import type { CandidateList } from "../../registry/registry.ts";
import type { WithheldNpis } from "../../registry/withheld-store.ts";

/** Whom one call tells nothing about, however many leads it asks. */
export interface Untold {
  /** Nobody at all: nothing has to be looked at. */
  readonly isEmpty: boolean;
  has(npi: number): boolean;
}

export const nobodyUntold: Untold = { isEmpty: true, has: () => false };

/** By halving: a set would take tens of megabytes a thread for a million people. */
export function untoldOf({ npis }: Pick<WithheldNpis, "npis">): Untold {
  if (npis.length === 0) return nobodyUntold;
  return {
    isEmpty: false,
    has(npi) {
      let low = 0;
      let high = npis.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((npis[middle] as number) < npi) low = middle + 1;
        else high = middle;
      }
      return npis[low] === npi;
    },
  };
}

/** As if they were not filed under the key: for what is said of a list, never for what is compared. */
export function withoutUntold(list: CandidateList, untold: Untold): CandidateList {
  const npis = list.npis.filter((npi) => !untold.has(npi));
  const left = list.npis.length - npis.length;
  return left === 0 ? list : { npis, total: list.total - left };
}
