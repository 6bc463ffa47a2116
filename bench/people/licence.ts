import { mix, type Random } from "./random.ts";

/** A licence number in the shape that this state uses for this profession; zeros in front count. */
export function licenceNumber(state: string, prefix: string, random: Random): string {
  const shape = mix(state.charCodeAt(0) * 256 + state.charCodeAt(1), prefix.charCodeAt(0) || 0);
  const digits = [5, 6, 6, 7, 10, 4, 5, 6][shape % 8] as number;
  const letters = Math.floor(shape / 8) % 5;
  const number = String(random.below(10 ** Math.min(digits, 9))).padStart(digits, "0");
  if (letters === 0) return prefix + number;
  if (letters === 1) return `${prefix.charAt(0)}${number}`;
  if (letters === 2) return `${number.slice(0, 2)}-${number.slice(2)}`;
  return number;
}
