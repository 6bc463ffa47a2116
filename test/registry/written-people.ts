import { join } from "node:path";
import fc from "fast-check";
import type { ContactValue } from "../../src/model/contact.ts";
import type { Profile } from "../../src/model/profile.ts";
import { openContactUpdater } from "../../src/registry/sqlite/contacts/contact-updater.ts";
import { npiOf, person } from "../helpers/profiles.ts";
import type { Trial } from "../suppress/trial-registry.ts";

const now = () => new Date("2026-01-02T03:04:05Z");

/** Few of each, so that people share them; as whoever writes a file may write them. */
export const writtenPhone: fc.Arbitrary<string> = fc
  .nat(5)
  .chain((n) =>
    fc.constantFrom(
      `217555100${n}`,
      `(217) 555-100${n}`,
      `1-217-555-100${n} x22`,
      `+1 217.555.100${n} ext. 1`,
      `2 1 7 5 5 5 1 0 0 ${n}`,
      `555100${n}`,
      `217\\555"100${n}`,
      `217\t555\u0001100${n}`,
      `217\u00a0555\u2013100${n}`,
      `２１７555100${n}`,
      `0000000${n}217555100${n}`,
      `Tel. 217/555/100${n}, office`,
    ),
  );
export const writtenLicense: fc.Arbitrary<string> = fc
  .nat(5)
  .chain((n) =>
    fc.constantFrom(
      `ME400${n}`,
      `me-400${n}`,
      `ME 00400${n}`,
      `400${n}`,
      `400${n}.0`,
      `LIC# 400${n}`,
      `M\\E"400${n}`,
      `ME\t400${n}`,
      `ＭＥ４００${n}`,
      `X7ME400${n}`,
      `straße-400${n}`,
    ),
  );
export const writtenEmail = fc
  .tuple(fc.nat(5), fc.constantFrom("example.com", "EXAMPLE.COM", "exam ple.com", "bücher.example"))
  .map(([n, host]) => `Mail+${n}'s@${host}`);
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });

export const writtenPerson = fc.record({
  phone: maybe(writtenPhone),
  fax: maybe(writtenPhone),
  license: maybe(writtenLicense),
  state: fc.constantFrom("IL", "Illinois", "TX", "ZZ"),
  organization: fc.boolean(),
  replacement: maybe(fc.nat(20).map((n) => npiOf(n))),
  contacts: fc.array(
    fc.oneof(
      writtenEmail.map((value) => ({ kind: "email" as const, value })),
      writtenPhone.map((value) => ({ kind: "mobile" as const, value })),
    ),
    { maxLength: 2 },
  ),
});

export type WrittenPerson = typeof writtenPerson extends fc.Arbitrary<infer T> ? T : never;

export const nobodySpecial: WrittenPerson = {
  ...{ phone: "2175551000", fax: undefined, license: undefined, state: "IL" },
  ...{ organization: false, replacement: undefined, contacts: [] },
};

function profileOf(given: WrittenPerson, n: number): Profile {
  const { fax, organization } = given;
  const made = person({
    ...{ npi: npiOf(n), first: "ADA", last: `TEST${n}`, state: given.state },
    ...(given.phone === undefined ? {} : { phone: given.phone }),
    ...(given.license === undefined ? {} : { license: given.license }),
    ...(given.replacement === undefined ? {} : { replacement: given.replacement }),
  });
  const addresses = made.addresses.map((one) => ({
    ...one,
    ...(fax === undefined ? {} : { fax }),
  }));
  return { ...made, addresses, ...(organization ? { entity: "organization" as const } : {}) };
}

/** The n-th of them has the n-th NPI; in the registry of the trial. */
export async function buildWritten(trial: Trial, people: readonly WrittenPerson[]): Promise<void> {
  await trial.build(people.map(profileOf), `r${people.length}`);
  const registry = join(trial.folder, "registry");
  for (const [place, name] of ["one", "two"].entries()) {
    const updater = await openContactUpdater(registry, { now });
    // Those of the release before it are handed on.
    updater.remove(name);
    people.forEach(({ contacts }, n) => {
      const values: ContactValue[] = contacts
        .slice(place, place + 1)
        .map((one) => ({ ...one, as_of: "2026-01-01", confidence: 0.9 }));
      if (values.length > 0) updater.addContacts([{ npi: Number(npiOf(n)), values }]);
    });
    await updater.commit({
      ...{ name, kind: "contacts", file: "c.csv", as_of: "2026-01-01", priority: 0 },
      ...{ rows: 1, stored: 1, bytes: 1, sha256: name },
    });
  }
}
