import { lookup } from "zipcode-to-timezone";

/** States and territories that keep one time, as `ZONE: STATES`; the ZIP tells it in the others. */
const zones: Readonly<Record<string, string>> = {
  "America/New_York": "CT DC DE GA MA MD ME NC NH NJ NY OH PA RI SC VA VT WV",
  "America/Chicago": "AL AR IA IL LA MN MO MS OK WI",
  "America/Denver": "CO MT NM UT WY",
  "America/Los_Angeles": "CA NV WA",
  "America/Phoenix": "AZ",
  "Pacific/Honolulu": "HI",
  "America/Puerto_Rico": "PR VI",
  "Pacific/Guam": "GU MP",
  "Pacific/Pago_Pago": "AS",
};

const zoneOfState: ReadonlyMap<string, string> = new Map(
  Object.entries(zones).flatMap(([zone, states]) =>
    states.split(" ").map((state): [string, string] => [state, zone]),
  ),
);

/**
 * IANA name of the time zone of a US address, by its ZIP, else by its state where all of it (or all
 * but a corner) keeps one time; "" where neither tells.
 *
 * @param zip five or nine digits
 * @param state two letters
 */
export function timeZone(zip: string, state: string): string {
  return lookup(zip.slice(0, 5)) ?? zoneOfState.get(state) ?? "";
}
