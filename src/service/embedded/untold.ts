import { holdsNpi } from "../../registry/holds-npi.ts";
import type { CandidateList } from "../../registry/registry.ts";
import type { WithheldNpis } from "../../registry/withheld-store.ts";

/** Whom one call tells nothing about, however many leads it asks. */
export interface Untold {
  /** Nobody at all: nothing has to be looked at. */
  readonly isEmpty: boolean;
  has(npi: number): boolean;
}

export const nobodyUntold: Untold = { isEmpty: true, has: () => false };

export function untoldOf({ npis }: Pick<WithheldNpis, "npis">): Untold {
  return npis.length === 0 ? nobodyUntold : { isEmpty: false, has: (npi) => holdsNpi(npis, npi) };
}

/** As if they were not filed under the key: for what is said of a list, never for what is compared. */
export function withoutUntold(list: CandidateList, untold: Untold): CandidateList {
  const npis = list.npis.filter((npi) => !untold.has(npi));
  const left = list.npis.length - npis.length;
  return left === 0 ? list : { npis, total: list.total - left };
}
