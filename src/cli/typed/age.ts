const hoursOf: Readonly<Record<string, number>> = { h: 1, d: 24, w: 7 * 24 };

/** `12h`, `30d`, `8w` in milliseconds; undefined for anything else. */
export function readAge(text: string): number | undefined {
  const [, number, unit = ""] = /^(\d{1,5})([hdw])$/.exec(text) ?? [];
  const hours = hoursOf[unit];
  return hours === undefined ? undefined : Number(number) * hours * 3_600_000;
}
