import { type Comparison, type Condition, type Gate, type Joined, limitValue } from "./gate.ts";
import { type GateFault, gateFault } from "./gate-fault.ts";
import { fillPrefix, type Metric, metricOf, metrics } from "./metrics.ts";
import { printCondition } from "./print-gate.ts";
import { scanGate, type Token } from "./scan-gate.ts";

export interface GateWords {
  /** Who said the gate, for messages: `--fail-if`. */
  called: string;
  /** ` Did you mean "x"?`, or "" when nothing is near. */
  didYouMean: (word: string, known: readonly string[]) => string;
}

/**
 * `match_rate < 90% or (error > 5 and rows >= 100)`. UsageError `gate_invalid` with the place where
 * it cannot be understood, `gate_metric_unknown` for a metric that there is not. Whether an output
 * has the column that `fill.` names is not looked at.
 */
export function parseGate(expression: string, { called, didYouMean }: GateWords): Gate {
  const tokens = scanGate(expression);
  if (!Array.isArray(tokens)) throw gateFault(called, expression, tokens);
  let next = 0;

  const peek = () => tokens[next] as Token;
  const take = (): Token => tokens[next++] as Token;
  const fail = (fault: GateFault): never => {
    throw gateFault(called, expression, fault);
  };

  function joined(kind: Joined["kind"], part: () => Condition): Condition {
    const of = [part()];
    while (peek().text === kind) {
      take();
      of.push(part());
    }
    const [only] = of;
    return only !== undefined && of.length === 1 ? only : { kind, of };
  }

  const any = (): Condition => joined("or", all);
  const all = (): Condition => joined("and", one);

  function one(): Condition {
    if (peek().kind !== "open") return comparison();
    const { at } = take();
    const inner = any();
    if (peek().kind !== "close") fail({ says: 'this "(" is never closed.', at });
    take();
    return inner;
  }

  function comparison(): Comparison {
    const name = take();
    const metric = known(name);
    const sign = take();
    if (sign.kind !== "sign") {
      return fail({ says: `behind ${metric.name} comes one of < <= > >= == !=.`, at: sign.at });
    }
    const number = take();
    if (number.kind !== "number") {
      return fail({ says: `behind ${sign.text} comes a number.`, at: number.at });
    }
    const percent = peek().kind === "percent";
    if (percent) take();
    const limit = { digits: number.text, percent };
    const fault = whyNoLimit(metric, limit);
    if (fault !== undefined) fail({ says: fault, at: number.at });
    return { kind: "comparison", metric: metric.name, sign: sign.text, limit };
  }

  function known({ kind, text, at }: Token): Metric {
    if (kind !== "name" || reserved.has(text)) return fail({ says: noName(kind), at });
    const metric = metricOf(text);
    if (metric !== undefined && text !== fillPrefix) return metric;
    const names = metrics.map(({ name }) => name);
    const says = `there is no metric "${text}".${didYouMean(text, names) || someMetrics}`;
    return fail({ says, at, code: "gate_metric_unknown" });
  }

  const condition = any();
  const rest = peek();
  if (rest.kind !== "end") fail({ says: 'only "and" or "or" can follow here.', at: rest.at });
  return { text: printCondition(condition), condition };
}

const reserved: ReadonlySet<string> = new Set(["and", "or", "not"]);
const someMetrics =
  " There are rows, match_rate, error_rate, fill.phone and others (docs/checks.md).";

function noName(kind: Token["kind"]): string {
  return kind === "number"
    ? "the metric comes first: match_rate < 90%."
    : "a metric is missing here, e.g. match_rate.";
}

/** A count compared with a share, or the other way round, would hold always or never. */
function whyNoLimit({ name, unit }: Metric, limit: Comparison["limit"]): string | undefined {
  const value = limitValue(limit);
  if (unit === "share") {
    return value > 1 ? `${name} is a share: compare it with 0 to 1, or 0% to 100%.` : undefined;
  }
  if (limit.percent || !Number.isSafeInteger(value)) {
    return `${name} is a number of things, not a share: compare it with a whole number.`;
  }
  return undefined;
}
