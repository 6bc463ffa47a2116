import { defuseFormula } from "../../table/text/defuse-formula.ts";
import type { BundleData, DisclosureTable } from "./bundle-schema.ts";

/**
 * `data.csv` (RFC 4180, UTF-8): every piece, or every category where the request is answered by those.
 * No cell can be run by a spreadsheet.
 */
export function dataCsv(data: BundleData, table: DisclosureTable): string {
  const names = new Map(table.categories.map(({ category, name }) => [category, name]));
  const rows =
    data.specific_pieces === null
      ? [
          [
            ...[
              "category",
              "category_name",
              "held",
              "sources",
              "purpose",
              "sold_to",
              "disclosed_to",
            ],
          ],
          ...table.categories.map((row) => [
            ...[row.category, row.name, row.held_about_you ? "yes" : "no"],
            ...[row.collected_from.join("; "), row.purpose],
            ...[row.sold_to.join("; "), row.disclosed_to.join("; ")],
          ]),
        ]
      : [
          [...["category", "category_name", "field", "value", "source", "day", "note"]],
          ...data.specific_pieces.map(({ category, field, value, source, day, note }) => [
            ...[category, names.get(category) ?? "", field, value],
            ...[source, day ?? "", note ?? ""],
          ]),
        ];
  return rows.map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("");
}

/** NUL is no text: many readers end there. */
function csvCell(text: string): string {
  const safe = defuseFormula(text).replaceAll("\0", "\uFFFD");
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
