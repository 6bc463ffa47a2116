import type { CellDamage } from "../../enrich/receipt/receipt.ts";
import { type DamageKind, lossWords, repairWords } from "../../enrich/rows/cell-damage.ts";
import { count } from "../screen/progress.ts";
import { wrapText } from "../screen/wrap-text.ts";

/** What spreadsheets have done to the mapped cells, in a sentence or two; nothing for a sound list. */
export function damageLines(damage: readonly CellDamage[]): string[] {
  const repaired = counted(damage, repairWords);
  const lost = counted(damage, lossWords);
  return [
    ...(repaired === ""
      ? []
      : [`  repaired for matching: ${repaired} (cells of the list are not changed)`]),
    ...(lost === "" ? [] : [`  cannot be read: ${lost}; heartbeat doctor says where`]),
  ].map((line) => wrapText(line, { taken: 0, indent: "    " }));
}

function counted(
  damage: readonly CellDamage[],
  words: Readonly<Partial<Record<DamageKind, readonly [string, string]>>>,
): string {
  const cells = new Map<DamageKind, number>();
  for (const found of damage) {
    if (words[found.kind] !== undefined) {
      cells.set(found.kind, (cells.get(found.kind) ?? 0) + found.cells);
    }
  }
  return [...cells]
    .sort(([, a], [, b]) => b - a)
    .map(([kind, cells]) => `${count(cells)} ${words[kind]?.[cells === 1 ? 0 : 1]}`)
    .join(", ");
}
