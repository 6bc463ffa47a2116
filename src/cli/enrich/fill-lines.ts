import type { Receipt } from "../../enrich/receipt/receipt.ts";
import { count } from "../screen/progress.ts";

/** What people import contacts for; nothing is said of them where no row has one. */
const telling: readonly string[] = [
  "hb_email",
  "hb_mobile",
  "hb_fax",
  "hb_company",
  "hb_contact_address",
];
const shown: readonly string[] = ["hb_email", "hb_phone", "hb_mobile", "hb_fax", "hb_company"];

/** How many of the matched rows have a value, for the columns that contacts fill. */
export function fillLines({ filled, statuses }: Pick<Receipt, "filled" | "statuses">): string[] {
  const of = Math.max(1, statuses.matched);
  if (!telling.some((column) => (filled[column] ?? 0) > 0)) return [];
  const columns = shown.filter((column) => filled[column] !== undefined);
  return [
    "",
    "Values found, of matched rows",
    ...columns.map((column) => {
      const rows = filled[column] ?? 0;
      const share = ((100 * rows) / of).toFixed(1);
      return `  ${column.padEnd(14)}${count(rows).padStart(10)}${share.padStart(8)} %`;
    }),
  ];
}
