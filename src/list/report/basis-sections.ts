import { html } from "hono/html";
import type { Markup } from "../../page/markup.ts";
import { leadFields } from "../../table/columns/lead-field.ts";
import { count } from "./figure-words.ts";
import { oneLine } from "./one-line.ts";
import type { ReportFacts } from "./report-facts.ts";
import { explained, sectionOf, tableOf } from "./report-markup.ts";

const foundBy = { name: "by its name", content: "by its content", map: "as you said" } as const;

/** Which column of the list was taken for what; the names are the list's own. */
export function mappingSection({ survey }: ReportFacts): Markup {
  const rows = leadFields.flatMap((field) => {
    const mapped = survey.mapping[field];
    if (mapped === undefined) return [];
    const { column, index, by } = mapped;
    return [
      [
        field,
        explained(oneLine(column), `column ${index + 1}, ${foundBy[by]}`),
        count(survey.cells[field] ?? 0),
      ],
    ];
  });
  const kept = survey.never_sent.map(({ column }) => oneLine(column));
  const never =
    kept.length === 0
      ? ""
      : html`<p>Never sent, whatever they are mapped to: ${kept.join(", ")}.</p>`;
  return sectionOf(
    "mapping",
    "Mapping",
    html`${tableOf({
      caption: "Columns of the list that were asked about",
      heads: ["Field", "Column", "Filled cells"],
      numbers: [2],
      rows,
    })}${never}`,
  );
}

/** What the figures rest on: as in the receipt, without its times. */
export function receiptSection(facts: ReportFacts): Markup {
  const { survey, receipt, toolVersion, inputName, outputName, format, fields } = facts;
  const { context, context_from: from } = survey;
  const { target_precision: precision, dedupe, write } = receipt;
  const terms: [string, string | Markup][] = [
    ["List", oneLine(inputName)],
    ["SHA-256 of the list", hash(survey.input_sha256)],
    ["Output", `${oneLine(outputName)}, ${format}`],
    ["Rows read", count(receipt.rows_in)],
    ["Rows written", count(receipt.rows_out)],
    ["Rows that are no records", count(receipt.rejected)],
    ["Blank lines", count(receipt.blank_lines)],
    ["Rows that repeat an earlier lead", count(receipt.duplicate_rows)],
    ...(dedupe === undefined
      ? []
      : [
          [
            `Duplicates of a person (--dedupe ${dedupe.mode})`,
            `${count(dedupe.duplicates)}, ${count(dedupe.dropped?.count ?? 0)} left out`,
          ] as [string, string],
        ]),
    ["Leads asked", count(receipt.requests)],
    ["SHA-256 of the list's records", hash(receipt.untouched_sha256)],
    ["Release", hash(oneLine(receipt.release))],
    ["Fields", oneLine(fields)],
    [
      "Least confidence of a match",
      `${receipt.min_confidence}${precision === undefined ? "" : `, for a precision of ${precision}`}`,
    ],
    ["Name order", `${context.name_order} (${from.name_order})`],
    ["Name columns", `${context.name_columns ?? "as_named"} (${from.name_columns})`],
    ["Prior", `${context.prior} (${from.prior})`],
    ...(write === undefined ? [] : [["Own columns", writtenWords(write)] as [string, string]]),
    ["Version of heartbeat", toolVersion],
  ];
  return sectionOf(
    "receipt",
    "Receipt",
    html`<dl>${terms.map(
      ([term, says]) => html`<div><dt>${term}</dt><dd>${says}</dd></div>
`,
    )}</dl>`,
  );
}

function writtenWords({ mode, columns }: NonNullable<ReportFacts["receipt"]["write"]>): string {
  const cells = columns.reduce((sum, column) => sum + column.cells, 0);
  return `--write ${mode}: ${count(cells)} cells of ${count(columns.length)} columns`;
}

function hash(text: string): Markup {
  return html`<code>${text}</code>`;
}
