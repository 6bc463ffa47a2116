import { nobody } from "../enrich/decisions/decision.ts";
import type { Asked, Candidate } from "../list/review/ask-item.ts";
import type { ReviewItem } from "../list/review/review-item.ts";
import { currentItem, type Review } from "../list/review/review-state.ts";
import { describeAgainst, describeEach, describeFor } from "../match/describe.ts";
import type { Paint } from "./output.ts";
import { printable, shorten } from "./printable.ts";
import { count, counted } from "./progress.ts";
import { type Mark, reviewFields } from "./review-fields.ts";

/** All that a screen of a review shows. */
export interface ReviewView {
  review: Review;
  file: string;
  /** Undefined while the service is asked. */
  asked: Asked | undefined;
  /** Words of taxonomy codes. */
  specialties: ReadonlyMap<string, string>;
  /** All evidence with its weight, instead of the comparison. */
  evidence: boolean;
  help: boolean;
  /** First of the candidates that are side by side. */
  from: number;
  /** Lines that the middle is scrolled by. */
  scroll: number;
  /** What is typed behind `/`; undefined where nothing is. */
  typing: string | undefined;
}

export interface ScreenSize {
  columns: number;
  rows: number;
}

const labelWidth = 12;
const leastCell = 16;
const mostCell = 34;

/** Lines that fit: none is wider than the screen, and there are no more than its rows. */
export function reviewLines(view: ReviewView, size: ScreenSize, paint: Paint): string[] {
  const head = headLines(view, size.columns);
  const foot = footLines(view, size.columns);
  const space = Math.max(1, size.rows - head.length - foot.length);
  const all = bodyLines(view, size.columns);
  const from = Math.max(0, Math.min(view.scroll, all.length - space));
  const body = all.slice(from, from + space);
  if (from + space < all.length && body.length > 1) {
    body[body.length - 1] = {
      text: `  more below (${count(all.length - from - space + 1)} lines)`,
    };
  }
  const blank: Line[] = Array.from({ length: space - body.length }, () => ({ text: "" }));
  return [...head, ...body, ...blank, ...foot]
    .slice(0, Math.max(1, size.rows))
    .map(({ text, as }) => {
      const line = shorten(text, Math.max(1, size.columns)).trimEnd();
      return as === undefined ? line : paint[as](line);
    });
}

/** How many candidates stand side by side. */
function candidatesAbreast(columns: number): number {
  return Math.max(1, Math.floor((columns - labelWidth) / (leastCell + 1)) - 1);
}

interface Line {
  text: string;
  as?: keyof Paint;
}

function headLines({ review, file }: ReviewView, columns: number): Line[] {
  const { shown, at, items, made, filter } = review;
  const done = made.size === 0 ? "" : `, ${count(made.size)} decided`;
  const place =
    at < shown.length
      ? `${count(at + 1)} of ${count(shown.length)}`
      : `${count(shown.length)} looked at`;
  const some = filter === "" ? "" : `, ${counted(items.length, "lead")} in all`;
  const title = `Review: ${place}${some}${done}`;
  const name = printable(file);
  const room = columns - title.length - 2;
  const text =
    name.length <= room
      ? `${title}${" ".repeat(columns - title.length - name.length)}${name}`
      : title;
  return [{ text, as: "bold" }];
}

function bodyLines(view: ReviewView, columns: number): Line[] {
  const { review, asked, help } = view;
  if (help) return helpText.map((text) => ({ text }));
  const item = currentItem(review);
  if (item === undefined) return endLines(review);
  const top = itemLines(item, review, asked, columns);
  if (asked === undefined) return [...top, { text: "" }, { text: "Looking up candidates …" }];
  if (asked.kind === "withheld") {
    return [...top, { text: "" }, { text: "Nothing may be told about this row; s goes on." }];
  }
  if (asked.kind === "unanswered") return [...top, ...wrapped(asked.reason, columns, "")];
  if (asked.candidates.length === 0) {
    return [
      ...top,
      ...leadLines(view, item, columns),
      { text: "" },
      { text: "Nobody is left to choose; n says that none was right." },
    ];
  }
  const middle = view.evidence
    ? evidenceLines(asked.candidates, columns)
    : comparisonLines(view, item, asked.candidates, columns);
  return [...top, { text: "" }, ...middle];
}

function endLines({ shown, items, filter }: Review): Line[] {
  const nothing = items.length === 0 ? "No lead waits for a decision." : "No lead fits the filter.";
  const text = shown.length === 0 ? nothing : "That was the last one.";
  const wider = filter === "" ? "" : " / and Enter shows all again,";
  return [{ text: "" }, { text }, { text: `${wider} p goes back, q ends.`.trim() }];
}

