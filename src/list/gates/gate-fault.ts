import { UsageError } from "../../model/errors.ts";

/** Where a gate cannot be understood. */
export interface GateFault {
  /** Completes `--fail-if: …`, with its full stop. */
  says: string;
  /** 0-based character of the expression. */
  at: number;
  code?: "gate_invalid" | "gate_metric_unknown";
}

const before = 40;
const behind = 30;

/**
 * The message and, below it, the place.
 *
 * @param called who said the gate: `--fail-if`
 */
export function gateFault(
  called: string,
  expression: string,
  { says, at, code = "gate_invalid" }: GateFault,
): UsageError {
  const from = Math.max(0, at - before);
  const shown = expression.slice(from, at + behind).replace(/[\p{C}\p{Zl}\p{Zp}\s]/gu, " ");
  const hint = shown.trim() === "" ? example : `  ${shown}\n  ${" ".repeat(at - from)}^`;
  return new UsageError(code, `${called}: ${says}`, hint);
}

const example = "For example: --fail-if 'match_rate < 90%'";
