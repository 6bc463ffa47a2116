import { once } from "node:events";
import { PassThrough, Writable } from "node:stream";
import type { ConditionalFormattingOptions, Style, WorksheetView } from "exceljs";
import type { OutputFile } from "../files/atomic-file.ts";

/** How a cell looks. */
interface CellLook {
  /** Number format; "" is the general one. */
  format: string;
  bold?: true;
  /** Background, as `RRGGBB`. */
  fill?: string;
}

interface NewSheet {
  name: string;
  /** In characters. */
  widths: readonly number[];
  /** Rows at the top that stay in view; 0 for none. */
  frozenRows: number;
}

/** What is settled about a sheet once all of its rows are known. */
interface SheetEnd {
  /** `A1:F9`. */
  autoFilter?: string;
  conditionalFormat?: ConditionalFormattingOptions;
}

/** A sheet that is being written; only one at a time. */
export interface PackageSheet {
  /** `<row>` elements in ascending order. Resolves when there is room for more. */
  write(xml: string): Promise<void>;
  end(end: SheetEnd): void;
}

/** A workbook written part by part into an output, in bounded memory. */
export interface WorkbookPackage {
  /** The number of a style, for the attribute `s`; 0 is the plain one. */
  style(look: CellLook): number;
  addSheet(sheet: NewSheet): PackageSheet;
  /** Closes the package; the output itself is left to its owner. */
  finish(): Promise<void>;
  abort(): void;
}

/** Bytes on their way through the compressor before the writing waits. */
const bufferBytes = 256 << 10;

/** Every part's date, the package's too: the same list gives the same bytes. */
const date = new Date("2000-01-01T00:00:00Z");

const author = { creator: "heartbeat", lastModifiedBy: "heartbeat" };

/** What exceljs' stream writer has beside its published types; its version is pinned. */
interface WriterParts {
  zip: {
    append(content: unknown, entry: { name: string; date?: Date }): void;
    abort(): void;
    on(event: "error", listener: (error: unknown) => void): void;
  };
  styles: { addStyleModel(style: Partial<Style>): number };
}

/**
 * exceljs writes the package: its parts, styles, relations and the zip. Two things are done here:
 * rows come as XML, because a row object of exceljs drops control characters and its style is
 * looked up cell by cell (two thirds of the time), and a sheet is a stream that can be waited for,
 * because exceljs' own buffers without limit when the disk is slower than the writing.
 */
export async function createWorkbookPackage(output: OutputFile): Promise<WorkbookPackage> {
  const { default: ExcelJS } = await import("exceljs");
  const { promise: failed, reject: fail } = failure();
  const sink = toWritable(output).on("error", fail);
  let opened: PassThrough | undefined;

  class PacedWriter extends ExcelJS.stream.xlsx.WorkbookWriter {
    /** The first that is called, still by the constructor: from here on, entries have a date. */
    override addThemes(): Promise<void> {
      const { zip } = partsOf(this);
      const append = zip.append.bind(zip);
      zip.append = (content, entry) => append(content, { ...entry, date });
      return super.addThemes();
    }

    /** exceljs asks for a part's stream here, and hands over strings or buffers of its own kind. */
    _openStream(name: string) {
      const stream = new PassThrough({ highWaterMark: bufferBytes });
      partsOf(this).zip.append(stream, { name });
      opened = stream;
      return {
        pause() {},
        write: (data: string | { toBuffer(): Buffer }) =>
          stream.write(typeof data === "string" ? data : Buffer.from(data.toBuffer())),
        end: () => stream.end(),
      };
    }
  }

  const writer = new PacedWriter({ stream: sink, useSharedStrings: false, useStyles: true });
  Object.assign(writer, { created: date, modified: date, ...author });
  const parts = partsOf(writer);
  parts.zip.on("error", fail);
  const styles = new Map<string, number>();

  return {
    style(look) {
      const key = JSON.stringify(look);
      let known = styles.get(key);
      if (known === undefined) {
        known = look.format === "" && !look.bold ? 0 : parts.styles.addStyleModel(toStyle(look));
        styles.set(key, known);
      }
      return known;
    },
    addSheet({ name, widths, frozenRows }) {
      const views: Partial<WorksheetView>[] =
        frozenRows === 0 ? [] : [{ state: "frozen", ySplit: frozenRows }];
      const sheet = writer.addWorksheet(name, { views });
      const stream = opened;
      if (stream === undefined) throw new Error("exceljs opened no stream for a sheet");
      sheet.columns = widths.map((width) => ({ width }));
      // An empty row is not written, but what stands before the first row is.
      sheet.addRow([]).commit();
      return {
        async write(xml) {
          if (stream.write(xml)) return;
          await Promise.race([once(stream, "drain"), failed]);
        },
        end({ autoFilter, conditionalFormat }) {
          if (autoFilter !== undefined) sheet.autoFilter = autoFilter;
          if (conditionalFormat !== undefined) sheet.addConditionalFormatting(conditionalFormat);
          sheet.commit();
        },
      };
    },
    async finish() {
      const committed = writer.commit();
      committed.catch(fail);
      await Promise.race([committed, failed]);
    },
    abort() {
      parts.zip.abort();
      sink.destroy();
    },
  };
}

function partsOf(writer: unknown): WriterParts {
  return writer as WriterParts;
}

function toStyle({ format, bold, fill }: CellLook): Partial<Style> {
  return {
    ...(format === "" ? {} : { numFmt: format }),
    ...(bold === true ? { font: { name: "Calibri", size: 11, bold: true } } : {}),
    ...(fill === undefined
      ? {}
      : { fill: { type: "pattern", pattern: "solid", fgColor: { argb: `FF${fill}` } } }),
  };
}

function toWritable(output: OutputFile): Writable {
  return new Writable({
    highWaterMark: bufferBytes,
    write(chunk: Buffer, _encoding, done) {
      output.write(chunk).then(() => done(), done);
    },
  });
}

/** A promise for what goes wrong meanwhile: somebody may be waiting for it, or nobody. */
function failure(): { promise: Promise<never>; reject: (error: unknown) => void } {
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<never>((_, refuse) => {
    reject = refuse;
  });
  promise.catch(() => undefined);
  return { promise, reject };
}
