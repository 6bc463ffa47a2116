import { nameWords } from "../../normalize/cells/letters.ts";
import { standardEmail } from "../../normalize/keys/subject-keys.ts";
import { licenseKeys } from "../../normalize/license.ts";
import { comparedOrganizationWords } from "../../normalize/names/organization-words.ts";
import { readNpi } from "../../normalize/npi.ts";
import { toPhone } from "../../normalize/phone.ts";
import { toZip5 } from "../../normalize/places/place.ts";
import { toStreet } from "../../normalize/places/street.ts";

/** A value as somebody claims it, or as a profile has it. */
export interface PieceValue {
  text: string;
  /** Of a license its state, of a street its ZIP. */
  beside?: string;
}

interface PieceKind {
  /** Kinds of one tag hold the same sort of value. */
  tag: string;
  /** The field of the claims that belongs to it and says `beside`. */
  besideField?: string;
  /** A value that public sources do not publish may be nobody else's; of an employer all colleagues know it. */
  maybePrivate: boolean;
  /** By which two values are the same, whoever wrote them; none of what cannot be read. */
  keys(value: PieceValue): string[];
}

/**
 * The pieces of a profile by which somebody proves that it is theirs: the one list. What many share,
 * or what is guessed in a few tries (name, city, specialty, sex, job title), is none.
 */
const pieceKinds = {
  email: kind("email", true, ({ text }) => [standardEmail(text)]),
  phone: number(),
  mobile: number(),
  fax: number(),
  address: {
    ...kind("address", true, ({ text, beside = "" }) => [both(toZip5(beside), toStreet(text))]),
    besideField: "zip",
  },
  license: {
    ...kind("license", false, ({ text, beside = "" }) => licenseKeys(text, beside)),
    besideField: "license_state",
  },
  npi: kind("npi", false, ({ text }) => {
    const read = readNpi(text);
    return read.kind === "valid" ? [read.npi] : [];
  }),
  company: kind("company", false, ({ text }) => [
    comparedOrganizationWords(nameWords(text)).sort().join(" "),
  ]),
} as const satisfies Record<string, PieceKind>;

export type ClaimKind = keyof typeof pieceKinds;

export const claimKinds = Object.keys(pieceKinds) as ClaimKind[];

export const kindOf = (name: ClaimKind): PieceKind => pieceKinds[name];

/** The same telephone is one piece, whatever it is called: all three have one tag. */
function number(): PieceKind {
  return kind("number", true, ({ text }) => [toPhone(text)]);
}

function kind(
  tag: string,
  maybePrivate: boolean,
  standard: (value: PieceValue) => readonly string[],
): PieceKind {
  const keys = (value: PieceValue) =>
    standard(value).flatMap((text) => (text === "" ? [] : [`${tag} ${text}`]));
  return { tag, maybePrivate, keys };
}

function both(one: string, other: string): string {
  return one === "" || other === "" ? "" : `${one} ${other}`;
}
