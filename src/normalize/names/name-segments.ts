import { toState } from "../places/place.ts";
import { isRemarkText } from "./name-notes.ts";
import { opensWithSurname } from "./name-readings.ts";
import { bareNames, isTailOnly } from "./name-tail.ts";
import { isCredentialToken, isDoubtful, type NameToken } from "./name-tokens.ts";
import { titles } from "./name-words.ts";
import { nicknameClasses } from "./nickname.ts";
import { isSurnameParticle } from "./surname-parts.ts";

type Tokens = readonly NameToken[];

/** A name's segments by what they hold. */
interface NameParts {
  /** The surname when given names follow; else the whole name. */
  head: Tokens;
  given: Tokens;
  tail: Tokens;
  /** Weights of `head, given` as a name and of `head` alone, the rest being no name. */
  around: number;
  alone: number;
}

/** Sorts segments into the surname or whole name, the given names, and the rest. */
export function partSegments(segments: readonly Tokens[]): NameParts {
  const tail: NameToken[] = [];
  let rest = segments.length === 1 ? partAtTitle(segments[0] ?? []) : segments;
  while (rest.length > 1 && (isOnlyCredentials(rest[0] ?? []) || isLoneSuffix(rest))) {
    tail.push(...(rest[0] ?? []));
    rest = rest.slice(1);
  }
  const [head = [], ...later] = rest;
  if (later.length === 0) return { head, given: [], tail, around: 0, alone: 1 };
  const names = bareNames(head, 2)[0]?.tokens ?? [];
  const { given, credential } = takeGiven(later, names, tail);
  return { head, given, tail, ...commaWeights(names, given, credential || endsInCredential(head)) };
}

/** The given names among the segments behind the first one, and whether a credential stands before them. */
function takeGiven(
  later: readonly Tokens[],
  names: Tokens,
  tail: NameToken[],
): { given: NameToken[]; credential: boolean } {
  const given: NameToken[] = [];
  let credential = false;
  let doubtful: Tokens | undefined;
  for (const segment of later) {
    if (names.length > 1 && (isStateCode(segment) || isTown(segment))) continue;
    if (names.length > 1 && isRemarkText(segment.map(({ letters }) => letters))) {
      tail.push(...segment.filter((token) => isTailOnly([token])));
    } else if (!isTailOnly(segment) && mayBeGiven(segment, names, given)) {
      given.push(...segment);
    } else if (names.length === 1 && doubtful === undefined && maybeGiven(segment)) {
      doubtful = segment;
    } else {
      credential ||= given.length === 0 && segment.some(isCredentialToken);
      tail.push(...segment);
    }
  }
  if (doubtful !== undefined) (given.length === 0 ? given : tail).push(...doubtful);
  return { given, credential };
}

/**
 * After a whole name a comma may bring words we do not know as credentials (`John A Smith, IDMT`).
 * What speaks for a surname before the comma: few words, particles, a known given name after it.
 */
function commaWeights(
  names: Tokens,
  given: Tokens,
  afterCredential: boolean,
): { around: number; alone: number } {
  const [first] = given;
  if (first === undefined) return { around: 0, alone: 1 };
  const isGiven = first.letters.length === 1 || nicknameClasses(first.letters).length > 0;
  if (names.length < 2 || isGiven) return { around: 1, alone: 0 };
  const initial = names.some((name, i) => i > 0 && name.letters.length === 1);
  if (initial || afterCredential) return { around: 0.05, alone: 1 };
  if (names.some((name) => isSurnameParticle(name.letters))) return { around: 1, alone: 0 };
  // `Garcia Lopez, J.P.`, and credentials that we do not know.
  if (first.initials) return { around: 0.3, alone: 1 };
  if (names.length > 2) return { around: 0.3, alone: 1 };
  const wholeName = nicknameClasses(names[0]?.letters ?? "").length > 0;
  return { around: 1, alone: wholeName ? 0.5 : 0.05 };
}

/** `Jane Doe, CA`; but `Garcia Lopez, Al` and `Garcia Lopez, La` go on with a name. */
function isStateCode(segment: Tokens): boolean {
  const [only] = segment;
  if (segment.length !== 1 || only === undefined || only.style === "title") return false;
  const { letters } = only;
  if (letters.length !== 2 || nicknameClasses(letters).length > 0) return false;
  return toState(letters) !== "" && !isCredentialToken(only);
}

/** `Jane Doe, Houston TX`. */
function isTown(segment: Tokens): boolean {
  return (
    segment.length > 1 &&
    isStateCode(segment.slice(-1)) &&
    nicknameClasses(segment[0]?.letters ?? "").length === 0
  );
}

/** `Mary Smith LPC, …`: the name is over before the comma. */
function endsInCredential(head: Tokens): boolean {
  const last = head.at(-1);
  return head.length > 2 && last !== undefined && isCredentialToken(last) && !isDoubtful(last);
}

/** `Doe Dr. Jane` as `Doe, Dr. Jane`. */
function partAtTitle(tokens: Tokens): readonly Tokens[] {
  const at = tokens.findIndex(({ letters }) => /^(?:DR|MR|MRS)$/.test(letters));
  const parts = at > 0 && at < tokens.length - 1 && !isTailOnly(tokens.slice(at + 1));
  return parts && !titles.has(tokens[0]?.letters ?? "")
    ? [tokens.slice(0, at), tokens.slice(at)]
    : [tokens];
}

/** `Jr., Robert Downey`: the suffix was cut off the name behind it. */
function isLoneSuffix([head = [], next = []]: readonly Tokens[]): boolean {
  return head.length === 1 && /^(?:JR|SR|III?|IV)$/.test(head[0]?.letters ?? "") && next.length > 1;
}

function isOnlyCredentials(tokens: Tokens): boolean {
  return tokens.every((token) => isCredentialToken(token) && !isDoubtful(token));
}

/** `Tran, Do` and `Le, An RN`: a word that is a credential in other places. `Md` is a name too. */
function maybeGiven(segment: Tokens): boolean {
  const [first, ...rest] = segment;
  if (first === undefined || first.style === "caps") return false;
  if (first.letters === "MD") return first.style === "title" && !first.dotted;
  return (
    isDoubtful(first) &&
    (first.style === "title" || rest.every((token) => token.letters === "RN" || !isDoubtful(token)))
  );
}

/** After given names only a known given name goes on with them; anything else is a credential. */
function mayBeGiven(segment: Tokens, names: Tokens, given: Tokens): boolean {
  if (given.length > 0) {
    const [first] = segment;
    const initial = segment.length === 1 && first?.letters.length === 1;
    return initial || nicknameClasses(first?.letters ?? "").length > 0;
  }
  if (names.length < 2) return true;
  // `Jane Doe, APRN Psych`; but a surname with particles still wants a first name.
  const [first] = segment;
  if (first !== undefined && isCredentialToken(first) && !isDoubtful(first) && segment.length > 1) {
    return first.style === "title";
  }
  return opensWithSurname(names) || !isUnknownCredential(segment);
}

/** After a whole name, a word nobody can be called is a credential we do not know. */
function isUnknownCredential(segment: Tokens): boolean {
  return segment.every(
    (token) =>
      (token.initials && token.letters.length > 2) ||
      (token.letters.length > 2 && !/[AEIOUY]/.test(token.letters)),
  );
}
