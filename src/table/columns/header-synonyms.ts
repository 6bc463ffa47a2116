import { personNames } from "./header-names-person.ts";
import { practiceNames } from "./header-names-practice.ts";
import { shorterNames } from "./header-qualifiers.ts";
import { headerWords, headerWordsOfCapitals } from "./header-words.ts";
import type { LeadField } from "./lead-field.ts";

const synonyms: Readonly<Record<LeadField, string>> = { ...personNames, ...practiceNames };

/** Names that may mean either; the cells decide, and without a sign from them the first. */
export const ambiguousHeaders: Readonly<Record<string, readonly LeadField[]>> = {
  suffix: ["suffix", "credential"],
  license: ["license_number", "license_state"],
};

/** Names that mean the field only when the cells say so, too. */
export const doubtfulHeaders: Readonly<Record<string, LeadField>> = {
  type: "specialty",
  category: "specialty",
  department: "specialty",
  "license type": "specialty",
  "license type description": "specialty",
  "credential type": "specialty",
  title: "credential",
  "job title": "credential",
  "professional title": "credential",
  location: "city",
  id: "npi",
  number: "npi",
  identifier: "npi",
};

const ranks: ReadonlyMap<string, readonly { field: LeadField; rank: number }[]> = rankNames();

function rankNames(): Map<string, { field: LeadField; rank: number }[]> {
  const found = new Map<string, { field: LeadField; rank: number }[]>();
  for (const [field, names] of Object.entries(synonyms) as [LeadField, string][]) {
    names.split(/,\s*/).forEach((name, rank) => {
      found.set(name, [...(found.get(name) ?? []), { field, rank }]);
    });
  }
  return found;
}

/** How well a header names a field: smaller is better. */
export interface HeaderMeaning {
  field: LeadField;
  rank: number;
  /** What of that is due to words around the name. */
  penalty: number;
  /** The name that was recognised, without qualifiers. */
  name: string;
}

/** Ids that a CRM writes beside the columns it names: `(Do Not Modify) Contact`. */
const notOurs = /do not modify/i;

/** Every field a header may name; the same words with a note in brackets, then without it. */
export function headerMeanings(header: string): HeaderMeaning[] {
  if (notOurs.test(header)) return [];
  const bare = header.replace(/[([{][^)\]}]*[)\]}]/g, " ");
  for (const text of bare === header ? [header] : [header, bare]) {
    for (const words of [headerWords(text), headerWordsOfCapitals(text)]) {
      const found = meaningsOf(words);
      if (found.length > 0) return found;
    }
  }
  return [];
}

function meaningsOf(name: string): HeaderMeaning[] {
  for (const { text, penalty } of shorterNames(name)) {
    const found = ranks.get(text) ?? [];
    if (found.length > 0) {
      return found.map(({ field, rank }) => ({ field, rank: rank + penalty, penalty, name: text }));
    }
    const doubtful = doubtfulHeaders[text];
    if (doubtful !== undefined && penalty < 1) {
      return [{ field: doubtful, rank: 50 + penalty, penalty, name: text }];
    }
  }
  return [];
}

export function isKnownHeader(header: string): boolean {
  return headerMeanings(header).length > 0;
}

/** `Group NPI`, `Practice NPI`: valid NPIs, but not the person's. */
export function isNpiOfOthers(header: string): boolean {
  const found = headerWords(header).split(" ");
  return found.includes("npi") && found.some((word) => npiOwners.has(word));
}

const npiOwners: ReadonlySet<string> = new Set(
  "group organization organizational facility company hospital practice clinic employer supervisor supervising collaborating replacement old former previous referring ordering billing parent".split(
    " ",
  ),
);

/** `Fax`, `Recruiter`, `Owner E-mail`: what stands there is not the lead's own. */
export function isOfOthers(header: string): boolean {
  return headerWords(header)
    .split(" ")
    .some((word) => others.has(word));
}

const others: ReadonlySet<string> = new Set(
  "fax pager recruiter owner manager supervisor supervising collaborating assistant emergency referring ordering spouse references referral created modified updated assigned billing group birth dea parent official country license licensure".split(
    " ",
  ),
);
