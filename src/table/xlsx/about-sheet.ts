import type { AboutSection } from "../table.ts";
import { inlineString, textCell } from "./cell-xml.ts";
import { columnLetters } from "./column-letters.ts";
import { columnWidths } from "./column-widths.ts";
import { maxCellLength } from "./sheet-limits.ts";
import type { WorkbookPackage } from "./workbook-package.ts";

const sheetTitleLook = { format: "", bold: true } as const;

/** Writes the sections one below the other, each under its title; every cell is a text. */
export async function writeAboutSheet(
  workbook: WorkbookPackage,
  name: string,
  sections: readonly AboutSection[],
): Promise<void> {
  const rows = sections.flatMap(({ rows }) => rows);
  const columns = Math.max(1, ...rows.map((cells) => cells.length));
  const widths = columnWidths(new Array<string>(columns).fill(""), rows);
  const sheet = workbook.addSheet({ name, widths, frozenRows: 0 });
  const title = workbook.style(sheetTitleLook);
  let number = 1;
  let xml = "";
  for (const section of sections) {
    xml += `<row r="${number}">${inlineString(`A${number}`, fitting(section.title), title)}</row>`;
    number++;
    for (const cells of section.rows) {
      const own = cells.map((cell, column) =>
        textCell(`${columnLetters(column)}${number}`, fitting(cell), (format) =>
          workbook.style({ format }),
        ),
      );
      xml += `<row r="${number}">${own.join("")}</row>`;
      number++;
    }
    number++;
  }
  await sheet.write(xml);
  sheet.end({});
}

/** What a run says about itself is not worth failing it at its end; the mark shows the cut. */
function fitting(text: string): string {
  return text.length <= maxCellLength ? text : `${text.slice(0, maxCellLength - 2)} …`;
}
