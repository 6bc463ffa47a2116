import { nobody } from "../../enrich/decisions/decision.ts";
import type { Asked } from "../../list/review/ask-item.ts";
import type { ReviewItem } from "../../list/review/review-item.ts";
import {
  chosen,
  currentItem,
  type Deciding,
  type DecisionChange,
  filtered,
  leavingOthers,
  moved,
  type Review,
  replacing,
  undone,
} from "../../list/review/review-state.ts";
import type { SavedDecisions } from "../decisions/save-decisions.ts";
import type { KeyTerminal, TerminalEvent } from "../screen/key-terminal.ts";
import type { Paint } from "../screen/output.ts";
import { type ReviewView, reviewLines } from "./review-screen.ts";

export interface ReviewWorld {
  terminal: KeyTerminal;
  paint: Paint;
  file: string;
  deciding: Deciding;
  ask(item: ReviewItem): Promise<Asked>;
  /** Words of the taxonomy codes of these people. */
  specialtiesOf(asked: Asked): Promise<ReadonlyMap<string, string>>;
  /** @param others what becomes of decisions of somebody else about the same lead */
  save(change: DecisionChange, others: "replace" | "keep"): Promise<SavedDecisions>;
}

/** Goes from lead to lead until somebody ends it; each decision is saved before the next key. */
export async function reviewLoop(begun: Review, world: ReviewWorld): Promise<Review> {
  const { terminal, paint, file } = world;
  const answers = new Map<ReviewItem, Promise<Asked>>();
  let view: ReviewView = {
    ...{ review: begun, file, asked: undefined, specialties: new Map<string, string>() },
    ...{ evidence: false, help: false, from: 0, scroll: 0, typing: undefined },
  };
  let looked: ReviewItem | undefined;

  const draw = () => terminal.draw(reviewLines(view, terminal.size(), paint));

  /** Has the candidates of the lead that is looked at. */
  async function look(): Promise<void> {
    const item = currentItem(view.review);
    if (item === looked && (item === undefined || view.asked !== undefined)) return;
    looked = item;
    view = { ...view, asked: undefined, from: 0, scroll: 0 };
    if (item === undefined) return;
    draw();
    const asking = answers.get(item) ?? world.ask(item);
    answers.set(item, asking);
    const asked = await asking;
    view = { ...view, asked, specialties: await world.specialtiesOf(asked) };
    // Nobody decides about candidates that were not there to be seen.
    terminal.forgetKeys();
  }

  async function change(
    next: { review: Review; change: DecisionChange } | undefined,
    { otherwise, others }: { otherwise: string; others: "replace" | "keep" },
  ): Promise<void> {
    if (next === undefined) {
      view = { ...view, review: { ...view.review, message: otherwise } };
      return;
    }
    const saved = await world.save(next.change, others);
    const review = saved.isSaved
      ? replacing(next.review, saved.others)
      : leavingOthers(next.review, saved.others);
    view = { ...view, review };
  }

  /** Whether it goes on. */
  async function press({ name, text }: TerminalEvent & { kind: "key" }): Promise<boolean> {
    if (view.help) {
      view = { ...view, help: false };
      return true;
    }
    if (view.typing !== undefined) {
      view = typed(view, name, text);
      return true;
    }
    const { review, asked } = view;
    const none: Asked = { kind: "withheld" };
    if (/^[1-9]$/.test(text)) {
      const next = chosen(review, asked ?? none, Number(text) - 1, world.deciding);
      const otherwise = `There is no candidate ${text} to choose.`;
      await change(next, { otherwise, others: "replace" });
      return true;
    }
    switch (name) {
      case "n":
        await change(chosen(review, asked ?? none, nobody, world.deciding), {
          otherwise: "Nothing to decide here.",
          others: "replace",
        });
        return true;
      case "u":
        await change(undone(review), { otherwise: "Nothing to take back.", others: "keep" });
        return true;
      case "q":
        return false;
      case "s":
      case "space":
      case "return":
        view = { ...view, review: moved(review, 1) };
        return true;
      case "p":
        view = { ...view, review: moved(review, -1) };
        return true;
      default:
        view = lookedAt(view, name, text);
        return true;
    }
  }

  for (;;) {
    await look();
    draw();
    const event = await terminal.next();
    if (event.kind === "end") return view.review;
    if (event.kind === "key" && !(await press(event))) return view.review;
  }
}

/** Keys that change what is shown, and nothing else. */
function lookedAt(view: ReviewView, name: string, text: string): ReviewView {
  const candidates = view.asked?.kind === "asked" ? view.asked.candidates.length : 0;
  if (text === "/") return { ...view, typing: view.review.filter };
  if (text === "?") return { ...view, help: true };
  switch (name) {
    case "e":
      return { ...view, evidence: !view.evidence, scroll: 0 };
    case "right":
      return { ...view, from: Math.min(view.from + 1, Math.max(0, candidates - 1)) };
    case "left":
      return { ...view, from: Math.max(0, view.from - 1) };
    case "down":
      return { ...view, scroll: Math.min(view.scroll + 1, 1000) };
    case "up":
      return { ...view, scroll: Math.max(0, view.scroll - 1) };
    default:
      return { ...view, review: { ...view.review, message: "? says which keys there are." } };
  }
}

const longestFilter = 200;

function typed(view: ReviewView, name: string, text: string): ReviewView {
  const { typing = "", review } = view;
  if (name === "escape") return { ...view, typing: undefined };
  if (name === "return" || name === "enter") {
    return { ...view, typing: undefined, review: filtered(review, typing) };
  }
  if (name === "backspace") return { ...view, typing: typing.slice(0, -1) };
  const isText = text.length > 0 && !/\p{Cc}/u.test(text);
  return isText ? { ...view, typing: (typing + text).slice(0, longestFilter) } : view;
}
