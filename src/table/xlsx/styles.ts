import { builtInFormat } from "./number-format.ts";
import { attribute, type ReadOptions, readXml } from "./parse-xml.ts";
import { damaged } from "./workbook-errors.ts";
import type { Member } from "./zip-members.ts";

/** Number formats by the style number that cells give; undefined is the general format. */
export type CellFormats = readonly (string | undefined)[];

/** The number formats of a workbook's cells; its fonts and colors do not matter here. */
export async function readCellFormats(
  member: Member | undefined,
  options: ReadOptions,
): Promise<CellFormats> {
  if (member === undefined) return [];
  const codes = new Map<number, string>();
  const styles: number[] = [];
  await readXml(
    member,
    (element, path) => {
      if (path.length === 0 && element.name !== "styleSheet") {
        throw damaged(options.file, "its styles are none");
      }
      if (path.length !== 2) return;
      if (path[1] === "numFmts" && element.name === "numFmt") {
        codes.set(idOf(attribute(element, "numFmtId")), attribute(element, "formatCode") ?? "");
      }
      if (path[1] === "cellXfs" && element.name === "xf") {
        styles.push(idOf(attribute(element, "numFmtId")));
      }
    },
    options,
  );
  return styles.map((id) => {
    const code = codes.get(id) ?? builtInFormat(id);
    return code === undefined || /^(?:general|)$/i.test(code) ? undefined : code;
  });
}

function idOf(text: string | undefined): number {
  return /^\d{1,6}$/.test(text ?? "") ? Number(text) : 0;
}
