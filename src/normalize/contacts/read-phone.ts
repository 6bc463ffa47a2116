import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { toPhone } from "../phone.ts";

export interface ReadPhone {
  /** Ten digits. */
  value: string;
  extension?: string;
  isTollFree: boolean;
}

/** Where the North American plan is ours: states and territories. */
const countries: ReadonlySet<string> = new Set(["US", "PR", "VI", "GU", "AS", "MP"]);
const refusedTypes: ReadonlySet<string> = new Set(["PREMIUM_RATE", "UAN", "PERSONAL_NUMBER"]);
const extensionPattern = /(?:\bx|\bext\.?|\bextension|#)\s*:?\s*(\d{1,7})\s*$/i;

type Area = "ordinary" | "toll_free" | "none";

/**
 * Reads one US telephone number: ten digits of an area code in use. Numbers that charge the caller,
 * of other countries and made-up ones (555-0100 to 555-0199) are none.
 */
export function createPhoneReader(): (text: string) => ReadPhone | "phone_invalid" {
  const areas = new Map<string, Area>();
  // An area code settles it, and asking the library costs more than all the rest of a row.
  const areaOf = (code: string): Area => {
    const known = areas.get(code);
    if (known !== undefined) return known;
    const area = lookUpArea(code);
    areas.set(code, area);
    return area;
  };
  return (text) => {
    const value = toPhone(text);
    if (value === "" || /^\d{3}55501\d{2}$/.test(value)) return "phone_invalid";
    // N11 are services: 911, 411.
    if (/^\d{3}\d11/.test(value) || /^\d11/.test(value)) return "phone_invalid";
    const area = areaOf(value.slice(0, 3));
    if (area === "none") return "phone_invalid";
    const extension = extensionPattern.exec(text)?.[1];
    return {
      value,
      ...(extension === undefined ? {} : { extension }),
      isTollFree: area === "toll_free",
    };
  };
}

function lookUpArea(code: string): Area {
  const number = parsePhoneNumberFromString(`${code}2345678`, "US");
  if (number === undefined || !number.isValid() || !countries.has(number.country ?? "")) {
    return "none";
  }
  const type = number.getType() ?? "";
  if (refusedTypes.has(type)) return "none";
  return type === "TOLL_FREE" ? "toll_free" : "ordinary";
}
