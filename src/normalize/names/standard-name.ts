/**
 * Letters that Unicode decomposition leaves whole or would take for others. The official table is
 * not published; this is a public implementation's (rights.md 17.7).
 */
const letters: Readonly<Record<string, string>> = {
  ...pairs("α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y"),
  ...pairs("φ f χ ch ψ ps ω o"),
  ...pairs("а a б b в v г g д d е e ё yo ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u"),
  ...pairs("ф f х kh ц ts ч ch ш sh щ shch ы y э e ю yu я ya є e і i ї i ґ g ў u"),
  ...{ ъ: "", ь: "" },
  ...pairs("ß ss æ ae œ oe ø o ð d þ th ł l đ d ħ h ŋ n ı i ĳ ij ŀ l"),
};

const beyondAscii = /[^ -~]/;

/**
 * A name as lists of hashes hold it (DROP's rules, rights.md 17.7): lower case, Greek, Cyrillic and
 * Latin letters in ASCII, and nothing but letters and digits. Other scripts stay.
 */
export function standardName(text: string): string {
  if (!beyondAscii.test(text)) return text.toLowerCase().replace(/[^a-z0-9]+/g, "");
  // Composed first: ё and й are letters of their own, not е and и with a mark.
  const composed = text.normalize("NFKC").toLowerCase().normalize("NFC");
  const known = Array.from(composed, inAscii).join("");
  const bare = known.normalize("NFKD").replace(/\p{M}+/gu, "");
  return Array.from(bare, inAscii)
    .join("")
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

function inAscii(letter: string): string {
  return letters[letter] ?? letter;
}

function pairs(text: string): Record<string, string> {
  const words = text.split(" ");
  const found: Record<string, string> = {};
  for (let i = 0; i + 1 < words.length; i += 2) found[words[i] as string] = words[i + 1] as string;
  return found;
}
