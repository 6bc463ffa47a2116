/** What a text cannot be, to complete `The person's description …`. */
type Invalid = (what: string) => Error;

/**
 * Names and values of `field: value` lines, or of the same as JSON; names in lower case with `_`.
 * Nothing of the text is said again where it is wrong.
 */
export function fieldPairs(text: string, invalid: Invalid): [string, string][] {
  const pairs = text.trimStart().startsWith("{")
    ? pairsOfJson(text, invalid)
    : pairsOfLines(text, invalid);
  return pairs.map(([name, value]) => [fold(name), value.trim()]);
}

function pairsOfLines(text: string, invalid: Invalid): [string, string][] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const at = line.indexOf(":");
      if (at === -1) throw invalid("has a line that is no `field: value`");
      return [line.slice(0, at), line.slice(at + 1)];
    });
}

function pairsOfJson(text: string, invalid: Invalid): [string, string][] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw invalid("is no JSON");
  }
  return Object.entries(parsed as object).flatMap(([name, value]) =>
    [value].flat().map((one: unknown): [string, string] => {
      if (typeof one !== "string" && typeof one !== "number")
        throw invalid("has a value that is neither text nor number");
      return [name, String(one)];
    }),
  );
}

function fold(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
}
