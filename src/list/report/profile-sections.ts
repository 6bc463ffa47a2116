import { html } from "hono/html";
import { fieldCatalogue } from "../../enrich/cells/field-catalogue.ts";
import type { Markup } from "../../page/markup.ts";
import { barPlot } from "./bar-plot.ts";
import { specialtyColumn, stateColumn } from "./collect-figures.ts";
import { count, counted, percent } from "./figure-words.ts";
import type { ReportFacts } from "./report-facts.ts";
import { explained, inFigures, sectionOf, tableOf } from "./report-markup.ts";
import type { ValueCounts } from "./value-counts.ts";

/** How many of the rows with a profile have a value in each of its columns. */
export function fillSection({ figures: { profiled }, receipt: { filled } }: ReportFacts): Markup {
  // Those that only say where a value is from are filled where it is.
  const columns = fieldCatalogue.flatMap(({ name, says }) => {
    const rows = filled[name];
    return rows === undefined ? [] : [{ name, says: says.replaceAll("`", ""), rows }];
  });
  if (profiled === 0 || columns.length === 0) {
    return sectionOf("fill", "Fill rate", html`<p>No row has a profile.</p>`);
  }
  const bars = columns.map(({ name, rows }) => ({
    label: name,
    value: rows,
    shown: percent(rows, profiled),
  }));
  const table = tableOf({
    caption: `Rows with a value, of ${counted(profiled, "row")} with a profile`,
    heads: ["Column", "Rows", "Share"],
    numbers: [1, 2],
    rows: columns.map(({ name, says, rows }) => [
      explained(name, says),
      count(rows),
      percent(rows, profiled),
    ]),
  });
  const title = `Share with a value, of ${counted(profiled, "row")} with a profile`;
  return sectionOf("fill", "Fill rate", html`${barPlot(title, bars, profiled)}${inFigures(table)}`);
}

/** Where the matched people practice, and as what. */
export function peopleSections({ figures, receipt }: ReportFacts): Markup[] {
  const { matched } = receipt.statuses;
  return [
    valueSection(
      { id: "states", title: "States", of: "state of practice", column: stateColumn },
      figures.states,
      matched,
    ),
    valueSection(
      { id: "specialties", title: "Specialties", of: "specialty", column: specialtyColumn },
      figures.specialties,
      matched,
    ),
  ];
}

interface Asked {
  id: string;
  title: string;
  of: string;
  column: string;
}

function valueSection(
  { id, title, of, column }: Asked,
  values: ValueCounts | undefined,
  matched: number,
): Markup {
  if (values === undefined) {
    return sectionOf(id, title, html`<p>Not counted: the run has no column ${column}.</p>`);
  }
  if (matched === 0) return sectionOf(id, title, html`<p>No row is matched.</p>`);
  const rest: [string, number][] = [
    [`${count(values.others.values)} others`, values.others.rows],
    ["none on file", values.none],
  ];
  const all = [...values.top, ...rest.filter(([, rows]) => rows > 0)];
  const plotTitle = `Matched rows by ${of}`;
  const bars = all.map(([label, rows], i) => ({
    label,
    value: rows,
    shown: count(rows),
    ...(i < values.top.length ? {} : { kind: "rest" }),
  }));
  const table = tableOf({
    caption: plotTitle,
    heads: [title, "Rows", "Share"],
    numbers: [1, 2],
    rows: all.map(([label, rows]) => [label, count(rows), percent(rows, matched)]),
  });
  const most = Math.max(...all.map(([, rows]) => rows));
  return sectionOf(id, title, html`${barPlot(plotTitle, bars, most)}${inFigures(table)}`);
}
