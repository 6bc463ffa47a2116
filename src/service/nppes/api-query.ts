import { foldAccents } from "../../normalize/cells/letters.ts";

/** One search of the API, in its own words; a value may end in `*`. */
export interface ApiQuery {
  number?: string;
  last_name?: string;
  first_name?: string;
  /** Also forms of the first name that the API knows. */
  alias?: boolean;
  state?: string;
  city?: string;
  postal_code?: string;
  taxonomy_description?: string;
}

/** Most results of one page; the API takes more for as many, and none for ten. */
export const PAGE = 200;
/** The API reads a larger `skip` as this, and answers with the same page again. */
export const LAST_SKIP = 1000;

/**
 * The parameters of one page. The alias switch is said always, because the API widens first names
 * when it is not.
 */
export function toParameters(query: ApiQuery, skip: number): URLSearchParams {
  const parameters = new URLSearchParams({ version: "2.1" });
  if (query.number === undefined) {
    parameters.set("enumeration_type", "NPI-1");
    parameters.set("use_first_name_alias", query.alias === true ? "True" : "False");
  }
  for (const name of criteria) {
    const value = query[name];
    if (value !== undefined) parameters.set(name, value);
  }
  parameters.set("limit", String(PAGE));
  if (skip > 0) parameters.set("skip", String(skip));
  return parameters;
}

const criteria = [
  "number",
  "last_name",
  "first_name",
  "state",
  "city",
  "postal_code",
  "taxonomy_description",
] as const;

/** The text in capitals, with no other mark than the API allows in a value. */
export function toCriterion(text: string): string {
  return foldAccents(text)
    .toUpperCase()
    .replace(/[^A-Z0-9&':,/().#";-]+/g, " ")
    .trim();
}
