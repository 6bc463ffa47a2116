import type { Candidate } from "../../list/review/ask-item.ts";
import type { ReviewItem } from "../../list/review/review-item.ts";
import { describeAgainst, describeEach, describeFor } from "../../match/describe.ts";
import { shorten } from "../screen/printable.ts";
import { counted } from "../screen/progress.ts";
import { type Mark, reviewFields } from "./review-fields.ts";
import { labelWidth, type ScreenLine, tableLines, wrapped } from "./review-layout.ts";

/** How candidates are looked at. */
interface CandidatesView {
  /** First of those that are side by side. */
  from: number;
  /** Words of taxonomy codes. */
  specialties: ReadonlyMap<string, string>;
}

const leastCell = 16;
const mostCell = 34;

/** The lead and as many candidates as fit, side by side, and why each. */
export function comparisonLines(
  { from, specialties }: CandidatesView,
  { request }: ReviewItem,
  candidates: readonly Candidate[],
  columns: number,
): ScreenLine[] {
  const abreast = Math.min(candidatesAbreast(columns), candidates.length);
  const first = Math.max(0, Math.min(from, candidates.length - abreast));
  const side = candidates.slice(first, first + abreast);
  const cell = Math.min(mostCell, Math.floor((columns - labelWidth) / (abreast + 1)) - 1);
  const titles = side.map(
    ({ confidence }, i) => `  ${first + i + 1}  ${confidenceText(confidence)}`,
  );
  const rest = candidates.length - abreast;
  return [
    ...tableLines("", ["your list", ...titles], cell).map((line) => ({
      ...line,
      as: "bold" as const,
    })),
    ...reviewFields(request, side, specialties).flatMap(
      ({ label, lead, candidates: cells, differ }) =>
        tableLines(
          differ ? `${label}*` : label,
          [lead, ...cells.map(({ text, mark }) => marked(text, mark))],
          cell,
        ),
    ),
    ...(rest > 0 ? [{ text: `  ${counted(rest, "more candidate")}: arrows left and right` }] : []),
    { text: "" },
    ...side.flatMap((candidate, i) => whyLines(candidate, first + i + 1, columns)),
  ];
}

function confidenceText(confidence: number | undefined): string {
  return confidence === undefined ? "not found now" : confidence.toFixed(2);
}

function marked(text: string, mark: Mark): string {
  return text === "" ? "" : `${mark} ${text}`;
}

function whyLines({ evidence, profile }: Candidate, number: number, columns: number): ScreenLine[] {
  const fits = describeFor(evidence);
  const against = describeAgainst(evidence);
  const said = [
    ...(fits === "" ? [] : [`fits: ${fits}`]),
    ...(against === "" ? [] : [`against: ${against}`]),
    ...(profile.active ? [] : ["the NPI is deactivated"]),
  ];
  const words =
    said.length === 0 ? "named by the list; nothing of the lead leads there now" : said.join("; ");
  return wrapped(`${number}  ${words}`, columns, "   ");
}

/** All evidence of each candidate with its weight, in bits. */
export function evidenceLines(candidates: readonly Candidate[], columns: number): ScreenLine[] {
  return candidates.flatMap(({ profile, confidence, evidence }, at) => {
    const said = describeEach(evidence);
    const lines = evidence.map(({ field, level, bits }, i) => {
      const words = said[i] || (field === "reading" ? "another reading of the name" : level);
      const sign = bits < 0 ? "-" : "+";
      return `   ${`${sign}${Math.abs(bits).toFixed(1)}`.padStart(6)}  ${field.padEnd(13)} ${words}`;
    });
    const title = `${at + 1}  ${profile.npi}  ${confidenceText(confidence)}`;
    const all = lines.length === 0 ? ["   named by the list alone"] : lines;
    return [
      { text: title, as: "bold" as const },
      ...all.map((text) => ({ text: shorten(text, columns) })),
    ];
  });
}

/** How many candidates stand side by side. */
function candidatesAbreast(columns: number): number {
  return Math.max(1, Math.floor((columns - labelWidth) / (leastCell + 1)) - 1);
}
