import type { Random } from "./seeded-random.ts";

/** Which columns the list has that a lead is written for. */
export interface ListKind {
  /** The name in one cell, or in a cell a part. */
  splitName: boolean;
  place: "none" | "state" | "city" | "zip";
  specialty: boolean;
  phone: boolean;
  license: boolean;
}

/** Lists differ in little as much as in their columns; every kind has to be met often enough. */
export function pickListKind(random: Random): ListKind {
  const roll = random.next();
  return {
    splitName: random.chance(0.4),
    place: roll < 0.15 ? "none" : roll < 0.35 ? "state" : roll < 0.6 ? "city" : "zip",
    specialty: random.chance(0.55),
    phone: random.chance(0.25),
    license: random.chance(0.2),
  };
}
