import type { ContactAddress } from "../../model/contact.ts";
import { cleanCell } from "../cells/clean-cell.ts";
import { toState, toZip5, zipWithDash } from "../places/place.ts";

/** Cells of an address as a list has them. */
export interface AddressCells {
  address?: string;
  address_2?: string;
  city?: string;
  state?: string;
  zip?: string;
}

/** A US address in parts, and as the one line by which two of them are the same. */
export interface ReadAddress {
  value: string;
  address: ContactAddress;
}

/**
 * An address that a letter reaches: a street, and a city with its state or a ZIP. Undefined where
 * there is no street; `address_incomplete` where there is one and the place is missing.
 */
export function readAddress(cells: AddressCells): ReadAddress | "address_incomplete" | undefined {
  const line1 = cleanCell(cells.address ?? "");
  if (line1 === "") return undefined;
  const line2 = cleanCell(cells.address_2 ?? "");
  const city = cleanCell(cells.city ?? "");
  const state = toState(cells.state ?? "");
  const zip = readZip(cells.zip ?? "", state);
  if (zip === "" && (city === "" || state === "")) return "address_incomplete";
  const parts = { line1, line2, city, state, zip };
  const address: ContactAddress = {};
  for (const part of ["line1", "line2", "city", "state", "zip"] as const) {
    if (parts[part] !== "") address[part] = parts[part];
  }
  return { value: addressLine(address), address };
}

/** `12 Elm St, Suite 4, Austin, TX 78701-1234` */
function addressLine({ line1, line2, city, state, zip = "" }: ContactAddress): string {
  const region = [state, zipWithDash(zip)].filter((part) => part).join(" ");
  return [line1, line2, city, region].filter((part) => part).join(", ");
}

function readZip(text: string, state: string): string {
  const nine = /^\s*(\d{5})-?(\d{4})\s*$/.exec(text);
  if (nine !== null) return `${nine[1]}${nine[2]}`;
  return toZip5(text, state);
}
