import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { didYouMean } from "../../../src/config/nearest.ts";
import type { Receipt } from "../../../src/enrich/receipt/receipt.ts";
import { changeKinds, type RefreshOutcome } from "../../../src/enrich/refresh/change.ts";
import { type Condition, type Joined, signs } from "../../../src/list/gates/gate.ts";
import { whyFailed } from "../../../src/list/gates/gate-words.ts";
import { judgeGates } from "../../../src/list/gates/judge-gates.ts";
import { metricOf, metrics } from "../../../src/list/gates/metrics.ts";
import { parseGate } from "../../../src/list/gates/parse-gate.ts";
import { printCondition } from "../../../src/list/gates/print-gate.ts";
import { requireColumns } from "../../../src/list/gates/require-measurable.ts";
import { UsageError } from "../../../src/model/errors.ts";
import { type Status, statuses } from "../../../src/model/status.ts";

const words = { called: "--fail-if", didYouMean };
const parse = (expression: string) => parseGate(expression, words);

describe("parseGate", () => {
  it.each([
    ["match_rate < 0.9", "match_rate < 0.9"],
    ["match_rate<90%", "match_rate < 90%"],
    ["  MATCH_RATE\t<\n 90 %  ", "match_rate < 90%"],
    ["error_rate >= .05", "error_rate >= .05"],
    ["fill.practice_city == 1", "fill.practice_city == 1"],
    ["changes.identity_move != 0", "changes.identity_move != 0"],
    ["rows > 0 and error > 5 AND requests > 9", "rows > 0 and error > 5 and requests > 9"],
    ["rows < 1 or rows > 0 and error > 5", "rows < 1 or rows > 0 and error > 5"],
    ["(rows < 1 or rows > 9) and error > 5", "(rows < 1 or rows > 9) and error > 5"],
    ["((rows < 1)) or (rows > 0 and error > 5)", "rows < 1 or rows > 0 and error > 5"],
    ["(rows < 1 or rows > 9) or error > 5", "(rows < 1 or rows > 9) or error > 5"],
  ])("reads %j as %j", (expression, plain) => {
    expect(parse(expression).text).toBe(plain);
  });

  it("binds `and` more tightly than `or`", () => {
    expect(parse("rows < 1 or rows > 0 and error > 5").condition).toMatchObject({
      kind: "or",
      of: [{ metric: "rows" }, { kind: "and", of: [{ metric: "rows" }, { metric: "error" }] }],
    });
  });

  it.each<[string, string, number]>([
    ["", "a metric is missing here", 0],
    ["   ", "a metric is missing here", 3],
    ["match_rate", "behind match_rate comes one of", 10],
    ["match_rate <", "behind < comes a number", 12],
    ["match_rate < ninety", "behind < comes a number", 13],
    ["match_rate << 1", "behind < comes a number", 12],
    ["match_rate = 1", 'write "=="', 11],
    ["match_rate < 0.9 && rows > 1", 'write "and"', 17],
    ["match_rate < 0.9 || rows > 1", 'write "or"', 17],
    ["not match_rate < 0.9", "a metric is missing here", 0],
    ["!match_rate", 'write "!="', 0],
    ["0.9 > match_rate", "the metric comes first", 0],
    ["match-rate < 0.9", "names have _", 5],
    ["error > -1", "never negative", 8],
    ["rows > 1e3", "a number is written as", 7],
    ["rows > 1,000", "a gate is a metric", 8],
    ["rows > 1.2.3", "a number is written as", 7],
    ["'match_rate' < 1", "nothing in a gate is quoted", 0],
    ["match_rate < 0.9 rows > 1", 'only "and" or "or"', 17],
    ["match_rate < 0.9)", 'only "and" or "or"', 16],
    ["(match_rate < 0.9", "never closed", 0],
    ["rows > 1 and (error > 1 or (rows > 2)", "never closed", 13],
    ["rows > 1 and", "a metric is missing here", 12],
    ["()", "a metric is missing here", 1],
    ["match_rate < 90", "is a share", 13],
    ["match_rate < 100.5%", "is a share", 13],
    ["error > 5%", "is a number of things", 8],
    ["error < 0.05", "is a number of things", 8],
    ["rows > 99999999999999999999", "is a number of things", 7],
    ["rows > é", "a gate is a metric", 7],
    ["rows > 1 or ".repeat(50), "at most 500 characters", 500],
  ])("refuses %j and points at the place", (expression, says, at) => {
    const error = faultOf(expression);
    expect(error).toMatchObject({ code: "gate_invalid", exitCode: 2 });
    expect(error.message).toContain(says);
    if (expression.trim() === "") return expect(error.hint).toContain("For example");
    const [, caret = ""] = error.hint?.split("\n") ?? [];
    expect(caret.indexOf("^") - 2).toBe(Math.min(at, 40));
  });

  it.each([
    ["match_rat < 1", 'Did you mean "match_rate"?'],
    ["change_rate < 1", 'Did you mean "changed_rate"?'],
    ["changes.moves > 1", 'Did you mean "changes.moved"?'],
    ["hb_status < 1", "There are rows, match_rate"],
    ["constructor > 1", "There are rows, match_rate"],
    ["fill. > 1", "There are rows, match_rate"],
  ])("%j asks for no metric there is: %s", (expression, says) => {
    const error = faultOf(expression);
    expect(error).toMatchObject({ code: "gate_metric_unknown", exitCode: 2 });
    expect(error.message).toContain(says);
  });

  it("reads what it has printed as the same", () => {
    fc.assert(
      fc.property(conditions, (condition) => {
        const gate = parse(printCondition(condition));
        expect(gate.condition).toEqual(condition);
        expect(parse(gate.text)).toEqual(gate);
      }),
    );
  });

  it("reads or refuses any text, and says a single line that cannot steer a terminal", () => {
    const pieces = fc.constantFrom(
      ...["match_rate", "rows", "fill.phone", " ", "<", ">=", "==", "and", "or", "(", ")", "90%"],
      ...["0.5", "\u001b[31m", "\n", "::error::x", "%", "\u202e", "'", "\\", "$(x)", "\0", "é"],
    );
    const hostile = fc.oneof(
      fc.string({ unit: "binary", maxLength: 600 }),
      fc.array(pieces, { maxLength: 60 }).map((all) => all.join("")),
    );
    fc.assert(
      fc.property(hostile, (expression) => {
        try {
          expect(parse(expression).text).toMatch(/^[a-z0-9_.<>=!%() ]+$/);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
          const { message, hint = "" } = error as UsageError;
          for (const line of [message, ...hint.split("\n")]) {
            expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
          }
          expect(hint.split("\n").every((line) => line.length <= 80)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("takes brackets as deep as they fit", () => {
    const deep = `${"(".repeat(245)}rows > 1${")".repeat(245)}`;
    expect(parse(deep).text).toBe("rows > 1");
  });
});

function faultOf(expression: string): UsageError {
  try {
    parse(expression);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error(`${expression} was understood`);
}

const shares = metrics.filter(({ unit }) => unit === "share").map(({ name }) => name);
const comparisons = fc.oneof(
  fc.record({
    kind: fc.constant("comparison" as const),
    metric: fc.constantFrom(...shares, "fill.phone", "fill.x_9"),
    sign: fc.constantFrom(...signs),
    limit: fc.oneof(
      fc.record({
        digits: fc.constantFrom("0", "1", "0.95", ".5", "1.000"),
        percent: fc.boolean(),
      }),
      fc.record({ digits: fc.constantFrom("100", "99.9", "12.345"), percent: fc.constant(true) }),
    ),
  }),
  fc.record({
    kind: fc.constant("comparison" as const),
    metric: fc.constantFrom("rows", "error", "requests", "changes.moved"),
    sign: fc.constantFrom(...signs),
    limit: fc.record({
      digits: fc.nat().map(String),
      percent: fc.constant(false),
    }),
  }),
);
const conditions = fc.letrec<{ condition: Condition; joined: Joined }>((tie) => ({
  condition: fc.oneof({ depthSize: "small", maxDepth: 2 }, comparisons, tie("joined")),
  joined: fc
    .record({
      kind: fc.constantFrom("and" as const, "or" as const),
      of: fc.array(tie("condition"), { minLength: 2, maxLength: 3 }),
    })
    .filter((joined) => printCondition(joined).length <= 500),
})).condition;

const noRefresh: RefreshOutcome = {
  ...{
    unasked: 0,
    stale: 0,
    changed_rows: 0,
    identity_moves: 0,
    deactivated: 0,
    replaced: 0,
    withheld: 0,
  },
  changes: Object.fromEntries(changeKinds.map((kind) => [kind, 0])) as RefreshOutcome["changes"],
};

interface Counts {
  statuses?: Partial<Record<Status, number>>;
  filled?: Record<string, number>;
  duplicates?: number;
  dropped?: number;
  repeated?: number;
  requests?: number;
  further?: number;
  refresh?: Partial<RefreshOutcome>;
}

/** Whether each gate holds. */
function holds(counts: Counts, ...gates: string[]): (boolean | undefined)[] {
  const all = Object.fromEntries(statuses.map((one) => [one, counts.statuses?.[one] ?? 0]));
  const rows = Object.values(all).reduce((sum, one) => sum + one, 0);
  const receipt = {
    rows_in: rows + (counts.dropped ?? 0),
    rows_out: rows,
    statuses: all,
    filled: counts.filled ?? {},
    duplicate_rows: counts.repeated ?? 0,
    requests: counts.requests ?? 0,
    ...(counts.duplicates === undefined ? {} : { dedupe: { duplicates: counts.duplicates } }),
    ...(counts.refresh === undefined ? {} : { refresh: { ...noRefresh, ...counts.refresh } }),
  } as unknown as Receipt;
  const run = { receipt, furtherRequests: counts.further ?? 0 };
  return judgeGates(gates.map(parse), run).map((outcome) => {
    expect(outcome.passed).toBe(outcome.holds === false);
    return outcome.holds;
  });
}

describe("what is measured", () => {
  it.each<[string, Counts, string]>([
    ["rows: all that are written", { statuses: { matched: 2, invalid_input: 1 } }, "rows == 3"],
    ["a status", { statuses: { no_match: 4 } }, "no_match == 4"],
    ["its share", { statuses: { no_match: 1, matched: 3 } }, "no_match_rate == 25%"],
    [
      "match_rate counts whatever is not matched against it",
      {
        statuses: {
          matched: 5,
          ambiguous: 1,
          no_match: 1,
          invalid_input: 1,
          error: 1,
          conflict: 1,
        },
      },
      "match_rate == 0.5",
    ],
    [
      "but for whoever is withheld",
      { statuses: { matched: 9, no_match: 1, suppressed: 10 } },
      "match_rate == 90%",
    ],
    [
      "matched_rate is of all rows",
      { statuses: { matched: 1, suppressed: 1 } },
      "matched_rate == 50%",
    ],
    [
      "error_rate: rows without an answer of this run",
      { statuses: { matched: 7, error: 1, not_attempted: 1, no_match: 1 }, refresh: { stale: 2 } },
      "error_rate == 40%",
    ],
    ["error is the status alone", { statuses: { error: 1, not_attempted: 1 } }, "error == 1"],
    [
      "duplicates by their leads",
      { statuses: { matched: 4 }, repeated: 1 },
      "duplicate_rate == 25%",
    ],
    [
      "duplicates by their NPIs, also those left out",
      { statuses: { matched: 3 }, repeated: 3, duplicates: 2, dropped: 1 },
      "duplicate_rate == 50%",
    ],
    ["requests, an estimate's too", { requests: 5, further: 3 }, "requests == 8"],
    [
      "fill: of matched rows",
      { statuses: { matched: 4, no_match: 4 }, filled: { hb_phone: 3 } },
      "fill.phone == 75%",
    ],
    [
      "changed_rate",
      { statuses: { matched: 4 }, refresh: { changed_rows: 1 } },
      "changed_rate == 25% and changed_rows == 1",
    ],
    [
      "rows of refresh",
      { refresh: { identity_moves: 1, deactivated: 2, replaced: 3, withheld: 4, stale: 5 } },
      "identity_moves == 1 and deactivated == 2 and replaced == 3 and withheld == 4 and stale == 5",
    ],
    [
      "changes by kind",
      { refresh: { changes: { ...noRefresh.changes, license: 7 } } },
      "changes.license == 7 and changes.phone == 0",
    ],
  ])("%s", (_, counts, gate) => {
    expect(holds(counts, gate)).toEqual([true]);
  });

  it.each([
    ["<", [true, false, false]],
    ["<=", [true, true, false]],
    [">", [false, false, true]],
    [">=", [false, true, true]],
    ["==", [false, true, false]],
    ["!=", [true, false, true]],
  ])("compares by %s", (sign, expected) => {
    const counts = (matched: number): Counts => ({ statuses: { matched, no_match: 10 - matched } });
    expect([8, 9, 10].flatMap((one) => holds(counts(one), `match_rate ${sign} 90%`))).toEqual(
      expected,
    );
  });

  it("takes percents as the decimals that they are", () => {
    const counts = { statuses: { matched: 999, no_match: 1 } };
    expect(holds(counts, "match_rate < 99.9%", "match_rate == 99.9%")).toEqual([false, true]);
  });

  it("is measured once for every metric", () => {
    for (const { name } of metrics) expect(metricOf(name)?.name).toBe(name);
    expect(new Set(metrics.map(({ name }) => name)).size).toBe(metrics.length);
  });
});

describe("a share of nothing", () => {
  it("fails every gate that hangs on it", () => {
    expect(holds({}, "match_rate < 90%", "error_rate > 0", "fill.phone < 1")).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("is of no account where the rest settles it", () => {
    expect(
      holds(
        {},
        ...["rows > 0 and match_rate < 90%", "match_rate < 90% and rows > 0"],
        ...["rows == 0 or match_rate < 90%", "match_rate < 90% or rows > 0"],
      ),
    ).toEqual([false, false, true, undefined]);
  });

  it("is said", () => {
    const receipt = { rows_out: 0, statuses: { matched: 0, suppressed: 0 } } as unknown as Receipt;
    const [outcome] = judgeGates([parse("match_rate < 90%")], { receipt, furtherRequests: 0 });
    expect(outcome && whyFailed(outcome)).toBe(
      "match_rate cannot be told (0 of 0); fails if match_rate < 90%, or if that cannot be told",
    );
  });
});

describe("columns", () => {
  const columns = ["hb_phone", "hb_practice_city"];
  const refusing = (gate: string) => () => requireColumns([parse(gate)], columns, words);

  it("of the output can be asked about", () => {
    expect(refusing("fill.phone < 1 or fill.practice_city < 1 and rows > 1")).not.toThrow();
  });

  it.each([
    ["fill.fax < 1", "the output does not have: hb_fax."],
    ["rows > 1 or fill.phne < 1", 'Did you mean "fill.phone"?'],
    ["fill.hb_phone < 1", 'Did you mean "fill.phone"?'],
    ["fill.npi < 1", "hb_npi"],
  ])("%s: %s", (gate, says) => {
    expect(refusing(gate)).toThrow(says);
    expect(refusing(gate)).toThrow(UsageError);
  });
});
