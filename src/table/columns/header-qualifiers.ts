/** Words that say whose column it is, in the order of preference where two columns compete. */
const qualifiers: ReadonlyMap<string, number> = new Map([
  ...weigh(0.1, "provider physician clinician doctor dr practitioner candidate licensee hcp"),
  ...weigh(0.1, "nurse therapist dentist rendering prescriber"),
  ...weigh(0.1, "c r 1 properties healthcare professional text primary current medical full"),
  ...weigh(0.2, "individual person member staff employee worker applicant servicing performing"),
  ...weigh(0.2, "covered recipient profile attending user"),
  ...weigh(0.3, "contact lead"),
  ...weigh(1, "practice location"),
  ...weigh(1.2, "office"),
  ...weigh(1.3, "clinic"),
  ...weigh(1.4, "work job address facility hospital company legal the of"),
  ...weigh(1.5, "business"),
  ...weigh(1.6, "site service hq"),
  ...weigh(30, "mailing main"),
  ...weigh(31, "home"),
  ...weigh(32, "personal correspondence"),
  ...weigh(33, "billing account"),
  ...weigh(42, "secondary"),
  ...[2, 3, 4, 5, 6, 7, 8, 9].map((n): [string, number] => [String(n), 40 + n]),
]);

function weigh(penalty: number, words: string): [string, number][] {
  return words.split(" ").map((word) => [word, penalty]);
}

/** `Provider Last` is a surname, `Last Contact` is a date. */
const onlyAtTheEnd: ReadonlySet<string> = new Set(
  "first last middle given family name type title id number group mail generation".split(" "),
);

/** A name with fewer words, and how much worse a claim it makes. */
export interface ShorterName {
  text: string;
  penalty: number;
}

/** The name, then without qualifiers from the left, and without a number behind it. */
export function* shorterNames(name: string): Generator<ShorterName, void> {
  yield { text: name, penalty: 0 };
  const numbered = /^(.+) (\d)$/.exec(name);
  const trunk = numbered?.[1] ?? name;
  const behind = numbered === null ? 0 : numbered[2] === "1" ? 0.5 : 40 + Number(numbered[2]);
  if (numbered !== null) yield { text: trunk, penalty: behind };
  let rest = trunk.split(" ");
  let penalty = behind;
  const tail = rest.at(-1);
  while (rest.length > 1) {
    const at = rest.findIndex((word) => qualifiers.has(word));
    if (at === -1) return;
    penalty += qualifiers.get(rest[at] as string) as number;
    rest = rest.filter((_, i) => i !== at);
    const [only] = rest;
    if (rest.length > 1 || only === tail || !onlyAtTheEnd.has(only as string)) {
      yield { text: rest.join(" "), penalty };
    }
  }
}
