import type { MatchRequest } from "../../model/contract.ts";
import type { EarlierAnswer } from "../earlier-run.ts";

/** The name on file that profile cells tell; undefined where they tell no person's. */
export type NameReader = (cells: readonly string[]) => MatchRequest["name"];

/** @param fields the profile columns */
export function createNameReader(fields: readonly string[]): NameReader {
  const places = parts.map((part) => [part, fields.indexOf(`hb_${part}_name`)] as const);
  const suffixPlace = fields.indexOf("hb_suffix");
  return (cells) => {
    const name: NonNullable<MatchRequest["name"]> = {};
    for (const [part, place] of places) {
      const text = cells[place] ?? "";
      if (text !== "") name[part] = text;
    }
    const suffix = cells[suffixPlace] ?? "";
    if (name.first === undefined || name.last === undefined) return undefined;
    return suffix === "" ? name : { ...name, suffix };
  };
}

const parts = ["first", "middle", "last"] as const;

/**
 * What a row that is as it was is asked about: whether its NPI still is on file under the name that
 * was on file. Whose the row is was settled from all that it says, and that has not changed.
 * Undefined where that is not known.
 */
export function confirming(
  request: MatchRequest,
  { finding: { status, npi, cells } }: Pick<EarlierAnswer, "finding">,
  nameIn: NameReader,
): MatchRequest | undefined {
  const name = status === "matched" && request.npi === npi ? nameIn(cells) : undefined;
  return name && { id: request.id, npi, name };
}
