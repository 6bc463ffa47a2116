import type { ColumnSegments } from "./name-columns.ts";
import { isSpecialtyWord } from "./name-notes.ts";
import { phraseLength, professionLength } from "./name-professions.ts";
import { isTailOnly } from "./name-tail.ts";
import { isCredentialToken, isDoubtful, type NameToken } from "./name-tokens.ts";
import { companyForms, organizationWords, weakOrganizationWords } from "./name-words.ts";
import { nicknameClasses } from "./nickname.ts";

type Tokens = readonly NameToken[];

/**
 * The segments of a name that belong to a person, or undefined when an organisation is named. A
 * clinician's own company (`John Smith MD LLC`) and a specialty behind the name
 * (`John Smith, MD, Pediatrics`) leave the person.
 */
export function personSegments(given: readonly Tokens[]): Tokens[] | undefined {
  const credential = given.some((segment) => segment.some(isClinicianCredential));
  const segments = given.map((segment, i) =>
    withoutSpecialty(credential ? withoutCompany(segment) : withoutCompanyForms(segment), i),
  );
  let score = 0;
  for (const segment of segments) score += scoreOf(segment);
  if (score < 2) return segments.filter((segment) => segment.length > 0);
  const [head = [], ...rest] = segments.filter((segment, i) => i === 0 || segment.length > 0);
  if (head.length < 2 || organizationScore(head) > 0) return undefined;
  if (!credential && !beginsLikePerson(head) && !rest.every(saysNoOrganization)) return undefined;
  return [head, ...rest.filter((segment) => organizationScore(segment) === 0)];
}

/**
 * A person's name columns, or undefined when they name an organisation. A company in the surname's
 * column leaves a person whose whole name stands in the first.
 */
export function personColumns(columns: readonly (readonly Tokens[])[]): ColumnSegments | undefined {
  const [first, middle, last] = columns.map(personSegments);
  if (first === undefined || middle === undefined) return undefined;
  if (last !== undefined) return { first, middle, last };
  return (first[0]?.length ?? 0) > 1 ? { first, middle, last: [] } : undefined;
}

/** `Mary Smith, LLC`: a given name we know and a surname before the comma. */
function beginsLikePerson(tokens: Tokens): boolean {
  return nicknameClasses(tokens[0]?.letters ?? "").length > 0;
}

/** `Thuy Nguyen, Internal Medicine`. */
function saysNoOrganization(tokens: Tokens): boolean {
  return scoreOf(tokens) === 0 || tokens.some(({ letters }) => isSpecialtyWord(letters));
}

function scoreOf(tokens: Tokens): number {
  return isTailOnly(tokens) ? 0 : organizationScore(tokens);
}

function organizationScore(tokens: Tokens): number {
  const end = tokens.length - professionLength(tokens, 1, tokens.length);
  let score = 0;
  for (let i = 0; i < end; i++) {
    const { letters } = tokens[i] as NameToken;
    if (organizationWords.has(letters)) score += 2;
    else if (weakOrganizationWords.has(letters) && !isRepeated(tokens, i)) score += 1;
  }
  return score;
}

/** The second AND of three people says no more than the first. */
function isRepeated(tokens: Tokens, at: number): boolean {
  return tokens.findIndex(({ letters }) => letters === tokens[at]?.letters) < at;
}

function isClinicianCredential(token: NameToken): boolean {
  return isCredentialToken(token) && !isDoubtful(token);
}

/**
 * `JOHN SMITH MD PC` without PC, `JOHN SMITH MD CARDIOLOGY` without the specialty; a segment that is
 * nothing but company forms is left out whole.
 */
function withoutCompany(tokens: Tokens): Tokens {
  const end = withoutCompanyForms(tokens).length;
  const credential = tokens.findIndex((token, i) => i > 1 && isClinicianCredential(token));
  if (credential < 0 || credential === end - 1) return tokens.slice(0, end);
  const behind = tokens.slice(credential + 1, end);
  const score = organizationScore(behind);
  const specialty = score > 0 && behind.some(({ letters }) => isSpecialtyWord(letters));
  return tokens.slice(0, specialty && score < 4 ? credential + 1 : end);
}

/** `JANE DOE MD PC`: company forms behind a credential. */
function withoutCompanyForms(tokens: Tokens): Tokens {
  let end = tokens.length;
  while (end > 0 && companyForms.has(tokens[end - 1]?.letters ?? "")) end--;
  const behindTail = end === 0 || (end > 2 && isTailOnly(tokens.slice(end - 1, end)));
  return behindTail ? tokens.slice(0, end) : tokens;
}

/** `DOE, JANE OCCUPATIONAL THERAPY`: a specialty behind given names. */
function withoutSpecialty(tokens: Tokens, at: number): Tokens {
  const last = tokens.at(-1)?.letters ?? "";
  if (at === 0 || !isSpecialtyWord(last)) return tokens;
  return tokens.slice(0, tokens.length - phraseLength(tokens, 0, tokens.length));
}
