/** Letters that Unicode decomposition leaves whole, and what lists write for them. */
const wholeLetters: Readonly<Record<string, string>> = {
  ß: "SS",
  ẞ: "SS",
  ø: "O",
  Ø: "O",
  ł: "L",
  Ł: "L",
  æ: "AE",
  Æ: "AE",
  œ: "OE",
  Œ: "OE",
  đ: "D",
  Đ: "D",
  ð: "D",
  Ð: "D",
  þ: "TH",
  Þ: "TH",
  ħ: "H",
  Ħ: "H",
  ı: "I",
  ŋ: "N",
  Ŋ: "N",
  ŧ: "T",
  Ŧ: "T",
  ƒ: "F",
  ə: "A",
  Ə: "A",
};

const wholeLetterPattern = new RegExp(`[${Object.keys(wholeLetters).join("")}]`, "gu");
const beyondAscii = /[^ -~]/;
const onlyCapitals = /^[A-Z]*$/;
/** Every mark that stands for an apostrophe in lists, and invisible characters inside words. */
const apostrophes = /[\u2018\u2019\u201b\u02bb\u02bc\u02b9\u00b4`\u2032\uff07]/g;
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
const doubleQuotes = /[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033]/g;
const dashes = /[\u2010-\u2015\u2212]/g;
const otherScript = /(?!\p{Script=Latin}|\p{Script=Common}|\p{Script=Inherited})\p{L}/u;

/**
 * The text in ASCII as far as it can be said in it: accents off, quotes and dashes straight, other
 * scripts left as they are. Upper and lower case are kept.
 */
export function foldAccents(text: string): string {
  if (!beyondAscii.test(text)) return text;
  return text
    .replace(apostrophes, "'")
    .replace(doubleQuotes, '"')
    .replace(dashes, "-")
    .replace(invisible, "")
    .replace(wholeLetterPattern, (letter) => wholeLetters[letter] ?? letter)
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "");
}

/** The text's letters as one run of A–Z: `O'Brien` → `OBRIEN`, `Mary Ann` → `MARYANN`. */
export function toLetters(text: string): string {
  if (onlyCapitals.test(text)) return text;
  return foldAccents(text)
    .toUpperCase()
    .replace(/[^A-Z]+/g, "");
}

/**
 * The text's words in A–Z. Apostrophes and periods join (`O'Brien`, `St.`), everything else that is
 * no letter parts words.
 */
export function nameWords(text: string): string[] {
  if (text === "") return [];
  if (onlyCapitals.test(text)) return [text];
  const words = foldAccents(text)
    .toUpperCase()
    .replace(/['.]+/g, "")
    .match(/[A-Z]+/g);
  return words ?? [];
}

/** Whether letters of a script other than Latin occur. */
export function hasOtherScript(text: string): boolean {
  return beyondAscii.test(text) && otherScript.test(text);
}
