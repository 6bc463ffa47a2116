import type { Claim } from "./column-claims.ts";
import type { ColumnEvidence } from "./column-evidence.ts";
import { headerMeanings, isOfOthers } from "./header-synonyms.ts";

/** What a column called NPI is ahead of others, in share of valid NPIs. */
const nameBonus = 0.3;
/** Columns whose NPIs are no worse by more than this are rivals. */
const nearShare = 0.15;
/** One number in ten has a right check digit by chance. */
const weakShare = 0.2;
const weakCells = 5;

/** The columns that may be the NPI's, the best first: several only where they are as good. */
export function chooseNpi(
  claims: readonly Claim[],
  free: readonly number[],
  columns: readonly string[],
  evidence: ColumnEvidence,
): number[] {
  const named = new Map<number, number>();
  for (const { field, index, rank } of claims) if (field === "npi") named.set(index, rank);
  const candidates = free
    .map((index) => {
      const rank = named.get(index);
      const bonus = rank === undefined ? 0 : nameBonus - rank / 1000;
      return { index, rank, weight: (evidence.share(index, "npi", "settles") ?? 0) + bonus };
    })
    .filter(
      ({ index, rank }) =>
        rank !== undefined ||
        (!isOfOthers(columns[index] as string) && evidence.convinces(index, "npi", "settles")),
    )
    .sort((a, b) => b.weight - a.weight || a.index - b.index);
  const [best] = candidates;
  if (best === undefined) return [];
  const rivals = candidates.filter(
    ({ rank, weight }) => rank === best.rank && best.weight - weight < nearShare,
  );
  return rivals.map(({ index }) => index);
}

/** Columns called `ID` or the like that hold more valid NPIs than chance, and not clearly. */
export function weakNpis(
  free: readonly number[],
  columns: readonly string[],
  evidence: ColumnEvidence,
): number[] {
  const share = (index: number): number => evidence.share(index, "npi", "settles") ?? 0;
  return free
    .filter((index) => headerMeanings(columns[index] as string)[0]?.field === "npi")
    .filter((index) => evidence.filled(index) >= weakCells && share(index) >= weakShare)
    .sort((a, b) => share(b) - share(a) || a - b);
}
