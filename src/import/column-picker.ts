import { malformed } from "./source-errors.ts";

/** Header names as compared: case and padding change between years, one has two spaces inside. */
export function columnName(cell: string): string {
  return cell.trim().replaceAll(/\s+/g, " ").toLowerCase();
}

/** Which columns a reader needs, collected by name while it is put together. */
export interface ColumnPicker {
  /** Position among the picked cells; -1 when an optional column is not there. */
  required(...names: readonly string[]): number;
  optional(...names: readonly string[]): number;
  /** Indexes in the file, in the order asked. */
  readonly picked: readonly number[];
}

/** Alternative spellings of one column are given as further names; the first found counts. */
export function createColumnPicker(header: readonly string[], file: string): ColumnPicker {
  const byName = new Map<string, number>();
  for (const [index, cell] of header.entries()) {
    const name = columnName(cell);
    if (!byName.has(name)) byName.set(name, index);
  }
  const picked: number[] = [];
  const optional = (...names: readonly string[]): number => {
    const index = names.map((name) => byName.get(columnName(name))).find((at) => at !== undefined);
    if (index === undefined) return -1;
    return picked.push(index) - 1;
  };
  return {
    picked,
    optional,
    required(...names) {
      const position = optional(...names);
      if (position < 0) throw malformed(file, 1, `the column "${names[0]}" is missing`);
      return position;
    },
  };
}
