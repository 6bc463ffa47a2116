import type { FieldEvidence } from "../model/explanation.ts";

/** Words for each comparison level, as they stand in `hb_reason`. */
const words: Record<string, Record<string, string>> = {
  npi: { same: "NPI agrees" },
  name: { exact: "first and last name exact" },
  last_name: {
    exact: "surname agrees",
    "part of a double name": "part of a double surname",
    "middle name on file": "surname is the middle name on file",
    "middle name given": "middle name is the surname on file",
    "one letter off": "surname one letter off",
    "nearly the same": "surname nearly the same",
    similar: "surname similar",
    differs: "surname differs",
  },
  first_name: {
    exact: "first name agrees",
    joined: "first name as one word or two",
    nickname: "first name by nickname",
    initial: "first initial agrees",
    "initial on file": "first initial agrees",
    "middle name": "goes by the middle name",
    "one letter off": "first name one letter off",
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
    near: "a place nearby",
    around: "a place within reach",
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
    "same profession": "another specialty of the same profession",
    differs: "specialty differs",
  },
  license: { same: "license agrees", differs: "license differs" },
  phone: {
    same: "phone agrees",
    "shared line": "phone is a shared line",
    differs: "phone differs",
  },
  organization: { "same site": "employer at the same telephone" },
  graduation: {
    fits: "graduation year fits",
    late: "graduation long before the NPI",
    contradicts: "graduation year contradicts",
  },
  email_name: {
    differs: "the e-mail address names somebody else",
    "first name": "first name from the e-mail address",
    surname: "surname from the e-mail address",
  },
  sex: {
    same: "sex agrees",
    differs: "sex differs",
    "name implies the other": "the first name implies the other sex",
  },
};

/** Levels that say nothing either way, or nothing about the person. */
const silent: Record<string, readonly string[] | "all"> = {
  place: ["unknown"],
  // Said of the whole answer, whoever is compared.
  email_name: ["name"],
  reading: "all",
};

/** A level's words, "" for one that is passed over, undefined for one that this table lacks. */
export function levelWords(field: string, level: string): string | undefined {
  const quiet = silent[field];
  if (quiet === "all" || quiet?.includes(level)) return "";
  return words[field]?.[level];
}

/** Levels whose words differ once the match runs over another name on file. */
const onAnotherName: Record<string, string> = {
  "first and last name exact": "first and last name agree",
};

/**
 * Words for each piece of evidence, "" for what says nothing. A name that is not the legal one is
 * never called exact.
 */
export function describeEach(evidence: readonly FieldEvidence[]): string[] {
  const alias = evidence.some(({ field }) => field === "name_on_file");
  return evidence.map(({ field, level }) => {
    // A level without words is said by its own name, rather than not at all.
    const text = levelWords(field, level) ?? `${field.replaceAll("_", " ")}: ${level}`;
    return alias ? (onAnotherName[text] ?? text) : text;
  });
}

/** What was compared, in words: `surname agrees, first name by nickname, city agrees`. */
export function describe(evidence: readonly FieldEvidence[]): string {
  return describeEach(evidence)
    .filter((text) => text !== "")
    .join(", ")
    .replace("last name agree, on", "last name agree on");
}

/** What clearly spoke against a candidate; a common city is not a contradiction. */
export function describeAgainst(evidence: readonly FieldEvidence[]): string {
  return describe(evidence.filter(speaksAgainst));
}

/** What agreed with a candidate. */
export function describeFor(evidence: readonly FieldEvidence[]): string {
  return describe(evidence.filter((one) => one.bits > 0 || one.field === "name_on_file"));
}

function speaksAgainst({ field, bits }: FieldEvidence): boolean {
  // That a match runs over a former name belongs to what agreed, however rare that is.
  return field !== "name_on_file" && bits < -1;
}