function itemLines(
  { rows, status, before }: ReviewItem,
  review: Review,
  asked: Asked | undefined,
  columns: number,
): Line[] {
  const [first = 0, ...others] = rows;
  const same =
    others.length === 0 ? "" : ` and ${counted(others.length, "row")} with the same lead`;
  const reason = asked?.kind === "asked" ? asked.reason : "";
  const index = review.shown[review.at];
  const made = index === undefined ? undefined : review.made.get(index);
  const said = made ?? before?.decision;
  const since =
    made !== undefined || before === undefined || before.state === "holds"
      ? ""
      : before.state === "expired"
        ? "; the record has changed since"
        : "; nobody is told under that NPI now";
  // Whom a decision names that names nobody any more is not said.
  const choice = said?.choice === nobody ? "none of them" : said?.choice;
  const what = before?.state === "withheld" && made === undefined ? "" : `: ${choice}`;
  const decided =
    said === undefined ? [] : [{ text: `Decided on ${said.decided_on}${what}${since}` }];
  return [
    { text: `Row ${first}${same}: ${status}`, as: "bold" as const },
    ...(reason === "" ? [] : wrapped(reason, columns, "").slice(0, 2)),
    ...decided,
  ];
}

function leadLines(view: ReviewView, { request }: ReviewItem, columns: number): Line[] {
  return reviewFields(request, [], view.specialties).flatMap(({ label, lead }) =>
    tableLines(label, [lead], columns - labelWidth - 1),
  );
}

function comparisonLines(
  { from, specialties }: ReviewView,
  { request }: ReviewItem,
  candidates: readonly Candidate[],
  columns: number,
): Line[] {
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

const mostLines = 2;

/** A label and cells of one width, each broken at blanks to as many lines as it takes, two at most. */
function tableLines(label: string, cells: readonly string[], width: number): Line[] {
  const broken = cells.map((cell) => breakCell(printable(cell), Math.max(1, width)));
  const height = Math.max(1, ...broken.map(({ length }) => length));
  return Array.from({ length: height }, (_, at) => ({
    text: [
      (at === 0 ? label : "").padEnd(labelWidth - 1),
      ...broken.map((lines) => (lines[at] ?? "").padEnd(width)),
    ].join(" "),
  }));
}

function breakCell(text: string, width: number): string[] {
  const indent = /^[+-] | {2}/.test(text) ? "  " : "";
  const lines = breakText(text, width, indent);
  const kept = lines.slice(0, mostLines);
  if (lines.length > mostLines) kept[mostLines - 1] = shorten(`${kept[mostLines - 1]}…`, width);
  return kept.map((line) => shorten(line, width));
}

function whyLines({ evidence, profile }: Candidate, number: number, columns: number): Line[] {
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

function evidenceLines(candidates: readonly Candidate[], columns: number): Line[] {
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

function footLines({ review, typing, asked, help }: ReviewView, columns: number): Line[] {
  if (typing !== undefined) {
    return [
      { text: "Filter: status:conflict state:TX words; empty shows all, Esc leaves it" },
      { text: `/${typing}` },
    ];
  }
  const candidates = asked?.kind === "asked" ? asked.candidates.length : 0;
  const choose =
    candidates === 0 ? "" : candidates === 1 ? "1 choose  " : `1-${candidates} choose  `;
  const keys = help
    ? "any key goes back"
    : `${choose}n none  s skip  p back  u undo  / filter  e evidence  ? help  q quit`;
  const short = keys.length <= columns ? keys : `${choose}n none  ? help  q quit`;
  return [
    { text: review.message, as: "yellow" },
    { text: short, as: "dim" },
  ];
}

const helpText = [
  "",
  "1 to 9    the lead is this candidate",
  "n         it is none of them",
  "s, space  go on without deciding",
  "p         go back",
  "u         take the last decision back",
  "/         show only some: status:conflict state:TX row:17 and words of the lead",
  "e         all evidence with its weight, and back",
  "arrows    other candidates; up and down where there is more",
  "q         end; every decision is kept as soon as it is made",
  "",
  "+ agrees with the lead, - clearly speaks against it,",
  "* the candidates differ here.",
];

function wrapped(text: string, columns: number, indent: string): Line[] {
  return breakText(printable(text), columns, indent).map((line) => ({ text: line }));
}

function breakText(text: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  let line = "";
  const own = /^ */.exec(text)?.[0] ?? "";
  for (const word of text.trim().split(/ +/)) {
    const before = line === "" ? (lines.length === 0 ? own : indent) : `${line} `;
    if (line !== "" && before.length + word.length > width) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line = `${before}${word}`;
  }
  return [...lines, line];
}
