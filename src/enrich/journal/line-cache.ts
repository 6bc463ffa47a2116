/** The lines that were read last: neighbouring rows are answered by one line. */
export function createLineCache<Line>(
  read: (offset: number, length: number) => Promise<Line>,
  size: number,
): (offset: number, length: number) => Promise<Line> {
  const lines = new Map<number, Promise<Line>>();
  return (offset, length) => {
    const line = lines.get(offset) ?? read(offset, length);
    lines.delete(offset);
    lines.set(offset, line);
    if (lines.size > size) lines.delete(lines.keys().next().value as number);
    return line;
  };
}
