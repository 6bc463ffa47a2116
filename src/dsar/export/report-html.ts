import { escapeHtml, valueHtml } from "../html.ts";
import type { BundleData, DisclosureTable } from "./bundle-schema.ts";
import { reportStyle } from "./report-style.ts";

/** A section of the report; one without a body is left out. */
interface Section {
  id: string;
  title: string;
  body: string;
}

/**
 * `report.html`: for whoever asked, to read and to print. It holds all it needs and asks nobody for
 * anything; every value is escaped, and set apart from the text around it.
 */
export function reportHtml(data: BundleData, table: DisclosureTable): string {
  const sections = [
    categoriesSection(table),
    sharingSection(data, table),
    piecesSection(data, table),
    correctionsSection(data),
    choicesSection(data),
    receivedSection(data),
    requestsSection(data),
    neverSection(data),
    keptSection(table),
    filesSection,
  ].filter(({ body }) => body !== "");
  const links = sections.map(
    ({ id, title }) => `<li><a href="#${id}">${escapeHtml(title)}</a></li>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>Your personal information: request ${escapeHtml(data.request.id)}</title>
<style>${reportStyle}</style>
</head>
<body>
<main>
<h1>Your personal information</h1>
${intro(data)}
<nav aria-label="Contents"><ul>${links.join("")}</ul></nav>
${sections.map(({ id, title, body }) => `<section aria-labelledby="${id}"><h2 id="${id}">${escapeHtml(title)}</h2>\n${body}\n</section>`).join("\n")}
</main>
</body>
</html>
`;
}

function intro({ request, made_on, period }: BundleData): string {
  const isDowngraded = request.asked !== request.answered_as;
  return `${
    isDowngraded
      ? "<p>You asked for specific pieces of information. Your identity could not be verified to the degree that the law demands for those, so your request was handled as one for categories.</p>\n"
      : ""
  }${definitions([
    ["Request", request.id],
    ["Received", request.received],
    [
      "Answered as",
      request.answered_as === "know-specific" ? "specific pieces and categories" : "categories",
    ],
    ["Made on", made_on],
    ["Days covered", `${period.from} to ${period.to}${period.narrowed ? ", as you asked" : ""}`],
  ])}`;
}

function definitions(rows: readonly (readonly [string, string])[]): string {
  return `<dl>${rows.map(([term, text]) => `<dt>${escapeHtml(term)}</dt><dd>${valueHtml(text)}</dd>`).join("")}</dl>`;
}

interface Columns {
  names: readonly string[];
  /** Percent of the width each. */
  widths: readonly number[];
}

/** @param rows the first cell heads its row */
function tableHtml(
  caption: string,
  { names, widths }: Columns,
  rows: readonly (readonly string[])[],
): string {
  const cells = (row: readonly string[]) =>
    row.map((text, i) =>
      i === 0
        ? `<th scope="row" role="rowheader">${valueHtml(text)}</th>`
        : `<td role="cell" data-label="${escapeHtml(names[i] ?? "")}">${valueHtml(text)}</td>`,
    );
  // The roles stay where a narrow screen shows rows as blocks.
  return `<table role="table"><caption>${escapeHtml(caption)}</caption>
<colgroup>${widths.map((width) => `<col style="width:${width}%">`).join("")}</colgroup>
<thead role="rowgroup"><tr role="row">${names.map((name) => `<th scope="col" role="columnheader">${escapeHtml(name)}</th>`).join("")}</tr></thead>
<tbody role="rowgroup">${rows.map((row) => `<tr role="row">${cells(row).join("")}</tr>`).join("\n")}</tbody></table>`;
}

function categoriesSection({ categories }: DisclosureTable): Section {
  const header = {
    names: ["Category", "Held", "What it is", "Where it is from", "Why", "Recipients"],
    widths: [19, 8, 23, 19, 17, 14],
  };
  const rows = categories.map((row) => [
    ...[`${row.category} ${row.name}`, row.held_about_you ? "yes" : "no", row.what],
    ...[row.collected_from.join("\n"), row.purpose, row.recipients],
  ]);
  const body = tableHtml("Every category that the business collects of anybody", header, rows);
  return { id: "categories", title: "Categories of information", body };
}

function sharingSection(
  data: BundleData,
  { past_12_months, categories }: DisclosureTable,
): Section {
  const names = new Map(categories.map(({ category, name }) => [category, name]));
  const list = (title: string, given: BundleData["categories_sold"]) =>
    `<h3>${title}</h3>${
      given.length === 0
        ? "<p>None.</p>"
        : `<ul>${given.map(({ category, third_parties }) => `<li>${escapeHtml(`${names.get(category)}: to ${third_parties.join(", ")}`)}</li>`).join("")}</ul>`
    }`;
  const lately = past_12_months.recipients.join(", ") || "nobody";
  return {
    id: "sharing",
    title: "Sold, and disclosed for a business purpose",
    body: `${list("Sold", data.categories_sold)}
${list("Disclosed for a business purpose", data.categories_disclosed)}
<p>Recipients from ${past_12_months.from} to ${past_12_months.to}: ${escapeHtml(lately)}.</p>`,
  };
}

const pieceColumns: Columns = {
  names: ["Field", "Value", "Source", "Day", "Note"],
  widths: [19, 30, 18, 13, 20],
};

/** `practice.line1` as people say it. */
function fieldWords(field: string): string {
  return field.replace(/[._]+/g, " ");
}

function piecesSection(
  { specific_pieces, outside_period }: BundleData,
  table: DisclosureTable,
): Section {
  const title = "Specific pieces of information";
  if (specific_pieces === null) return { id: "pieces", title, body: "" };
  const parts = table.categories.flatMap(({ category, name }) => {
    const own = specific_pieces.filter((piece) => piece.category === category);
    if (own.length === 0) return [];
    const rows = own.map(({ field, value, source, day = "", note = "" }) => [
      fieldWords(field),
      value,
      source,
      day,
      note,
    ]);
    return [tableHtml(`${category} ${name}`, pieceColumns, rows)];
  });
  const left = outside_period?.pieces ?? 0;
  const outside = left === 0 ? "" : `<p>Of days outside the ones you asked for: ${left}.</p>`;
  return { id: "pieces", title, body: (parts.join("\n") || "<p>None are held.</p>") + outside };
}

function correctionsSection({ corrections }: BundleData): Section {
  const rows = (corrections ?? []).map(({ field, value, day, sources_say }) => [
    ...[fieldWords(field), value || "(none)", day, sources_say.join("\n") || "(nothing)"],
  ]);
  const header = {
    names: ["Field", "As you had it put right", "Day", "What sources say"],
    widths: [22, 32, 14, 32],
  };
  const body =
    rows.length === 0 ? "" : tableHtml("Shown in the place of what sources say", header, rows);
  return { id: "corrections", title: "Corrections", body };
}

function choicesSection({ choices }: BundleData): Section {
  const title = "Choices that stand";
  if (choices === null) return { id: "choices", title, body: "" };
  const { suppressions, closed_channels } = choices;
  const parts = [
    suppressions.length > 0 &&
      tableHtml(
        "Nothing about you is returned to anybody because of",
        { names: ["Reason", "Since", "How it came"], widths: [40, 20, 40] },
        suppressions.map(({ reason, day, channel }) => [reason, day, channel]),
      ),
    closed_channels.length > 0 &&
      tableHtml(
        "Ways by which you may not be approached",
        { names: ["Way", "Reason", "Since", "Who says so"], widths: [20, 30, 20, 30] },
        closed_channels.map(({ channel, reason, day, source }) => [channel, reason, day, source]),
      ),
  ].filter(Boolean);
  return {
    id: "choices",
    title,
    body: parts.join("\n") || "<p>None: no opt-out and no deletion is on file.</p>",
  };
}

function receivedSection({ received_by, outside_period }: BundleData): Section {
  const title = "Who received your profile";
  if (received_by === null) return { id: "received", title, body: "" };
  const rows = received_by.map(({ day, recipient, category, fields, times }) => [
    ...[day, `${category} (${recipient})`],
    ...[fields === "npi" ? "your NPI alone" : "your profile", String(times)],
  ]);
  const left = outside_period?.disclosures ?? 0;
  const table =
    rows.length === 0
      ? "<p>Nobody, on the days that are covered.</p>"
      : tableHtml(
          "Each day, recipient and kind of answer",
          { names: ["Day", "Recipient", "What", "Times"], widths: [20, 40, 28, 12] },
          rows,
        );
  const outside = left === 0 ? "" : `<p>On other days: ${left} more lines.</p>`;
  return { id: "received", title, body: table + outside };
}

function requestsSection({ requests }: BundleData): Section {
  const rows = (requests ?? []).map(({ type, received, channel, answered, response }) => [
    ...[received, type, channel, answered === null ? "under way" : `${response} on ${answered}`],
  ]);
  const header = {
    names: ["Received", "Request", "How it came", "Answer"],
    widths: [20, 25, 25, 30],
  };
  const body = rows.length === 0 ? "" : tableHtml("This one included", header, rows);
  return { id: "requests", title: "Your requests", body };
}

function neverSection({ held_and_never_disclosed }: BundleData): Section {
  const items = held_and_never_disclosed.map((one) => `<li>${escapeHtml(one)}</li>`).join("");
  const body =
    items === ""
      ? ""
      : `<p>These are held. Their values are in no answer, so that nobody gets them who pretends to be you:</p><ul>${items}</ul>`;
  return { id: "never", title: "Held, and not disclosed", body };
}

function keptSection({ retention }: DisclosureTable): Section {
  const rows = retention.map(({ what, kept }) => [what, kept]);
  return {
    id: "kept",
    title: "How long it is kept",
    body: tableHtml("By what it is", { names: ["What", "Kept"], widths: [30, 70] }, rows),
  };
}

const filesSection: Section = {
  id: "files",
  title: "The files beside this one",
  body: `<p><code>data.json</code> and <code>data.csv</code> hold the same for programs and spreadsheets, <code>data.schema.json</code> says what <code>data.json</code> is made of, <code>disclosure.json</code> holds the table of categories. <code>manifest.json</code> has the SHA-256 of each file; <code>manifest.sig</code> is its Ed25519 signature by the key in <code>public-key.pem</code>:</p>
<p><code>openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in manifest.json -sigfile manifest.sig</code></p>`,
};
