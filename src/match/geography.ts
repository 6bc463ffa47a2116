import type { Place } from "../model/match-record.ts";

/** Where a lead is, seen on the map. Areas are the first three digits of a ZIP. */
export interface LeadArea {
  /** Kilometers to a place on file; undefined when it is not on the map. */
  kilometersTo(place: Place): number | undefined;
  /** ZIP areas in the same town and its suburbs, the lead's own first. */
  near: readonly string[];
  /** ZIP areas within an hour's drive, the near ones included. */
  around: readonly string[];
}

/** Knows where ZIPs and cities lie. */
export interface Geography {
  /** Undefined when neither the ZIP nor the city is on the map. */
  areaOf(place: { zip5: string; city: string; state: string }): LeadArea | undefined;
}

/** How far people move within a town, and within reach of it (kilometers). */
export const NEAR_KM = 25;
export const AROUND_KM = 80;
