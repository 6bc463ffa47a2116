import { html } from "hono/html";
import type { Markup } from "../../page/markup.ts";
import { measuredWords } from "../gates/gate-words.ts";
import { count, counted } from "./figure-words.ts";
import type { ReportFacts } from "./report-facts.ts";
import { sectionOf, tableOf } from "./report-markup.ts";

/** What the run was held against; nothing where that is nothing. */
export function checkSection({ gates, canaries }: ReportFacts): Markup | "" {
  if (gates.length === 0 && canaries === undefined) return "";
  const failed = gates.filter(({ passed }) => !passed).length;
  const judged =
    gates.length === 0
      ? ""
      : html`<p>${failed === 0 ? "All" : count(gates.length - failed)} of ${counted(gates.length, "gate")} passed.</p>`;
  const table =
    gates.length === 0
      ? ""
      : tableOf({
          caption: "Gates",
          heads: ["Fails if", "Outcome", "Measured"],
          rows: gates.map((one) => [
            one.gate,
            one.passed ? "passed" : "failed",
            measuredWords(one),
          ]),
        });
  // A run with a wrong one writes no page.
  const known =
    canaries === undefined
      ? ""
      : html`<p>${count(canaries.right)} of ${counted(canaries.canaries, "canary row")} came back right; ${count(canaries.withheld)} may not be told of and were not held against anything.</p>`;
  return sectionOf("checks", "Checks", html`${judged}${table}${known}`);
}
