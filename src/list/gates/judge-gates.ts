import {
  type Comparison,
  type Condition,
  comparisonsOf,
  type Gate,
  limitValue,
  type Sign,
} from "./gate.ts";
import { type GatedRun, type Metric, metricOf } from "./metrics.ts";

/** What became of a gate. */
export interface GateOutcome {
  gate: string;
  /** Undefined where it hangs on a share of nothing: that fails too. */
  holds: boolean | undefined;
  passed: boolean;
  /** Every metric that it names, once each. */
  measured: readonly Measure[];
}

export interface Measure {
  metric: string;
  unit: Metric["unit"];
  count: number;
  /** Of a share. */
  of?: number;
  /** Undefined for a share of nothing. */
  value: number | undefined;
}

/**
 * All gates, in the order in which they were given. A gate fails where it holds, and where it cannot
 * be told whether it does: `rows > 0 and match_rate < 90%` lets a list without rows pass, the rate
 * alone does not.
 */
export function judgeGates(gates: readonly Gate[], run: GatedRun): GateOutcome[] {
  return gates.map(({ text, condition }) => {
    const names = [...new Set(comparisonsOf(condition).map(({ metric }) => metric))];
    const measures = new Map(names.map((name) => [name, measure(name, run)]));
    const holds = holdsOf(condition, measures);
    return { gate: text, holds, passed: holds === false, measured: [...measures.values()] };
  });
}

function measure(name: string, run: GatedRun): Measure {
  const metric = metricOf(name);
  if (metric === undefined) throw new Error(`no such metric: ${name}`);
  const { count, of } = metric.measure(run);
  const { unit } = metric;
  if (of === undefined) return { metric: name, unit, count, value: count };
  return { metric: name, unit, count, of, value: of === 0 ? undefined : count / of };
}

/** What is settled whatever the unknown may be is settled. */
function holdsOf(
  condition: Condition,
  measures: ReadonlyMap<string, Measure>,
): boolean | undefined {
  if (condition.kind === "comparison") return compare(condition, measures);
  const { kind, of } = condition;
  const parts = of.map((part) => holdsOf(part, measures));
  const settles = kind === "or";
  if (parts.includes(settles)) return settles;
  return parts.includes(undefined) ? undefined : !settles;
}

function compare(
  { metric, sign, limit }: Comparison,
  measures: ReadonlyMap<string, Measure>,
): boolean | undefined {
  const value = measures.get(metric)?.value;
  return value === undefined ? undefined : comparing[sign](value, limitValue(limit));
}

const comparing: Readonly<Record<Sign, (value: number, limit: number) => boolean>> = {
  "<": (value, limit) => value < limit,
  "<=": (value, limit) => value <= limit,
  ">": (value, limit) => value > limit,
  ">=": (value, limit) => value >= limit,
  "==": (value, limit) => value === limit,
  "!=": (value, limit) => value !== limit,
};
