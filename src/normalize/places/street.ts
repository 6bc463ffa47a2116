import { toPlainDigits } from "../cells/digits.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** What a street is called behind its name, and what is now in, now left out of it. */
const left = words(
  "ST STREET AVE AVENUE AV RD ROAD BLVD BOULEVARD DR DRIVE LN LANE CT COURT PL PLACE WAY PKWY PARKWAY HWY HIGHWAY CIR CIRCLE TER TERRACE TRL TRAIL SQ SQUARE PIKE PLZ PLAZA LOOP N S E W NE NW SE SW NORTH SOUTH EAST WEST NORTHEAST NORTHWEST SOUTHEAST SOUTHWEST THE",
);
/** From here on it is a part of a building. */
const unit = words(
  "STE SUITE APT APARTMENT UNIT FL FLOOR BLDG BUILDING RM ROOM DEPT DEPARTMENT LOT",
);

/**
 * A street with its number, so that ways to write it are the same: `12 N Elm Street, Suite 4` and
 * `12 ELM ST #4` are `12 ELM`. "" where there is no number or no name.
 */
export function toStreet(text: string): string {
  const upper = toPlainDigits(text)
    .toUpperCase()
    .replace(/\bP\.?\s*O\.?\s*BOX\b/, "BOX");
  const [number = "", ...rest] = leadingNumber(upper.split(/[^\p{L}\p{N}#]+/u).filter(Boolean));
  const end = rest.findIndex((word, i) => i > 0 && (unit.has(word) || word.startsWith("#")));
  const own = end === -1 ? rest : rest.slice(0, end);
  const named = own.filter((word) => !left.has(word));
  const name = (named.length > 0 ? named : own).join(" ");
  return /\d/.test(number) && name !== "" ? `${number} ${name}` : "";
}

/** `BOX 12` as `12 BOX`. */
function leadingNumber([first = "", second = "", ...rest]: readonly string[]): string[] {
  if (first === "BOX") return [second, first];
  return [first, second, ...rest].filter(Boolean);
}
