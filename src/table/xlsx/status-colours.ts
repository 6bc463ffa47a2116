import type { ConditionalFormattingOptions } from "exceljs";
import type { Status } from "../../model/status.ts";

/** Text and background, `RRGGBB`; what is not here needs no attention. */
const colours: Partial<Record<Status, { text: string; fill: string }>> = {
  matched: { text: "006100", fill: "C6EFCE" },
  ambiguous: { text: "7F6000", fill: "FFEB9C" },
  conflict: { text: "833C0B", fill: "F8CBAD" },
  invalid_input: { text: "595959", fill: "E7E6E6" },
  error: { text: "9C0006", fill: "FFC7CE" },
  not_attempted: { text: "9C0006", fill: "FFC7CE" },
};

/** One format over a column of statuses; `ref`: `F2:F100`. */
export function statusColours(ref: string): ConditionalFormattingOptions {
  return {
    ref,
    rules: Object.entries(colours).map(([status, { text, fill }], i) => ({
      type: "cellIs",
      operator: "equal",
      priority: i + 1,
      formulae: [`"${status}"`],
      style: {
        font: { color: { argb: `FF${text}` } },
        fill: { type: "pattern", pattern: "solid", bgColor: { argb: `FF${fill}` } },
      },
    })),
  };
}
