import { type ContactKind, type ContactPoint, contactKinds } from "../../model/contact.ts";
import { standardEmail, standardPhone } from "../keys/subject-keys.ts";
import type { CorrectableField } from "./correctable-field.ts";
import { correctionSource } from "./correction-source.ts";
import { inForm, present, sameBy, sameWords } from "./parts.ts";

export const correctableContacts = [
  "email",
  "phone",
  "mobile",
  "fax",
  "company",
  "title",
] as const satisfies readonly ContactKind[];

type Kind = (typeof correctableContacts)[number];

/** The value in the place of all of its kind: which of them was wrong is not said. */
export function contactField(kind: Kind): CorrectableField {
  const standard = standards[kind];
  const isSame = standard === undefined ? sameWords : sameBy(standard);
  const form = standard === undefined ? (value: string) => value : inForm(standard);
  return {
    values: ({ contacts = [] }) =>
      contacts.flatMap((point) => (point.kind === kind ? present(point.value) : [])),
    isSame,
    put({ contacts = [], ...profile }, value, date) {
      const others = contacts.filter((point) => point.kind !== kind);
      const theirs = contacts.filter((point) => point.kind === kind && isSame(point.value, value));
      const own = theirs.length > 0 ? theirs : ownPoint(kind, form(value), date);
      const all = [...others, ...own].sort((a, b) => rank(a) - rank(b));
      return all.length === 0 ? profile : { ...profile, contacts: all };
    },
  };
}

function rank({ kind }: ContactPoint): number {
  return contactKinds.indexOf(kind);
}

function ownPoint(kind: Kind, value: string, date: string): ContactPoint[] {
  if (value === "") return [];
  return [{ kind, value, as_of: date, confidence: 1, source: correctionSource, sources: 1 }];
}

const standards: Partial<Record<Kind, (text: string) => string>> = {
  email: standardEmail,
  phone: standardPhone,
  mobile: standardPhone,
  fax: standardPhone,
};
