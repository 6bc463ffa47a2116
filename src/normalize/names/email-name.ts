import { isCredential } from "./credential.ts";
import { emailWords, isRole } from "./email-words.ts";
import { parseName } from "./name.ts";
import type { NameHypothesis } from "./name-hypothesis.ts";
import { nicknameClasses, sameNickname } from "./nickname.ts";
import { isSurnameParticle } from "./surname-parts.ts";

/** What a written name that an e-mail address completes is still worth as it stands. */
const incomplete = 0.3;
/** A surname that only the e-mail address has: a former or a married one, if it is one. */
const otherSurname = 0.1;

/**
 * The readings of a name with what the e-mail address adds: a whole name where none is written, the
 * first name where an initial or none is, another surname. Readings that the address adds say so
 * in `fromEmail`; it never takes a written reading away.
 */
export function withEmailReadings(
  written: readonly NameHypothesis[],
  email: string,
): readonly NameHypothesis[] {
  const words = email === "" ? [] : emailWords(email);
  if (words.length === 0) return written;
  const [top] = written;
  if (top === undefined) return wholeNames(words);
  if (top.first.length > 1) {
    if (top.last.length === 1) return [...fullSurnames(words, top), ...written];
    const surname = otherSurnameOf(words, top, written);
    return surname === undefined ? written : [...written, surname];
  }
  const full = top.middle.length > 1 ? [] : fullFirstNames(words, top);
  if (full.length === 0) return written;
  return [
    ...full,
    ...written.map((reading) => ({ ...reading, weight: reading.weight * incomplete })),
  ];
}

/** `john.smith`, `smith.john`, `john.a.smith`: only what is parted into words of a name's length. */
function wholeNames(words: readonly string[]): NameHypothesis[] {
  const names = words.filter((word) => !isSurnameParticle(word));
  const long = names.filter((word) => word.length > 1);
  if (long.length < 2 || names.length > 3) return [];
  const name = parseName({ full: words.join(" ") }, "first_last");
  if (name.kind !== "person") return [];
  return name.hypotheses
    .filter(({ first, last }) => first.length > 1 && last.length > 1)
    .map((reading) => ({ ...reading, fromEmail: "name" }));
}

/** `J Smith` beside `john.smith` or `drjohnsmith`; `Smith` beside either. */
function fullFirstNames(words: readonly string[], top: NameHypothesis): NameHypothesis[] {
  const found: NameHypothesis[] = [];
  const add = (first: string, last: NameHypothesis, weight: number) => {
    if (first.length < 2 || !first.startsWith(top.first) || isRole(first)) return;
    found.push({ ...last, first, weight, fromEmail: "first name" });
  };
  const [only = "", second] = words;
  if (second === undefined) {
    add(joinedFirstName(only, top), top, 1);
    return found;
  }
  const surnames = [top.last, ...top.lastParts];
  const at = words.findIndex((word) => surnames.includes(word));
  const others = words.filter((word, i) => i !== at && word.length > 1);
  const [other = ""] = others;
  if (at === -1) return found;
  // `Jane D` beside `jane.doe`; `Doe J` beside `doe.jane`.
  const initial = top.first !== "" && other.startsWith(top.first);
  const given = at === 0 && initial && isGiven(top.last) && !isGiven(other);
  const turned = { ...top, first: top.last, last: other, lastParts: [] };
  if (given) found.push({ ...turned, weight: 1, fromEmail: "surname" });
  add(other, top, !given && (at > 0 || top.first !== "") ? 1 : incomplete);
  // One word written, and the address begins with it: it may be the first name.
  if (at === 0 && other !== "" && top.first === "" && top.lastParts.length === 0) {
    add(top.last, { ...top, last: other }, 1);
  }
  return found;
}

/** `Jane D.` beside `jane.doe`. */
function fullSurnames(words: readonly string[], top: NameHypothesis): NameHypothesis[] {
  const [a = "", b = "", ...more] = words.filter((word) => word.length > 1);
  if (a !== top.first || !b.startsWith(top.last) || more.length > 0) return [];
  return [{ ...top, last: b, fromEmail: "surname" }];
}

function isGiven(word: string): boolean {
  return nicknameClasses(word).length > 0;
}

/** The rest of `johnsmith`, `smithjohn`, `drjohnsmith` or `johnsmithmd` beside a surname, or "". */
function joinedFirstName(word: string, { first, last, lastParts }: NameHypothesis): string {
  const rests = new Set<string>();
  for (const text of [
    word,
    word.replace(/^DR/, ""),
    word.replace(/(?:MD|DO|DDS|DMD|NP|RN)$/, ""),
  ]) {
    for (const surname of [last, ...lastParts]) {
      if (surname.length < 3 || text.length < surname.length + 2) continue;
      if (text.endsWith(surname)) rests.add(text.slice(0, -surname.length));
      if (text.startsWith(surname)) rests.add(text.slice(surname.length));
    }
  }
  const names = [...rests].filter(
    (rest) =>
      rest.length > 1 &&
      rest.startsWith(first) &&
      !/^DR.?$/.test(rest) &&
      !isRole(rest) &&
      !isCredential(rest),
  );
  const known = names.filter((name) => nicknameClasses(name).length > 0);
  return (known.length > 0 ? known : names)[0] ?? "";
}

/** `Jane Doe` beside `jane.miller`: somebody's former or married name. */
function otherSurnameOf(
  words: readonly string[],
  top: NameHypothesis,
  written: readonly NameHypothesis[],
): NameHypothesis | undefined {
  const long = words.filter((word) => word.length > 1);
  const [a = "", b = ""] = long;
  if (long.length !== 2 || words.length > 3) return undefined;
  const isFirst = (word: string) => word === top.first || sameNickname(word, top.first);
  if (isFirst(a) === isFirst(b)) return undefined;
  const last = isFirst(a) ? b : a;
  const isKnown = written.some(
    (reading) =>
      [reading.first, reading.middle, reading.nick].includes(last) || overlaps(reading.last, last),
  );
  if (last.length < 3 || isKnown || isCredential(last)) return undefined;
  return {
    ...top,
    last,
    lastParts: [],
    alias: "",
    weight: top.weight * otherSurname,
    fromEmail: "surname",
  };
}

/** One within the other is the same surname, cut short or joined. */
function overlaps(a: string, b: string): boolean {
  return a.includes(b) || b.includes(a);
}
