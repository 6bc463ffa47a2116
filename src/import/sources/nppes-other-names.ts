import { toText, toWhole } from "../../normalize/cells/source-cells.ts";
import { otherNameKinds } from "../../normalize/names/other-name-kind.ts";
import { createColumnPicker } from "../column-picker.ts";
import { type FactReader, type FactReaderInput, sourceNpi } from "../fact-reader.ts";

/** `othername_pfile`: further names of organisations, many rows per NPI. */
export function nppesOtherNamesReader({ header, file, source }: FactReaderInput): FactReader {
  const columns = createColumnPicker(header, file);
  const npiAt = columns.required("NPI");
  const nameAt = columns.required("Provider Other Organization Name");
  const typeAt = columns.required("Provider Other Organization Name Type Code");
  return {
    picked: columns.picked,
    read({ cells, line }) {
      const npi = sourceNpi(cells[npiAt] ?? "", file, line);
      const name = toText(cells[nameAt] ?? "");
      if (name === "") return undefined;
      const kind = otherNameKinds.get(toWhole(cells[typeAt] ?? "")) ?? "other";
      return { kind: "other_name", npi, source, content: { kind, organization_name: name } };
    },
  };
}
