/** The value of an option that must be given. */
export function requiredOption(name: string, value: string | undefined): string {
  if (value === undefined) throw new Error(`--${name} is missing`);
  return value;
}

/** A number, or the default where the option is not given. */
export function numberOption(name: string, value: string | undefined, otherwise: number): number {
  const number = value === undefined ? otherwise : Number(value);
  if (!Number.isFinite(number)) throw new Error(`--${name} takes a number`);
  return number;
}
