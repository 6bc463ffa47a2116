import type { Address, AddressKind } from "../../model/profile.ts";
import { toPhoneText, toStateText, toText, toZipText } from "./source-cells.ts";

/** Where the eight cells of an address stand among the picked ones. */
export type AddressColumns = Record<Exclude<keyof Address, "kind">, number>;

/** One cleaned address; none when the source gives nothing but a country. */
export function readAddress(
  kind: AddressKind,
  cells: readonly string[],
  at: AddressColumns,
): Address[] {
  const cell = (part: keyof AddressColumns) => cells[at[part]] ?? "";
  const country = toText(cell("country")).toUpperCase();
  const state = toStateText(cell("state"), country);
  const parts = {
    line1: toText(cell("line1")),
    line2: toText(cell("line2")),
    city: toText(cell("city")),
    state,
    zip: toZipText(cell("zip"), state, country),
    country,
    phone: toPhoneText(cell("phone"), country),
    fax: toPhoneText(cell("fax"), country),
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
