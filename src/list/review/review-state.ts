import { type Decision, isSameLead, nobody } from "../../enrich/decisions/decision.ts";
import { recordHash } from "../../enrich/decisions/lead-hashes.ts";
import type { Asked } from "./ask-item.ts";
import { parseFilter } from "./item-filter.ts";
import type { ReviewItem } from "./review-item.ts";

/** Where somebody is in a review. Nothing of it is on a screen or in a file. */
export interface Review {
  items: readonly ReviewItem[];
  /** All that was decided so far, also before and about other leads. */
  decisions: readonly Decision[];
  /** Indexes of the items that are shown. */
  shown: readonly number[];
  /** Position among them; as many as there are: behind the last. */
  at: number;
  /** Index of an item → what was decided about it in this review. */
  made: ReadonlyMap<number, Decision>;
  history: readonly Step[];
  filter: string;
  /** What just happened, or why something did not. */
  message: string;
}

/** One decision of this review, and what it took the place of. */
interface Step {
  item: number;
  at: number;
  change: DecisionChange;
}

/** What becomes of the file. */
export interface DecisionChange {
  remove: readonly Decision[];
  add: readonly Decision[];
}

/** Who decides, and when. */
export interface Deciding {
  /** ISO day. */
  decided_on: string;
  by?: string | undefined;
  note?: string | undefined;
}

export function beginReview(
  items: readonly ReviewItem[],
  decisions: readonly Decision[],
  filter: string,
): Review {
  const review: Review = {
    ...{ items, decisions, shown: [], at: 0, made: new Map(), history: [] },
    ...{ filter: "", message: "" },
  };
  return filtered(review, filter);
}

/** The item that is looked at; undefined behind the last one. */
export function currentItem({ items, shown, at }: Review): ReviewItem | undefined {
  const index = shown[at];
  return index === undefined ? undefined : items[index];
}

export function filtered(review: Review, text: string): Review {
  const filter = parseFilter(text);
  if (typeof filter === "string") return { ...review, message: `No such filter: ${filter}.` };
  const shown = review.items.flatMap((item, index) => (filter(item) ? [index] : []));
  const first = shown.findIndex((index) => !review.made.has(index));
  const at = first === -1 ? shown.length : first;
  return { ...review, shown, at, filter: text.trim(), message: "" };
}

export function moved(review: Review, by: 1 | -1): Review {
  const at = Math.min(review.shown.length, Math.max(0, review.at + by));
  return { ...review, at, message: "" };
}

/**
 * @param choice position among the candidates, or nobody of them
 * @returns undefined where there is no such candidate
 */
export function chosen(
  review: Review,
  asked: Asked,
  choice: number | typeof nobody,
  { decided_on, by, note }: Deciding,
): { review: Review; change: DecisionChange } | undefined {
  const index = review.shown[review.at];
  const item = index === undefined ? undefined : review.items[index];
  if (index === undefined || item === undefined || asked.kind !== "asked") return undefined;
  const looked = choice === nobody ? asked.candidates : asked.candidates.slice(choice, choice + 1);
  const [first] = looked;
  if (choice !== nobody && first === undefined) return undefined;
  const decision: Decision = {
    lead: item.lead,
    detail: item.detail,
    ...(item.shared ? { shared: true } : {}),
    choice: choice === nobody || first === undefined ? nobody : first.profile.npi,
    records: Object.fromEntries(looked.map(({ profile }) => [profile.npi, recordHash(profile)])),
    decided_on,
    ...(by === undefined ? {} : { by }),
    ...(note === undefined ? {} : { note }),
  };
  const remove = review.decisions.filter((other) => isSameLead(other, decision));
  const change = { remove, add: [decision] };
  const made = new Map(review.made).set(index, decision);
  const step = { item: index, at: review.at, change };
  const history = [...review.history, step];
  const decided = { ...review, made, history, decisions: changed(review.decisions, change) };
  return { review: { ...decided, ...nextOpen(decided) }, change };
}

/** The last decision taken back; undefined where there is none. */
export function undone(review: Review): { review: Review; change: DecisionChange } | undefined {
  const step = review.history.at(-1);
  if (step === undefined) return undefined;
  const change = { remove: step.change.add, add: step.change.remove };
  const history = review.history.slice(0, -1);
  const made = new Map(review.made);
  const earlier = history.findLast(({ item }) => item === step.item)?.change.add[0];
  if (earlier === undefined) made.delete(step.item);
  else made.set(step.item, earlier);
  const at = review.shown.indexOf(step.item);
  const decisions = changed(review.decisions, change);
  const back = { ...review, made, history, decisions, message: "Taken back." };
  return { review: { ...back, at: at === -1 ? review.at : at }, change };
}

/** Where the last decision took the place of somebody else's, theirs comes back when it is taken back. */
export function replacing(review: Review, others: readonly Decision[]): Review {
  const step = review.history.at(-1);
  if (step === undefined || others.length === 0) return review;
  const { remove, add } = step.change;
  const gone = remove.filter((one) => !others.some((other) => isSameLead(one, other)));
  const change = { remove: [...gone, ...others], add };
  return {
    ...review,
    history: [...review.history.slice(0, -1), { ...step, change }],
    message: "It takes the place of what somebody else decided meanwhile; u gives that back.",
  };
}

/** A decision that was to be taken back is not there any more: somebody else's is, and stays. */
export function leavingOthers(review: Review, others: readonly Decision[]): Review {
  const decisions = changed(review.decisions, { remove: [], add: others });
  const message = "Somebody else has decided about that lead since: theirs stays.";
  return { ...review, decisions, message };
}

export function changed(
  decisions: readonly Decision[],
  { remove, add }: DecisionChange,
): Decision[] {
  const gone = [...remove, ...add];
  return [...decisions.filter((one) => !gone.some((other) => isSameLead(one, other))), ...add];
}

function nextOpen({ shown, at, made }: Review): Pick<Review, "at" | "message"> {
  const next = shown.findIndex((index, place) => place > at && !made.has(index));
  return { at: next === -1 ? shown.length : next, message: "" };
}
