import { type Sign, signs } from "./gate.ts";
import type { GateFault } from "./gate-fault.ts";

/** A word of an expression, and where it begins. */
export type Token = { at: number } & (
  | { kind: "name" | "number"; text: string }
  | { kind: "sign"; text: Sign }
  | { kind: "percent" | "open" | "close" | "end"; text: string }
);

/** A gate is a line of a workflow; nobody reads a longer one. */
const longest = 500;

/** Numbers take no exponent and no thousands separators. */
const pattern =
  /\s+|(?<name>[a-z_][\w.]*)|(?<number>\d+(?:\.\d+)?|\.\d+)(?![\w.])|(?<sign>[<>=!]=|[<>])|(?<percent>%)|(?<open>\()|(?<close>\))/iy;

/** Words in any case, as lower case; the last is the end. */
export function scanGate(expression: string): Token[] | GateFault {
  if (expression.length > longest) {
    return { says: `a gate has at most ${longest} characters.`, at: longest };
  }
  const tokens: Token[] = [];
  const scanner = new RegExp(pattern);
  let at = 0;
  while (at < expression.length) {
    scanner.lastIndex = at;
    const found = scanner.exec(expression);
    if (found === null) return strange(expression, at);
    const [kind, text] =
      Object.entries(found.groups ?? {}).find(([, one]) => one !== undefined) ?? [];
    if (kind !== undefined && text !== undefined) {
      tokens.push({ kind, text: text.toLowerCase(), at } as Token);
    }
    at = scanner.lastIndex;
  }
  return [...tokens, { kind: "end", text: "", at }];
}

const likely: readonly (readonly [pattern: RegExp, says: string])[] = [
  [/^&&?/, 'write "and".'],
  [/^\|\|?/, 'write "or".'],
  [/^=/, 'write "==" for equal.'],
  [/^!/, 'write "!=" for unequal, and the opposite comparison for "not".'],
  [/^-/, "numbers are never negative here, and names have _ instead of -."],
  [/^[\d.]/, "a number is written as 0.9, 90% or 1000."],
  [/^["'`]/, "nothing in a gate is quoted."],
];

function strange(expression: string, at: number): GateFault {
  const rest = expression.slice(at);
  const says = likely.find(([one]) => one.test(rest))?.[1];
  return { says: says ?? `a gate is a metric, one of ${signs.join(" ")} and a number.`, at };
}
