import { createRowParts } from "../receipt/row-parts.ts";
import { createRowRanges } from "../receipt/row-ranges.ts";
import type { AnswerTerms } from "./answer-terms.ts";

/**
 * What a run wrote, so that a later one knows which of its answers would be the same again: those of
 * rows that say what they said, as long as all that answers hang on is what it was.
 */
export interface ToldAnswers {
  /** SHA-256 (hex) over all that answers hang on beside the row (cli/enrich/answer-terms.ts). */
  under: string;
  /** Over what the rows of the output say in the columns of a run (row-parts.ts). */
  parts: string;
  /** Rows that are asked about again in any case (row-ranges.ts). */
  open: string;
}

/** Takes the rows of an output in their order. */
export interface AnswersLog {
  /** @param isOpen whether another answer may come of the same question */
  add(told: string, isOpen: boolean): void;
  answers(): Omit<ToldAnswers, "under">;
}

function createAnswersLog(): AnswersLog {
  const parts = createRowParts();
  const open = createRowRanges();
  let rows = 0;
  return {
    add(told, isOpen) {
      parts.add(told);
      rows++;
      if (isOpen) open.add(rows);
    },
    answers: () => ({ parts: parts.text(), open: open.text() }),
  };
}

/**
 * @param keepsAnswers of a run before, which has answered under terms of its own
 */
export function answersLogUnder(
  terms: AnswerTerms | undefined,
  keepsAnswers: boolean,
): AnswersLog | undefined {
  return terms === undefined || keepsAnswers ? undefined : createAnswersLog();
}

/** Nothing is said of answers while which something changed that they hang on. */
export async function answersUnder(
  terms: AnswerTerms | undefined,
  log: AnswersLog | undefined,
): Promise<{ answers?: ToldAnswers }> {
  if (log === undefined || terms === undefined || !(await terms.hold())) return {};
  return { answers: { under: terms.sha256, ...log.answers() } };
}

/**
 * What a row says in the columns of a run, as one text.
 *
 * @param cells in the order of `outputColumns`, as they are before a file's writer makes them safe
 * @param stale since when they are not confirmed, else ""
 */
export function toldText(cells: readonly string[], stale: string): string {
  return `${cells.join("\u001f")}\u001f${stale}`;
}
