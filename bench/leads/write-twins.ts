import { appendFileSync } from "node:fs";
import type { Address } from "../people/address.ts";
import { inventPerson } from "../people/invent-person.ts";
import { benchBlock, npiAt } from "../people/npi.ts";
import { personLine } from "../people/npidata-row.ts";
import type { Person } from "../people/person.ts";
import { createRandom } from "../people/random.ts";
import { createLeadFiles } from "./lead-files.ts";
import { nameLead } from "./name-lead.ts";
import { parsePersonLine } from "./registry-person.ts";

interface TwinsPlan {
  /** An NPPES file; the twins' rows are put at its end. */
  registry: string;
  pairs: number;
  seed: number;
  out: string;
  truth: string;
}

/** Beyond a registry's numbers, below those of absent leads. */
const twinsFrom = 8_900_000;

const unlisted = (address: Address): Address => ({ ...address, phone: "", fax: "" });

/** Nothing is left by which the two could be told apart. */
function withoutIdentifiers(person: Person): Person {
  return {
    ...person,
    practice: unlisted(person.practice),
    mailing: unlisted(person.mailing),
    slots: person.slots.map((slot) => ({ ...slot, license: "", licenseState: "" })),
  };
}

/**
 * Pairs of people who differ in nothing but their NPI, and a lead about each pair. Its answer says
 * the first of the two; the only right status is a doubtful one.
 */
export function writeTwins(plan: TwinsPlan): void {
  const random = createRandom(plan.seed);
  const files = createLeadFiles(plan.out, plan.truth, "name");
  for (let pair = 0; pair < plan.pairs; pair++) {
    const npi = npiAt(benchBlock, twinsFrom + 2 * pair);
    const one = withoutIdentifiers(inventPerson(npi, "invented", random));
    const two = { ...one, npi: npiAt(benchBlock, twinsFrom + 2 * pair + 1) };
    appendFileSync(plan.registry, personLine(one) + personLine(two), "latin1");
    const lead = nameLead(parsePersonLine(personLine(one).trimEnd()), random);
    files.name({ ...lead, noise: ["twin"] }, npi);
  }
  files.close();
}
