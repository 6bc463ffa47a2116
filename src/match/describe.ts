import type { FieldEvidence } from "../model/explanation.ts";

/** Words for each comparison level, as they stand in `hb_reason`. */
const words: Record<string, Record<string, string>> = {
  npi: { same: "NPI agrees" },
  name: { exact: "first and last name exact" },
  last_name: {
    exact: "surname exact",
    "part of a double name": "part of a double surname",
    "nearly the same": "surname nearly the same",
    similar: "surname similar",
    differs: "surname differs",
  },
  first_name: {
    exact: "first name exact",
    joined: "first name exact",
    nickname: "first name by nickname",
    initial: "first initial agrees",
    "initial on file": "first initial agrees",
    "middle name": "goes by the middle name",
    "nearly the same": "first name nearly the same",
    similar: "first name similar",
    differs: "first name differs",
  },
  name_on_file: {
    "former name": "on a former name",
    "professional name": "on a professional name",
    "other name": "on another name on file",
  },
  middle_name: {
    exact: "middle name agrees",
    initial: "middle initial agrees",
    differs: "middle name differs",
  },
  suffix: { exact: "suffix agrees", differs: "suffix differs" },
  place: {
    zip: "ZIP agrees",
    "mailing zip": "mailing ZIP agrees",
    "zip nearly": "ZIP nearly agrees",
    "zip area": "ZIP area agrees",
    city: "city agrees",
    "mailing city": "mailing city agrees",
    "city nearly": "city nearly agrees",
    state: "state agrees",
    "other state": "another state",
  },
  credential: { same: "credential agrees", differs: "credential differs" },
  specialty: {
    same: "specialty agrees",
    related: "specialty related",
    differs: "specialty differs",
  },
  license: { same: "license agrees", differs: "license differs" },
  phone: {
    same: "phone agrees",
    "shared line": "phone is a shared line",
    differs: "phone differs",
  },
  sex: { same: "sex agrees", differs: "sex differs", "name implies the other": "sex differs" },
};

/** Levels that are not worth words: they say nothing either way. */
export function describe(evidence: readonly FieldEvidence[]): string {
  return evidence
    .map(({ field, level }) => words[field]?.[level])
    .filter((text) => text !== undefined)
    .join(", ");
}

/** What clearly spoke against a candidate; a common city is not a contradiction. */
export function describeAgainst(evidence: readonly FieldEvidence[]): string {
  return describe(evidence.filter(({ bits }) => bits < -1));
}
