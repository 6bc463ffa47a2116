import type { Address, AddressKind, Profile } from "../../model/profile.ts";
import { standardPhone } from "../keys/subject-keys.ts";
import type { CorrectableField } from "./correctable-field.ts";
import { inForm, present, sameBy, sameWords, withPart } from "./parts.ts";

export const addressParts = [
  ...(["line1", "line2", "city", "state", "zip", "country"] as const),
  ...(["phone", "fax"] as const),
] as const;

type AddressPart = (typeof addressParts)[number];

export function addressField(
  kind: Exclude<AddressKind, "secondary">,
  part: AddressPart,
): CorrectableField {
  return {
    values: ({ addresses }) => present(addresses.find((one) => one.kind === kind)?.[part]),
    isSame: sameness[part] ?? sameWords,
    put: (profile, value) => ({
      ...profile,
      addresses: withAddress(profile, kind, (address) =>
        withPart(address, part, forms[part]?.(value) ?? value),
      ),
    }),
  };
}

const usZip = /^\d{5}(-?\d{4})?$/;

/** How profiles have them. */
const forms: Partial<Record<AddressPart, (value: string) => string>> = {
  phone: inForm(standardPhone),
  fax: inForm(standardPhone),
  zip: (value) => (usZip.test(value) ? digits(value) : value),
};

const samePhone = sameBy(standardPhone);

const sameness: Partial<Record<AddressPart, CorrectableField["isSame"]>> = {
  phone: samePhone,
  fax: samePhone,
  // Who corrects five digits says nothing of the four behind them.
  zip: (source, corrected) =>
    usZip.test(corrected)
      ? digits(source).startsWith(digits(corrected))
      : sameWords(source, corrected),
};

function digits(text: string): string {
  return text.replace(/\D/g, "");
}

/** An address that is not on file is made, in its place: the practice location first, then mailing. */
function withAddress(
  { addresses }: Profile,
  kind: AddressKind,
  change: (address: Address) => Address,
): Address[] {
  if (addresses.some((one) => one.kind === kind)) {
    const first = addresses.findIndex((one) => one.kind === kind);
    return addresses.map((one, i) => (i === first ? change(one) : one));
  }
  const before = addresses.filter((one) => kind === "mailing" && one.kind === "practice");
  const behind = addresses.filter((one) => !before.includes(one));
  return [...before, change({ kind }), ...behind];
}
