/** What a text cannot be, to complete `The person's description …`. */
type Invalid = (what: string) => Error;

/** A value as it was told. */
interface Told {
  /** In lower case with `_`. */
  name: string;
  value: string;
  /** ` (line 3)`, for a message; empty in JSON. */
  where: string;
}

/**
 * Names and values of `field: value` lines, or of the same as JSON. Nothing of the text is said again
 * where it is wrong.
 */
export function fieldPairs(text: string, invalid: Invalid): Told[] {
  if (/[\0\ufffd]/.test(text)) throw invalid("is no text in UTF-8");
  const pairs = text.trimStart().startsWith("{")
    ? pairsOfJson(text, invalid)
    : pairsOfLines(text, invalid);
  return pairs.map(({ name, value, where }) => ({ name: fold(name), value: value.trim(), where }));
}

function pairsOfLines(text: string, invalid: Invalid): Told[] {
  return text.split(/\r?\n/).flatMap((line, i) => {
    if (line.trim() === "") return [];
    const where = ` (line ${i + 1})`;
    const at = line.indexOf(":");
    if (at === -1) throw invalid(`has a line that is no \`field: value\`${where}`);
    return { name: line.slice(0, at), value: line.slice(at + 1), where };
  });
}

function pairsOfJson(text: string, invalid: Invalid): Told[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw invalid("is no JSON");
  }
  return Object.entries(parsed as object).flatMap(([name, value]) =>
    [value].flat().map((one: unknown): Told => {
      if (typeof one !== "string" && typeof one !== "number")
        throw invalid("has a value that is neither text nor number");
      return { name, value: String(one), where: "" };
    }),
  );
}

function fold(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
}
