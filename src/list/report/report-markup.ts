import { html } from "hono/html";
import type { Markup } from "../../page/markup.ts";

interface TableText {
  caption: string;
  heads: readonly string[];
  /** The first cell of a row says what the row is about. */
  rows: readonly (readonly (string | Markup)[])[];
  /** Columns that hold numbers. */
  numbers?: readonly number[];
}

/** A table that can be scrolled by keyboard where it is too wide. */
export function tableOf({ caption, heads, rows, numbers = [] }: TableText): Markup {
  const kind = (column: number) => (numbers.includes(column) ? "number" : "text");
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
<table>
<caption>${caption}</caption>
<thead><tr>${heads.map((head, i) => html`<th scope="col" class="${kind(i)}">${head}</th>`)}</tr></thead>
<tbody>
${rows.map(
  ([first = "", ...cells]) =>
    html`<tr><th scope="row">${first}</th>${cells.map((cell, i) => html`<td class="${kind(i + 1)}">${cell}</td>`)}</tr>
`,
)}</tbody>
</table>
</div>`;
}

/** A cell with what it means below it: a column less, which telephones have no room for. */
export function explained(cell: string, says: string): Markup {
  return html`${cell}<small>${says}</small>`;
}

/** What a plot shows, to be read. */
export function inFigures(table: Markup): Markup {
  return html`<details><summary>The same in figures</summary>
${table}
</details>`;
}

export function sectionOf(id: string, title: string, body: Markup | readonly Markup[]): Markup {
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${body}
</section>
`;
}
