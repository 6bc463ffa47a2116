import { readAddress } from "../../normalize/cells/source-address.ts";
import { createColumnPicker } from "../column-picker.ts";
import { type FactReader, type FactReaderInput, sourceNpi } from "../fact-reader.ts";

/** `pl_pfile`: secondary practice locations. Two of its ten headers break their own pattern. */
export function nppesPracticeLocationsReader({
  header,
  file,
  source,
}: FactReaderInput): FactReader {
  const columns = createColumnPicker(header, file);
  const npiAt = columns.required("NPI");
  const start = "Provider Secondary Practice Location Address";
  const at = {
    line1: columns.required(`${start}- Address Line 1`, `${start} - Address Line 1`),
    line2: columns.required(`${start}- Address Line 2`, `${start} - Address Line 2`),
    city: columns.required(`${start} - City Name`),
    state: columns.required(`${start} - State Name`),
    zip: columns.required(`${start} - Postal Code`),
    country: columns.required(`${start} - Country Code (If outside U.S.)`),
    phone: columns.required(`${start} - Telephone Number`),
    fax: columns.required(
      "Provider Practice Location Address - Fax Number",
      `${start} - Fax Number`,
    ),
  };
  return {
    picked: columns.picked,
    read({ cells, line }) {
      const npi = sourceNpi(cells[npiAt] ?? "", file, line);
      const [address] = readAddress("secondary", cells, at);
      return address && { kind: "location", npi, source, content: address };
    },
  };
}
