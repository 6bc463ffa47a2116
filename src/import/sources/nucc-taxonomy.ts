import { toText } from "../../normalize/cells/source-cells.ts";
import { createColumnPicker } from "../column-picker.ts";
import { readCsvRecords } from "../csv-records.ts";

/**
 * The NUCC taxonomy list: code → display words. Read by header name, because editions differ;
 * `Display Name` begins with 21.0, older ones give classification and specialization.
 */
export async function readNuccTaxonomy(
  chunks: AsyncIterable<Uint8Array>,
  file: string,
): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  let at = { code: -1, display: -1, classification: -1, specialization: -1 };
  const pick = (header: readonly string[]): readonly number[] => {
    const columns = createColumnPicker(header, file);
    at = {
      code: columns.required("Code"),
      display: columns.optional("Display Name"),
      classification: columns.required("Classification"),
      specialization: columns.optional("Specialization"),
    };
    return columns.picked;
  };
  for await (const records of readCsvRecords(chunks, file, pick)) {
    for (const { cells } of records) {
      const code = toText(cells[at.code] ?? "").toUpperCase();
      const classification = toText(cells[at.classification] ?? "");
      const specialization = toText(cells[at.specialization] ?? "");
      const words =
        toText(cells[at.display] ?? "") ||
        [classification, specialization].filter((part) => part !== "").join(", ");
      if (code !== "" && words !== "") names.set(code, words);
    }
  }
  return names;
}
