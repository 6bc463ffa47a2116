import { codeOfReason } from "../../model/reason.ts";
import { answerStatuses } from "../../model/status.ts";
import { alwaysColumns } from "../cells/field-catalogue.ts";
import { mergeCells } from "../cells/merge-cells.ts";
import type { EarlierAnswer } from "../earlier-run.ts";
import type { Finding } from "../finding.ts";
import type { ListReading } from "../receipt/receipt.ts";
import { parseRowRanges } from "../receipt/row-ranges.ts";
import type { AnswerTerms } from "./answer-terms.ts";
import { heldNpi } from "./held-npi.ts";
import type { ToldAnswers } from "./told-answers.ts";
import { createUnchangedRows } from "./unchanged-rows.ts";

/** What a refresh may leave unasked of the rows that are as they were. */
export interface Leaving {
  /** The suppression number under which all that answers hang on is what it was. */
  number: number;
  /** Rows to be asked about in any case, ascending. */
  open: readonly (readonly [first: number, last: number])[];
  /** Rows with a match too: not where more is wanted of them than their cells say. */
  matched: boolean;
  /** To be asked about in any case: somebody has decided. */
  isDecided?: ((row: number) => boolean) | undefined;
}

/** Undefined where the list is not known to have been answered under these very terms. */
export function leavingUnder(
  terms: AnswerTerms | undefined,
  answers: ToldAnswers | undefined,
  which: Pick<Leaving, "matched" | "isDecided">,
): Leaving | undefined {
  if (terms === undefined || answers?.under !== terms.sha256) return undefined;
  return { ...which, number: terms.number, open: parseRowRanges(answers.open) ?? [] };
}

/**
 * What is found for a row, because asking again could only find the same; undefined where the row is
 * to be asked about. To be asked of one row after the other, in their order.
 *
 * @param confirms whether asking would be whether its NPI still is on file (confirming.ts)
 */
export type LeaveUnasked = (
  row: number,
  before: EarlierAnswer,
  confirms: boolean,
) => Finding | undefined;

export function createLeaveUnasked(
  { retold }: Pick<ListReading, "retold">,
  { open, matched, isDecided = () => false }: Leaving,
): LeaveUnasked {
  const isAsTold = createUnchangedRows({ edited: retold });
  const isClosed = createUnchangedRows({ edited: open });

  return (row, { finding }, confirms) => {
    const isLeft = [isAsTold(row), isClosed(row)].every(Boolean) && !isDecided(row);
    if (!isLeft || codeOfReason(finding.reason) === "decided") return undefined;
    if (finding.status === "matched") return matched && confirms ? again(finding) : undefined;
    const isAnswer = answerStatuses.has(finding.status) && heldNpi(finding) === undefined;
    return isAnswer ? again(finding) : undefined;
  };
}

const duplicatePlace = alwaysColumns.findIndex(({ name }) => name === "hb_duplicate_of");

/** As an answer would be, where its cells come out as they are. */
function again({ kept = [], replaced: _, ...before }: Finding): Finding | undefined {
  const isMatched = before.status === "matched";
  const finding: Finding = isMatched
    ? { ...before, confirmable: true }
    : { ...before, cells: [], keys: undefined };
  // Which row it repeats is settled anew: others may have been edited.
  const cells = mergeCells(finding, before.cells.length, 0);
  return cells.every((cell, i) => i === duplicatePlace || cell === kept[i]) ? finding : undefined;
}
