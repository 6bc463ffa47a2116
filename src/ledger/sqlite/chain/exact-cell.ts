/**
 * SQL of a cell as text, so that no other value of any type reads the same: 1, '1' and x'31' are
 * three.
 */
export function exact(column: string): string {
  return `typeof(${column}) || ':' || hex(${column})`;
}
