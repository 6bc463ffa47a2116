import type { CellContext } from "./cell-value.ts";
import { parseXml, type ReadOptions, type XmlHandlers } from "./parse-xml.ts";
import { createTextReader, decodeEscapes, longestText } from "./read-text.ts";
import { createRowBuilder, type SheetRow } from "./row-builder.ts";
import { damaged, tooLarge, unsupported } from "./workbook-errors.ts";
import type { Member } from "./zip-members.ts";

/**
 * The rows of a sheet that have values, in batches, in order. It ends only when the whole part was
 * read and its checksum is right; what was given out before an error must not be used.
 */
export async function* readSheet(
  member: Member,
  context: CellContext,
  options: ReadOptions,
): AsyncGenerator<SheetRow[], void> {
  let rows: SheetRow[] = [];
  const handlers = createSheetHandlers(context, (row) => rows.push(row));
  for await (const _ of parseXml(member, handlers, options)) {
    if (rows.length === 0) continue;
    yield rows;
    rows = [];
  }
}

/** What may stand at each depth on the way to a value; everything else there is refused. */
const known: readonly (readonly string[])[] = [
  ["worksheet"],
  ["sheetData"],
  ["row"],
  ["c"],
  ["f", "v", "is"],
];

function createSheetHandlers(context: CellContext, onRow: (row: SheetRow) => void): XmlHandlers {
  const { file } = context;
  const builder = createRowBuilder(context, onRow);
  const inline = createTextReader();
  const path: string[] = [];
  /** How deep we are inside what holds no values. */
  let skip = 0;
  let sawData = false;
  let stored = "";

  /** Only the cells matter of a sheet, and nothing of extensions. */
  function isSkipped(name: string): boolean {
    return skip > 0 || name === "extLst" || (path.length === 1 && name !== "sheetData");
  }

  function refuseUnknown(name: string): void {
    if (known[path.length]?.includes(name)) return;
    if (path.length === 0) throw damaged(file, "a sheet is none");
    throw unsupported(file, "an unknown element among the cells");
  }

  return {
    open(element) {
      const { name } = element;
      if (isSkipped(name)) {
        skip++;
        return;
      }
      if (path[4] !== "is") refuseUnknown(name);
      else if (!inline.open(element)) throw unsupported(file, "an unknown element in a text");
      path.push(name);
      if (path.length === 2) {
        if (sawData) throw damaged(file, "a sheet has its cells twice");
        sawData = true;
      } else if (path.length === 3) builder.openRow(element);
      else if (path.length === 4) builder.openCell(element);
      else if (path.length === 5 && name === "f") builder.formula();
    },
    text(text) {
      if (skip > 0) return;
      if (path.length > 5) inline.text(text);
      else if (path[4] === "v") stored += text;
      if (stored.length > longestText || inline.isTooLong()) {
        throw tooLarge(file, "a cell has more than 100,000 characters");
      }
    },
    close(name) {
      if (skip > 0) {
        skip--;
        return;
      }
      path.pop();
      if (path.length > 4) inline.close(name);
      else if (name === "v") {
        builder.stored(stored);
        stored = "";
      } else if (name === "is") builder.inline(decodeEscapes(inline.take()));
      else if (name === "c") builder.closeCell();
      else if (name === "row") builder.closeRow();
    },
  };
}
