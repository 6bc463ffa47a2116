import { describe, expect, it } from "vitest";
import { resolveFields } from "../../../src/enrich/cells/resolve-fields.ts";
import type { Finding } from "../../../src/enrich/finding.ts";
import { withheld } from "../../../src/enrich/finding.ts";
import type { Entry } from "../../../src/enrich/plan-batches.ts";
import { createRefreshLog } from "../../../src/enrich/refresh/refresh-log.ts";
import type { GateOutcome } from "../../../src/list/gates/judge-gates.ts";
import { createRunFigures } from "../../../src/list/report/collect-figures.ts";
import { createConfidenceHistogram } from "../../../src/list/report/confidence-histogram.ts";
import { count, percent } from "../../../src/list/report/figure-words.ts";
import { oneLine } from "../../../src/list/report/one-line.ts";
import { reportPage } from "../../../src/list/report/report-page.ts";
import { rowNumbers } from "../../../src/list/report/row-numbers.ts";
import { createShownRows } from "../../../src/list/report/shown-rows.ts";
import { createValueCounts } from "../../../src/list/report/value-counts.ts";
import type { ReasonCode } from "../../../src/model/reason.ts";
import { reasonCodes } from "../../../src/model/reason.ts";
import { runList } from "../../enrich/run-list.ts";
import { memoryTable } from "../../helpers/memory-table.ts";

const blank = { matchedOn: "", npi: "", candidates: [], cells: [] };

function finding(status: Finding["status"], code: string, rest: Partial<Finding> = {}): Finding {
  return { ...blank, status, reason: `${code}: words`, ...rest };
}

function entry(number: number, found: Finding): Entry {
  const row = { kind: "record", number, line: number + 1, cells: [], extra: [], ending: "\n" };
  return {
    row: { ...row, raw: new Uint8Array() } as Entry["row"],
    ...{ request: undefined, repeated: 0, duplicateOf: 0, finding: found },
  };
}

describe("rows by number", () => {
  const shown = (numbers: readonly number[]) => {
    const rows = createShownRows();
    for (const number of numbers) rows.add(number);
    return rowNumbers(rows.shown());
  };
  it.each([
    [[], ""],
    [[3], "3"],
    [[1, 2, 3, 7, 9, 10], "1-3, 7, 9-10"],
  ])("%j are shown as %s", (numbers, words) => expect(shown(numbers)).toBe(words));

  it("counts what it has no room for, also what would go on with a range that is not shown", () => {
    const odd = Array.from({ length: 1000 }, (_, i) => 1 + 3 * i);
    const words = shown([...odd, ...odd.map((n) => n + 5000), 8002, 8003]);
    expect(words).toMatch(/^1, 4, 7, .*, 88 and 1,972 more$/);
  });

  it("goes on with the last range that is shown", () => {
    const odd = Array.from({ length: 30 }, (_, i) => 1 + 2 * i);
    expect(shown([...odd, 60, 61, 99])).toMatch(/, 59-61 and 1 more$/);
  });
});

describe("confidences", () => {
  it("go to the bin that they begin, and 1 to the last", () => {
    const histogram = createConfidenceHistogram();
    const given = [0, 0.0499, 0.05, 0.9499, 0.95, 0.9501, 1] as const;
    for (const confidence of given) histogram.add(confidence, confidence >= 0.95);
    const { bins, rows, matched, expectedRight, atLeast } = histogram.figures();
    expect(bins.map((bin) => bin.rows)).toEqual([2, 1, ...Array(16).fill(0), 1, 3]);
    expect(bins.map(({ from }) => from)).toEqual(
      Array.from({ length: 20 }, (_, i) => (i * 5) / 100),
    );
    expect([rows, matched, atLeast(0.95), atLeast(0)]).toEqual([7, 3, 3, 7]);
    expect(expectedRight).toBeCloseTo(2.9001, 8);
    expect(bins.reduce((sum, bin) => sum + bin.expected, 0)).toBeCloseTo(3.95, 3);
  });
});

