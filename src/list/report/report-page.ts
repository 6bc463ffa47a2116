import { html } from "hono/html";
import { selfContainedPage } from "../../page/self-contained-page.ts";
import { mappingSection, receiptSection } from "./basis-sections.ts";
import { changeSection } from "./change-section.ts";
import { checkSection } from "./check-section.ts";
import { confidenceSection } from "./confidence-section.ts";
import { count, counted, percent } from "./figure-words.ts";
import { oneLine } from "./one-line.ts";
import { fillSection, peopleSections } from "./profile-sections.ts";
import type { ReportFacts } from "./report-facts.ts";
import { reportStyle } from "./report-style.ts";
import { reasonSection, statusSection } from "./result-sections.ts";

/**
 * A run as a page to look at: one file that asks nobody for anything and runs nothing. Rows stand in
 * it by number; no name, no NPI and no cell of the list does.
 */
export function reportPage(facts: ReportFacts): string {
  const { receipt, inputName } = facts;
  const { rows_out, statuses, requests } = receipt;
  const title = `Run over ${inputName === "-" ? "standard input" : oneLine(inputName)}`;
  return selfContainedPage({
    title,
    style: reportStyle,
    body: html`<header>
<h1>${title}</h1>
<p>${counted(rows_out, "row")}, ${count(statuses.matched)} of them matched (${percent(statuses.matched, rows_out)}), ${counted(requests, "lead")} asked.</p>
</header>
<main>
${statusSection(facts)}${checkSection(facts)}${changeSection(facts)}${confidenceSection(facts)}${fillSection(facts)}<div class="pair">${peopleSections(facts)}</div>
${reasonSection(facts)}${mappingSection(facts)}${receiptSection(facts)}</main>`,
  });
}
