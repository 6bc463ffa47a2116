import type { FieldEvidence } from "../model/explanation.ts";
import type { MatchRecord } from "../model/match-record.ts";
import { term } from "../normalize/keys/terms.ts";
import type { Frequencies } from "./frequencies.ts";
import type { Lead } from "./lead.ts";
import { bitsOf, weights } from "./weights.ts";

/**
 * A graduation year against the year the NPI was given out: NPPES knows no schools, but nobody has
 * an NPI long before finishing one.
 */
export function compareGraduation(
  lead: Lead,
  record: MatchRecord,
  frequencies: Frequencies,
): FieldEvidence | undefined {
  if (lead.graduated === 0 || record.enumerated === 0) return undefined;
  const level = levelOf(lead.graduated, record.enumerated);
  const { [level]: m, most, least } = weights.graduation;
  const bits = bitsOf(m, shareOfLevel(lead.graduated, level, frequencies));
  // However the years are spread, one that fits is no objection, and one that does not no support.
  const bounded = level === "fits" ? Math.max(0, bits) : Math.min(0, bits);
  return { field: "graduation", level, bits: Math.min(most, Math.max(least, bounded)) };
}

type Level = "fits" | "late" | "contradicts";

function levelOf(graduated: number, enumerated: number): Level {
  const { around, tail, lastOfWave } = weights.graduation;
  const gap = enumerated - graduated;
  if (gap < -around) return "contradicts";
  if (gap <= around || enumerated <= lastOfWave) return "fits";
  return gap <= tail ? "late" : "contradicts";
}

/** How many of all people would show this level with the lead's graduation year. */
function shareOfLevel(graduated: number, level: Level, frequencies: Frequencies): number {
  const { first, last } = weights.graduation;
  let share = 0;
  for (let year = first; year <= last; year++) {
    if (levelOf(graduated, year) === level) share += frequencies.share(term.enumerated(year));
  }
  return Math.min(1, share);
}
