import type { Address, AddressKind } from "../model/profile.ts";
import { toPhoneText, toStateText, toText, toZipText } from "./source-cells.ts";

/** The eight cells of an address as they stand in the file. */
export type AddressCells = Record<Exclude<keyof Address, "kind">, string>;

/** One cleaned address; none when the source gives nothing but a country. */
export function toAddress(kind: AddressKind, cells: AddressCells): Address[] {
  const country = toText(cells.country).toUpperCase();
  const state = toStateText(cells.state, country);
  const parts = {
    line1: toText(cells.line1),
    line2: toText(cells.line2),
    city: toText(cells.city),
    state,
    zip: toZipText(cells.zip, state, country),
    country,
    phone: toPhoneText(cells.phone, country),
    fax: toPhoneText(cells.fax, country),
  };
  const address: Address = { kind };
  let isEmpty = true;
  for (const part of addressParts) {
    if (parts[part] === "") continue;
    address[part] = parts[part];
    if (part !== "country") isEmpty = false;
  }
  return isEmpty ? [] : [address];
}

const addressParts = ["line1", "line2", "city", "state", "zip", "country", "phone", "fax"] as const;
