import type { ReceiptFile } from "../../enrich/receipt/receipt-file.ts";
import type { Examined } from "../../list/undo/examine-original.ts";
import type { Paint } from "../screen/output.ts";
import { printable } from "../screen/printable.ts";
import { count } from "../screen/progress.ts";
import { wrapText } from "../screen/wrap-text.ts";

const shownParts = 3;

/** What came back, and how that is known. */
export function undoLines(
  output: string,
  examined: Examined,
  receipt: ReceiptFile,
  paint: Paint,
): string[] {
  const where = output === "-" ? "standard output" : printable(output);
  const rows = `${count(examined.rows)} ${examined.rows === 1 ? "row" : "rows"}`;
  const words = proofWords(examined, receipt).map((line) =>
    wrapText(line, { taken: 0, indent: "" }),
  );
  return [`${paint.bold(where)}: ${rows}`, ...words];
}

function proofWords(examined: Examined, receipt: ReceiptFile): string[] {
  const name = printable(receipt.input.name === "-" ? "standard input" : receipt.input.name);
  if (examined.proof === "file") return [`the same bytes as ${name}, by its SHA-256`];
  if (examined.proof === "list") {
    const { dropped } = receipt.columns;
    const same = `the same header and records as ${name}`;
    if (dropped.length > 0) {
      return [
        `${same}, without the ${dropped.length} hb_ columns of an earlier run, whose place this one took`,
      ];
    }
    return [
      receipt.output.format === "xlsx"
        ? `${same}, cell for cell; formulas as their results`
        : `${same}, as CSV`,
    ];
  }
  const { encoding } = receipt.dialect;
  return [
    `NOT the same as ${name}: ${editedWords(examined, receipt)}`,
    ...(examined.dialect.encoding === encoding
      ? []
      : [`written as UTF-8: an edited cell has characters that ${encoding} does not have`]),
  ];
}

function editedWords({ differing, rows }: Examined, { rows_in }: ReceiptFile): string {
  const counts = rows === rows_in ? "" : `${count(rows)} rows instead of ${count(rows_in)}, `;
  if (differing.length === 0) {
    return `${counts}the records are, but the header, line endings or blank lines are not`;
  }
  const parts = differing.slice(0, shownParts).map(([first, last]) => `${first} to ${last}`);
  const more = differing.length > shownParts ? ` and ${differing.length - shownParts} more` : "";
  return `${counts}edited since the run among rows ${parts.join(", ")}${more}; the edits are kept`;
}
