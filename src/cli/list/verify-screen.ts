import type { Check } from "../../list/verify/verify.ts";
import type { Paint } from "../screen/output.ts";
import { printable } from "../screen/printable.ts";
import { wrapText } from "../screen/wrap-text.ts";

const verdicts = new Map<Check["ok"], { word: string; colour: keyof Paint }>([
  [true, { word: "ok", colour: "green" }],
  [false, { word: "FAILED", colour: "red" }],
  [null, { word: "-", colour: "dim" }],
]);

/** One line a check: `ok      records   62 records, the same bytes in the same order`. */
export function verifyText(checks: readonly Check[], paint: Paint): string {
  const lines = checks.map(({ name, ok, says }) => {
    const { word = "", colour = "dim" } = verdicts.get(ok) ?? {};
    const taken = 18;
    const words = wrapText(printable(says), { taken, indent: " ".repeat(taken) });
    return `${paint[colour](word.padEnd(6))}  ${name.padEnd(8)}  ${words}\n`;
  });
  return lines.join("");
}
