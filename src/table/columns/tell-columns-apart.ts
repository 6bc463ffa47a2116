/**
 * A name for each column that no other has, as `--map` names them: its header; `Header#2` for the
 * second one of the same header; `@3`, its position, where it has none, or where the name is taken.
 */
export function tellColumnsApart(columns: readonly string[], taken: readonly string[]): string[] {
  const headers = new Set(columns);
  const names = new Set(taken);
  const seen = new Map<string, number>();
  return columns.map((column, index) => {
    const nth = (seen.get(column) ?? 0) + 1;
    seen.set(column, nth);
    const position = `@${index + 1}`;
    const wanted = column.trim() === "" ? position : nth === 1 ? column : `${column}#${nth}`;
    // `Header#2` may also be the header of another column.
    const isOthers = wanted !== column && headers.has(wanted);
    const name = firstFree([isOthers ? position : wanted, position], names);
    names.add(name);
    return name;
  });
}

function firstFree(wanted: readonly string[], names: ReadonlySet<string>): string {
  const free = wanted.find((name) => !names.has(name));
  if (free !== undefined) return free;
  for (let n = 2; ; n++) {
    const name = `${wanted[0]}#${n}`;
    if (!names.has(name)) return name;
  }
}
