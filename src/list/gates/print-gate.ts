import type { Condition } from "./gate.ts";

/** A condition in its plainest spelling; read again it is the same. */
export function printCondition(condition: Condition): string {
  if (condition.kind === "comparison") {
    const { metric, sign, limit } = condition;
    return `${metric} ${sign} ${limit.digits}${limit.percent ? "%" : ""}`;
  }
  const { kind, of } = condition;
  return of
    .map((part) => (needsBrackets(part, kind) ? inBrackets(part) : printCondition(part)))
    .join(` ${kind} `);
}

/** `and` binds more tightly than `or`. */
function needsBrackets({ kind }: Condition, inside: "and" | "or"): boolean {
  return kind !== "comparison" && !(kind === "and" && inside === "or");
}

function inBrackets(condition: Condition): string {
  return `(${printCondition(condition)})`;
}
