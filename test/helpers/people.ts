import { npiOf } from "./profiles.ts";

/** Invented leads, the same for the same seed: a list with gaps, repeated rows and odd cells. */
export const leadColumns = ["Id", "Name", "City", "State", "Zip", "Phone", "NPI", "Notes"] as const;

const firstNames = ["Arabella", "Bartholomew", "Cordelia", "Desmond", "Euphemia", "Florian"];
const surnames = ["Quillfeather", "Testermann", "Sampleton", "Garcia-Muster", "Exemplar", "Probst"];
const cities = [
  ["Springfield", "IL", "62701"],
  ["Fairview", "TX", "75069"],
  ["Exampleville", "OH", "43001"],
] as const;

/** Rows of cells, in the order of `leadColumns`. */
export function inventLeads(count: number, seed = 1): string[][] {
  const random = createRandom(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const rows: string[][] = [];
  for (let n = 1; n <= count; n++) {
    const before = rows[Math.floor(random() * rows.length)];
    if (before !== undefined && random() < 0.1) {
      rows.push([String(n), ...before.slice(1)]);
      continue;
    }
    const [city, state, zip] = pick(cities);
    const name = `${pick(firstNames)} ${pick(surnames)}${Math.floor(random() * 1e6).toString(36)}`;
    rows.push([
      String(n),
      random() < 0.05 ? "" : name.replace(/\d/g, "x"),
      random() < 0.2 ? "" : city,
      random() < 0.1 ? " n/a " : state,
      random() < 0.3 ? "" : zip,
      random() < 0.5 ? "" : `(217) 555-${1000 + Math.floor(random() * 9000)}`,
      random() < 0.4 ? npiOf(n) : "",
      random() < 0.1 ? 'says "call, please"' : "",
    ]);
  }
  return rows;
}

/** A small seeded generator (mulberry32): 0 <= x < 1. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = state;
    x = Math.imul(x ^ (x >>> 15), x | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 4_294_967_296;
  };
}
