import { isCredentialToken, isDoubtful, isTailOnly } from "./name-tail.ts";
import type { NameToken } from "./name-tokens.ts";
import { companyForms, organizationWords, weakOrganizationWords } from "./name-words.ts";
import { nicknameClasses } from "./nickname.ts";

/**
 * The segments of a name that belong to a person, or undefined when an organisation is named. A
 * clinician's own company (`John Smith MD LLC`) and what follows a clinician's credentials
 * (`John Smith, MD, Pediatrics`) leave the person.
 */
export function personSegments(
  segments: readonly (readonly NameToken[])[],
): (readonly NameToken[])[] | undefined {
  let score = 0;
  for (const segment of segments) if (!isTailOnly(segment)) score += organizationScore(segment);
  if (score < 2) return [...segments];
  const [head = [], ...rest] = segments;
  const credential = segments.some((segment) => segment.some(isClinicianCredential));
  if (!credential && !beginsLikePerson(head)) return undefined;
  const person = credential ? withoutCompanyForms(head) : head;
  if (organizationScore(person) > 0 || person.length < 2) return undefined;
  return [person, ...rest.filter((segment) => organizationScore(segment) === 0)];
}

/** `Mary Smith, LLC`: a given name we know and a surname before the comma. */
function beginsLikePerson(tokens: readonly NameToken[]): boolean {
  return tokens.length > 1 && nicknameClasses(tokens[0]?.letters ?? "").length > 0;
}

function organizationScore(tokens: readonly NameToken[]): number {
  let score = 0;
  for (const { letters } of tokens) {
    if (organizationWords.has(letters)) score += 2;
    else if (weakOrganizationWords.has(letters)) score += 1;
  }
  return score;
}

function isClinicianCredential(token: NameToken): boolean {
  return isCredentialToken(token) && !isDoubtful(token);
}

/** Company forms go when a credential stands before them. */
function withoutCompanyForms(tokens: readonly NameToken[]): readonly NameToken[] {
  let end = tokens.length;
  while (end > 0 && companyForms.has(tokens[end - 1]?.letters ?? "")) end--;
  return tokens.slice(0, end);
}
