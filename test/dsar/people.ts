import type { ContactKind, ContactPoint } from "../../src/model/contact.ts";
import type { Profile } from "../../src/model/profile.ts";
import { npiOf, person } from "../helpers/profiles.ts";

export function contact(
  kind: ContactKind,
  value: string,
  more: Partial<ContactPoint> = {},
): ContactPoint {
  const point = { kind, value, as_of: "2025-06-01", confidence: 0.95, source: "crm", sources: 1 };
  return { ...point, ...more };
}

/** With a public telephone and license, and an e-mail address and a mobile of their own. */
export function roe(n: number): Profile {
  const last = String(n).padStart(4, "0");
  return {
    ...person({
      ...{ npi: npiOf(n), first: "WILMA", last: "ROE", license: `MD0${n}123`, state: "IL" },
      phone: `217555${last}`,
    }),
    last_updated: "2020-07-08",
    contacts: [contact("email", `roe${n}@example.com`), contact("mobile", `312556${last}`)],
  };
}

/** Two pieces of theirs that no public source publishes. */
export function ownClaims(n: number): string {
  return `email: roe${n}@example.com\nmobile: 312556${String(n).padStart(4, "0")}`;
}

export const signed = `I declare under penalty of perjury under the laws of the
State of California that I am the consumer whose data this is about.

Executed on January 12, 2026 at Exampleville.
Signature: Wilma Roe
`;