describe("values", () => {
  it("are told by rows and then by name, the commonest 15; the others are added up", () => {
    const counts = createValueCounts((cell) => cell);
    for (let i = 0; i < 40; i++) for (let n = 0; n <= i % 20; n++) counts.add(`v${i}`);
    counts.add("");
    const { top, others, none } = counts.counts();
    expect(top.slice(0, 3)).toEqual([
      ["v19", 20],
      ["v39", 20],
      ["v18", 19],
    ]);
    expect([top.length, others.values, none]).toEqual([15, 25, 1]);
    expect(top.reduce((sum, [, n]) => sum + n, others.rows)).toBe(420);
  });

  it("loses no row where a registry has more of them than are told apart", () => {
    const counts = createValueCounts((cell) => cell);
    for (let i = 0; i < 5000; i++) counts.add(`v${i}`);
    expect(counts.counts().others.rows).toBe(4985);
  });
});

describe("words", () => {
  it.each([
    [0, 0, "–"],
    [0, 9, "0.0 %"],
    [1, 10_000, "< 0.1 %"],
    [9_999, 10_000, "> 99.9 %"],
    [9, 9, "100.0 %"],
  ])("%i of %i is %s", (part, whole, words) =>
    expect(percent(part, whole).replaceAll("\u00a0", " ")).toBe(words),
  );
  it("group thousands", () => expect(count(1_234_567)).toBe("1,234,567"));
  it.each([
    ["a\u202Eb\nc\u0000", "a b c"],
    [`Z${"\u0301".repeat(400)}algo`, "Zalgo"],
    ["x".repeat(5000), `${"x".repeat(59)}…`],
    ["\u{1F600}".repeat(61), `${"\u{1F600}".repeat(59)}…`],
  ])("are one short line", (given, line) => expect(oneLine(given)).toBe(line));
});

describe("figures of a run", () => {
  const fields = ["hb_practice_state", "hb_specialty"];
  const of = (...findings: Finding[]) => {
    const counting = createRunFigures(fields);
    counting.watch(
      findings.map((found, i) => entry(i + 1, found)),
      [],
    );
    return counting.figures();
  };

  it("count what was written, by reason, with its rows", () => {
    const { confidence, profiled, states, specialties, reasons } = of(
      finding("matched", "npi_name", { confidence: 1, cells: ["TX", "Dentist"] }),
      finding("matched", "npi_name", { confidence: 0.98, cells: ["Ontario", ""] }),
      finding("ambiguous", "not_sure", { confidence: 0.5 }),
      finding("ambiguous", "not_sure", { confidence: 0.5 }),
      finding("error", "no_answer"),
      finding("no_match", "what_a_hostile_service_says", { confidence: 0 }),
    );
    expect([confidence.rows, confidence.matched, profiled]).toEqual([5, 2, 2]);
    expect(states?.top).toEqual(
      [
        ["TX", 1],
        ["outside the United States", 1],
      ].sort(),
    );
    expect([specialties?.top, specialties?.none]).toEqual([[["Dentist", 1]], 1]);
    expect(reasons.map(({ status, code, rows }) => [status, code, rows.ranges])).toEqual([
      ["matched", "npi_name", "1-2"],
      ["ambiguous", "not_sure", "3-4"],
      ["no_match", "other", "6"],
      ["error", "no_answer", "5"],
    ]);
  });

  it("tell neither values nor confidences of suppressed rows", () => {
    const { confidence, profiled, states } = of(withheld, withheld);
    expect([confidence.rows, profiled, states?.top]).toEqual([0, 0, []]);
  });

  it("tell no number or address that somebody wrote into the cell of a specialty", () => {
    const edited = ["jane@example.com", "call 217 5551234", "1000000004"];
    const { specialties } = of(
      ...edited.map((cell) => finding("matched", "npi", { cells: ["TX", cell] })),
    );
    expect(specialties?.top).toEqual([["other", 3]]);
  });
});

const measured = (metric: string, value: number): GateOutcome["measured"][number] =>
  ({ metric, count: value, value }) as GateOutcome["measured"][number];

