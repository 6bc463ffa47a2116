import { UsageError } from "../../model/errors.ts";
import { comparisonsOf, type Gate } from "./gate.ts";
import { fillPrefix, metricOf } from "./metrics.ts";
import type { GateWords } from "./parse-gate.ts";

/** Whether a gate asks about what `refresh` alone can tell; the first such metric. */
export function refreshMetric({ condition }: Gate): string | undefined {
  return comparisonsOf(condition).find(({ metric }) => metricOf(metric)?.ofRefresh === true)
    ?.metric;
}

/**
 * UsageError `gate_field_unknown` where a gate asks for the fill of a column that the output has not.
 *
 * @param columns profile columns of the output, `hb_phone`
 */
export function requireColumns(
  gates: readonly Gate[],
  columns: readonly string[],
  { called, didYouMean }: GateWords,
): void {
  const known = columns.map((column) => fillPrefix + column.slice(3));
  for (const { condition } of gates) {
    for (const { metric } of comparisonsOf(condition)) {
      if (!metric.startsWith(fillPrefix) || known.includes(metric)) continue;
      throw new UsageError(
        "gate_field_unknown",
        `${called}: ${metric} asks about a column that the output does not have: hb_${metric.slice(fillPrefix.length)}.${didYouMean(metric, known)}`,
        "Add it with --fields, or ask about another; only profile columns can be filled.",
      );
    }
  }
}
