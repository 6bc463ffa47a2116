import type { MatchResult } from "../model/contract.ts";
import type { Told } from "../model/disclosures.ts";

/**
 * Whom results tell about: everybody that they name, with the profile or by NPI alone, candidates
 * too; each once a result.
 */
export function toldBy(results: readonly MatchResult[]): Required<Told> {
  const profile: string[] = [];
  const numbers: string[] = [];
  for (const { npi, profile: whole, candidates, explanation } of results) {
    if (npi !== undefined) (whole === undefined ? numbers : profile).push(npi);
    if (candidates === undefined && explanation === undefined) continue;
    const others = new Set([...(candidates ?? []), ...(explanation?.candidates ?? [])].map(npiOf));
    if (npi !== undefined) others.delete(npi);
    numbers.push(...others);
  }
  return { profile, npi: numbers };
}

function npiOf({ npi }: { npi: string }): string {
  return npi;
}
