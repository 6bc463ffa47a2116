import { escapeHtml } from "../../dsar/html.ts";
import type { CanaryOutcome, WrongCanary } from "../../list/canaries/canary.ts";
import type { Gate } from "../../list/gates/gate.ts";
import { whyFailed } from "../../list/gates/gate-words.ts";
import type { GateOutcome } from "../../list/gates/judge-gates.ts";
import type { Verdict } from "./verdict.ts";

interface Case {
  name: string;
  failure?: string;
  skipped?: string;
}

interface Suite {
  name: string;
  properties: readonly (readonly [name: string, value: number])[];
  cases: readonly Case[];
}

/**
 * Gates and canaries as JUnit XML: one suite each, one case each. Without a time, so that the same
 * run is the same bytes. Of canaries whose people are withheld it says how many, not which: they are
 * cases that passed.
 *
 * @param gates as they were asked for, also where the run was stopped before they could be judged
 */
export function junitText(
  gates: readonly Gate[],
  verdict: Verdict,
  rows: readonly number[],
): string {
  const suites = [
    ...(gates.length === 0 ? [] : [gateSuite(gates, verdict.gates)]),
    ...(verdict.canaries === undefined ? [] : [canarySuite(verdict.canaries, rows)]),
  ];
  const all = suites.flatMap(({ cases }) => cases);
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="heartbeat" ${counts(all)}>
${suites.map(suiteText).join("")}</testsuites>
`;
}

function gateSuite(gates: readonly Gate[], outcomes: readonly GateOutcome[] | undefined): Suite {
  return {
    name: "gates",
    properties: [],
    cases: gates.map(({ text: name }, i) => {
      const outcome = outcomes?.[i];
      if (outcome === undefined) return { name, skipped: "The run was stopped by its canaries." };
      return outcome.passed ? { name } : { name, failure: whyFailed(outcome) };
    }),
  };
}

function canarySuite({ wrong, right, withheld }: CanaryOutcome, rows: readonly number[]): Suite {
  const faults = new Map(wrong.map((one) => [one.row, one]));
  return {
    name: "canaries",
    properties: [
      ["right", right],
      ["withheld", withheld],
    ],
    cases: rows.map((row) => {
      const fault = faults.get(row);
      const name = `row ${row}`;
      return fault === undefined ? { name } : { name, failure: canaryFault(fault) };
    }),
  };
}

export function canaryFault({
  expected,
  actual,
}: Pick<WrongCanary, "expected" | "actual">): string {
  return `expected ${expected}, got ${actual}`;
}

function suiteText({ name, properties, cases }: Suite): string {
  const told = properties.map(
    ([property, value]) => `      <property name="${property}" value="${value}"/>\n`,
  );
  const head = told.length === 0 ? "" : `    <properties>\n${told.join("")}    </properties>\n`;
  return `  <testsuite name="${name}" ${counts(cases)}>
${head}${cases.map((one) => caseText(name, one)).join("")}  </testsuite>
`;
}

function counts(cases: readonly Case[]): string {
  const failures = cases.filter(({ failure }) => failure !== undefined).length;
  const skipped = cases.filter((one) => one.skipped !== undefined).length;
  return `tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
}

function caseText(suite: string, { name, failure, skipped }: Case): string {
  const open = `    <testcase classname="heartbeat.${suite}" name="${escapeHtml(name)}"`;
  if (failure !== undefined) {
    return `${open}>\n      <failure message="${escapeHtml(failure)}"/>\n    </testcase>\n`;
  }
  if (skipped !== undefined) {
    return `${open}>\n      <skipped message="${escapeHtml(skipped)}"/>\n    </testcase>\n`;
  }
  return `${open}/>\n`;
}
