import type { CellProblem, SheetValue } from "../table.ts";
import type { SheetRow } from "./row-builder.ts";

/** Rows as one line of JSON each; formats are kept once. */
export interface RowCoding {
  encode(row: SheetRow): string;
  decode(line: string): SheetRow;
}

/** A plain value; `[n]`: n empty cells; `[value, format]`; `[milliseconds, format, 1]`: a date. */
type Coded = string | number | boolean | readonly number[] | readonly [string | number, number];
type Problem = CellProblem["problem"];

const noFormat = -1;
const empty: SheetValue = { value: null };

export function createRowCoding(): RowCoding {
  const formats: string[] = [];
  const indexes = new Map<string, number>();

  function indexOf(format: string | undefined): number {
    if (format === undefined) return noFormat;
    const known = indexes.get(format);
    if (known !== undefined) return known;
    indexes.set(format, formats.length);
    return formats.push(format) - 1;
  }

  function code({ value, format }: SheetValue): Coded {
    if (value instanceof Date) return [value.getTime(), indexOf(format), 1];
    if (format === undefined) return value as Coded;
    return [value as string | number, indexOf(format)];
  }

  function decodeCell(coded: Coded): SheetValue {
    if (!Array.isArray(coded)) return { value: coded as string | number | boolean };
    const [stored, index, isDate] = coded as [string | number, number, number?];
    const value = isDate === 1 ? new Date(stored) : stored;
    const format = formats[index];
    return format === undefined ? { value } : { value, format };
  }

  return {
    encode({ number, values, problems }) {
      const cells: Coded[] = [];
      let gap = 0;
      for (const value of values) {
        if (value.value === null) {
          gap++;
          continue;
        }
        if (gap > 0) cells.push([gap]);
        gap = 0;
        cells.push(code(value));
      }
      if (gap > 0) cells.push([gap]);
      const line: unknown[] = [number, cells];
      if (problems.length > 0) line.push(problems.map(({ column, problem }) => [column, problem]));
      return JSON.stringify(line);
    },
    decode(line) {
      const [number, cells, problems = []] = JSON.parse(line) as [
        number,
        Coded[],
        [number, Problem][]?,
      ];
      const values: SheetValue[] = [];
      for (const coded of cells) {
        if (!Array.isArray(coded) || coded.length > 1) values.push(decodeCell(coded));
        else for (let i = 0; i < (coded[0] as number); i++) values.push(empty);
      }
      return {
        number,
        values,
        problems: problems.map(([column, problem]) => ({ column, problem })),
      };
    },
  };
}
