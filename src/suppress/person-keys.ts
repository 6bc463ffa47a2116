import type { MatchContext, MatchRequest } from "../model/contract.ts";
import type { GhostKey } from "../model/suppressions.ts";
import { toPlainDigits } from "../normalize/cells/digits.ts";
import { emailsIn } from "../normalize/contacts/read-targets.ts";
import { ghostKeysOf } from "../normalize/keys/ghost-keys.ts";
import {
  keyOfText,
  type SubjectKey,
  type SubjectText,
  standardEmail,
  standardPhone,
  subjectTextsOfValue,
} from "../normalize/keys/subject-keys.ts";
import { readLeadName } from "../normalize/names/lead-name.ts";
import { readNpi } from "../normalize/npi.ts";
import { toCity, toState, toZip5 } from "../normalize/places/place.ts";

/** Somebody as a list or an operator tells of them. */
export interface ToldPerson {
  /** Of which NPI, licence, name and place count. */
  request: MatchRequest;
  /** Cells, each of which may hold several. */
  emails: readonly string[];
  phones: readonly string[];
}

/** Values that cannot be used, and what is said of them. */
export const keyProblems = {
  npi_mistaken: "the NPI has a slip, and is never repaired",
  license_unusable: "the license lacks its state, or is no number",
  email_unusable: "the e-mail address is none",
  phone_unusable: "the telephone number is none",
  hash_unusable: "the cell holds no SHA-256 in base64 or hex",
} as const;

export type KeyProblem = keyof typeof keyProblems;

export interface PersonKeys {
  /** NPI, licence, e-mail, phone. */
  keys: SubjectKey[];
  problems: KeyProblem[];
}

/** By what somebody is known, each value by itself. */
export function personKeys(told: ToldPerson): PersonKeys {
  const { texts, problems } = personTexts(told);
  return { keys: texts.map(keyOfText), problems };
}

/** The same as standardised values. */
export function personTexts({ request, emails, phones }: ToldPerson): {
  texts: SubjectText[];
  problems: KeyProblem[];
} {
  const texts: SubjectText[] = [];
  const problems: KeyProblem[] = [];
  const npi = readNpi(request.npi ?? "");
  if (npi.kind === "valid") texts.push({ kind: "npi", text: npi.npi });
  else if (npi.kind !== "empty") problems.push("npi_mistaken");
  if (request.license !== undefined) {
    const { number, state = "" } = request.license;
    const found = subjectTextsOfValue({ kind: "license", text: number, state });
    if (found.length === 0) problems.push("license_unusable");
    texts.push(...found);
  }
  for (const cell of emails) {
    const found = emailsOf(cell);
    if (found.length === 0 && cell.trim() !== "") problems.push("email_unusable");
    for (const text of found) texts.push({ kind: "email", text });
  }
  for (const cell of phones) {
    const found = phonesOf(cell);
    if (found.length === 0 && cell.trim() !== "") problems.push("phone_unusable");
    for (const text of found) texts.push({ kind: "phone", text });
  }
  return { texts, problems };
}

/** Name and place, by which somebody is met who is not on file; a name alone is everybody's. */
export function personGhosts({ request }: ToldPerson, context: MatchContext): GhostKey[] {
  if (request.name === undefined) return [];
  const state = toState(request.state ?? "");
  const zip5 = toZip5(request.zip ?? "", state);
  const city = toCity(request.city ?? "");
  if (zip5 === "" && (city === "" || state === "")) return [];
  const { hypotheses } = readLeadName({ name: request.name }, context, true);
  return ghostKeysOf(hypotheses, [{ zip5, city, state }]);
}

/** One address may be broken by blanks; of several each is by itself. */
function emailsOf(cell: string): string[] {
  const found = cell.split("@").length === 2 && !/[;,|<>]/.test(cell) ? [cell] : emailsIn(cell);
  return found.map(standardEmail).filter((text) => text !== "");
}

function phonesOf(cell: string): string[] {
  const text = toPlainDigits(cell);
  const parts = text.replace(/\D/g, "").length > 15 ? text.split(/[;,/|]|\bor\b/i) : [text];
  return parts.map(standardPhone).filter((text) => text !== "");
}