describe("the page", () => {
  const outcome = runList(
    memoryTable({ columns: ["Full Name", "City"], rows: [["Ann Muster", "Fairview"]] }),
  );

  async function page(
    counting: ReturnType<typeof createRunFigures>,
    change: (facts: Parameters<typeof reportPage>[0]) => object = () => ({}),
  ): Promise<string> {
    const { settled: survey, receipt } = await outcome;
    const facts = {
      ...{ survey, receipt, calibration: undefined, toolVersion: "1.2.3", format: "csv" },
      ...{ inputName: "leads.csv", outputName: "out.csv", fields: "default" },
      ...{ figures: counting.figures(), gates: [], canaries: undefined },
    };
    return reportPage({ ...facts, ...change(facts) });
  }

  it("tells what the run was held against, and nothing of checks where there were none", async () => {
    const gates: GateOutcome[] = [
      { gate: "rows < 1", passed: true, holds: false, measured: [measured("rows", 62)] },
      { gate: "errors <b>", passed: false, holds: true, measured: [measured("error", 3)] },
    ];
    const canaries = {
      file: "known.csv",
      canaries: 3,
      right: 2,
      withheld: 1,
      wrong: [],
      requests: 3,
    };
    const text = await page(createRunFigures([]), () => ({ gates, canaries }));
    expect(text).toContain("1 of 2 gates passed.");
    expect(text).toContain("errors &lt;b&gt;");
    expect(text).toContain("error is 3");
    expect(text).toContain("2 of 3 canary rows came back right; 1 may not be told of");
    expect(await page(createRunFigures([]))).not.toContain("Checks");
  });

  it("stays small, however many rows, reasons, specialties and columns there are", async () => {
    const fields = resolveFields("full");
    const counting = createRunFigures(fields);
    const codes = Object.keys(reasonCodes) as ReasonCode[];
    for (let n = 1; n <= 60_000; n++) {
      const code = codes[n % codes.length] ?? "nobody";
      const cells = fields.map((_, i) => (i === 9 ? `${"&".repeat(60)}${n}` : "x"));
      const found =
        n % 2 === 0
          ? finding("matched", code, { confidence: 1, cells })
          : finding("no_match", code);
      counting.watch([entry(n, found)], []);
    }
    const html = await page(counting, ({ receipt, survey }) => ({
      receipt: { ...receipt, filled: Object.fromEntries(fields.map((name) => [name, 30_000])) },
      survey: {
        ...survey,
        never_sent: Array.from({ length: 40 }, () => ({ column: "<".repeat(9000) })),
      },
    }));
    expect(Buffer.byteLength(html)).toBeLessThan(300_000);
    expect(html).toContain("more</td>");
  });

  it("says what the calibration of the release expects, or that there is none", async () => {
    const counting = createRunFigures([]);
    counting.watch(
      [1, 0.99, 0.6].map((confidence, i) =>
        entry(
          i + 1,
          finding(confidence > 0.9 ? "matched" : "ambiguous", "not_sure", { confidence }),
        ),
      ),
      [],
    );
    const text = (html: string) => html.replaceAll("\u00a0", " ");
    const none = text(await page(counting));
    expect(none).toContain("Of 2 matched rows with a confidence, 99.5 % should be right");
    expect(none).toContain("has no calibration of its own");
    expect(none).not.toContain("What a precision takes");
    const calibration = {
      curves: {},
      leads: 5000,
      thresholds: [
        { precision: 0.99, confidence: 0.6 },
        { precision: 0.999, confidence: 0.995 },
      ],
    };
    const fitted = text(await page(counting, () => ({ calibration })));
    expect(fitted).toContain("calibrated on 5,000 people");
    expect(fitted).toMatch(
      /0\.99<\/th><td class="number">0\.6<\/td><td class="number">3<\/td><td class="number">100\.0 %/,
    );
    expect(fitted).toMatch(/0\.999<\/th><td class="number">0\.995<\/td><td class="number">1<\/td>/);
  });

  it("tells what a refresh has changed, and of whom nothing may be told only how many", async () => {
    const counting = createRunFigures(["hb_phone"]);
    const before = {
      finding: finding("matched", "npi", { cells: ["1"], npi: "1" }),
      duplicateOf: 0,
    };
    const now = finding("matched", "npi", { cells: ["2"], npi: "1" });
    const told = [
      { ...entry(4, now), before },
      { ...entry(5, withheld), before },
    ];
    counting.watch(told, createRefreshLog(["hb_phone"]).add(told));
    const changes = { phone: 1, withheld: 1 };
    const refresh = { ...{ stale: 2, changed_rows: 2, changes }, identity_moves: 0 };
    const html = await page(counting, ({ receipt }) => ({ receipt: { ...receipt, refresh } }));
    expect(html).toContain("2 of 1 row changed. 2 kept");
    expect(html).toMatch(/phone<\/th><td class="number">1<\/td><td class="text">4<\/td>/);
    expect(html).toMatch(/withheld<\/th><td class="number">1<\/td><td class="text">–<\/td>/);
    expect(await page(counting)).not.toContain("What changed");
  });
});
