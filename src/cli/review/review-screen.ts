import { nobody } from "../../enrich/decisions/decision.ts";
import type { Asked } from "../../list/review/ask-item.ts";
import type { ReviewItem } from "../../list/review/review-item.ts";
import { currentItem, type Review } from "../../list/review/review-state.ts";
import type { Paint } from "../screen/output.ts";
import { printable, shorten } from "../screen/printable.ts";
import { count, counted } from "../screen/progress.ts";
import { comparisonLines, evidenceLines } from "./review-candidates.ts";
import { reviewFields } from "./review-fields.ts";
import { labelWidth, type ScreenLine, tableLines, wrapped } from "./review-layout.ts";

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
  const blank: ScreenLine[] = Array.from({ length: space - body.length }, () => ({ text: "" }));
  return [...head, ...body, ...blank, ...foot]
    .slice(0, Math.max(1, size.rows))
    .map(({ text, as }) => {
      const line = shorten(text, Math.max(1, size.columns)).trimEnd();
      return as === undefined ? line : paint[as](line);
    });
}

function headLines({ review, file }: ReviewView, columns: number): ScreenLine[] {
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

function bodyLines(view: ReviewView, columns: number): ScreenLine[] {
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

function endLines({ shown, items, filter }: Review): ScreenLine[] {
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
): ScreenLine[] {
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

function leadLines(view: ReviewView, { request }: ReviewItem, columns: number): ScreenLine[] {
  return reviewFields(request, [], view.specialties).flatMap(({ label, lead }) =>
    tableLines(label, [lead], columns - labelWidth - 1),
  );
}

function footLines({ review, typing, asked, help }: ReviewView, columns: number): ScreenLine[] {
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
