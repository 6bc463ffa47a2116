import { foldAccents, toLetters } from "../../normalize/cells/letters.ts";
import { toCriterion } from "./api-query.ts";

/**
 * A name as its list writes it, for a search that compares marks and blanks too: the letters
 * `OBRIEN` of the cell `O'Brien, Pat` are `O'BRIEN`. The letters themselves where no cell has them.
 */
export function asWritten(letters: string, cells: readonly string[]): string {
  for (const cell of cells) {
    const words = foldAccents(cell)
      .toUpperCase()
      .split(/[\s,;/]+/);
    for (let from = 0; from < words.length; from++) {
      let joined = "";
      for (let to = from; to < words.length; to++) {
        joined += toLetters(words[to] ?? "");
        if (joined === letters) return withoutEnds(words.slice(from, to + 1).join(" "));
        if (!letters.startsWith(joined)) break;
      }
    }
  }
  return letters;
}

function withoutEnds(text: string): string {
  return toCriterion(text).replace(/^[^A-Z]+|[^A-Z]+$/g, "");
}

/** The spellings of one name that lists and NPPES mix up: `GARCIA-LOPEZ` and `GARCIA LOPEZ`. */
export function spellingsOf(written: string): string[] {
  const spellings = [written];
  if (written.includes("-")) spellings.push(written.replaceAll("-", " "));
  else if (written.includes(" ")) spellings.push(written.replaceAll(" ", "-"));
  if (/['.]/.test(written)) spellings.push(written.replaceAll(/['.]/g, ""));
  else if (/^O[BCDFGHKLMNRST]/.test(written)) spellings.push(`O'${written.slice(1)}`);
  return [...new Set(spellings)];
}
