import { emptyWords, wordsOfAbbreviation } from "./specialty-words.ts";

/** The words a written word stands for: abbreviations spelled out, people named by their field. */
export function tellingWords(word: string): readonly string[] {
  const short = wordsOfAbbreviation.get(word);
  if (short !== undefined) return short;
  const single = singular(word);
  const stem = stemOf(single);
  return wordsOfAbbreviation.get(single) ?? wordsOfAbbreviation.get(stem) ?? [stem];
}

/** Without the words that say nothing; these say something in `physician assistant` and `nurse specialist`. */
export function withoutEmptyWords(words: readonly string[]): string[] {
  const assistant = words.includes("ASSISTANT") || words.includes("ASSOCIATE");
  const nurse = words.includes("NURSE");
  return words.filter(
    (word) =>
      !emptyWords.has(word) ||
      (assistant && word === "PHYSICIAN") ||
      (nurse && word === "SPECIALIST"),
  );
}

/** Words in one order: lists write `Radiology, Diagnostic` and `Diagnostic Radiology`. */
export function termKey(words: readonly string[]): string {
  return words.length === 1 ? (words[0] ?? "") : [...new Set(words)].sort().join(" ");
}

function singular(word: string): string {
  if (word.length < 5 || !word.endsWith("S") || /(?:SS|IS|US)$/.test(word)) return word;
  return word.slice(0, -1);
}

/** Also British spelling; tested first because few words have any of it. */
const mayHaveStem = /[AO]E|OLOGI(?:ST|C|CAL)$|IATRI(?:CIAN|ST)$|DONTI(?:ST|A)$|ISATION$/;

/** `CARDIOLOGIST` → `CARDIOLOGY`, `PAEDIATRICIAN` → `PEDIATRIC`, `ENDODONTIST` → `ENDODONTIC`. */
function stemOf(word: string): string {
  if (!mayHaveStem.test(word)) return word;
  return word
    .replace(/^(AN|(?:URO)?GYN|ORTHOP|H|P)AE|^(F?)OE/, "$1$2E")
    .replace(/OLOGIST$|OLOGIC(?:AL)?$/, "OLOGY")
    .replace(/IATRICIAN$/, "IATRIC")
    .replace(/IATRIST$/, "IATRY")
    .replace(/DONTI(?:ST|A)$/, "DONTIC")
    .replace(/ISATION$/, "IZATION");
}
