import { dateBetween } from "./people/date.ts";
import { inventOrganization } from "./people/invent-organization.ts";
import { inventPerson } from "./people/invent-person.ts";
import { benchBlock, npiAt } from "./people/npi.ts";
import {
  npidataColumns,
  otherNameColumns,
  practiceLocationColumns,
} from "./people/npidata-header.ts";
import {
  deactivatedLine,
  organizationLine,
  otherNameLines,
  personLine,
  quotedLine,
  secondaryLines,
} from "./people/npidata-row.ts";
import { createRandom } from "./people/random.ts";
import { createTextFile, type TextFile } from "./text-file.ts";

interface RegistryPlan {
  people: number;
  organizations: number;
  seed: number;
  out: string;
  /** Where the pl_pfile goes, if it is wanted. */
  locations: string | undefined;
  /** Where the othername_pfile goes, if it is wanted. */
  otherNames: string | undefined;
}

interface RegistryCounts {
  people: number;
  organizations: number;
  deactivated: number;
  rows: number;
}

function sideFile(path: string | undefined, columns: readonly string[]): TextFile | undefined {
  if (path === undefined) return undefined;
  const file = createTextFile(path);
  file.write(quotedLine(columns));
  return file;
}

/** Writes the files row by row: memory does not grow with the number of people. */
export function writeRegistry(plan: RegistryPlan): RegistryCounts {
  const random = createRandom(plan.seed);
  const main = createTextFile(plan.out);
  const locations = sideFile(plan.locations, practiceLocationColumns);
  const otherNames = sideFile(plan.otherNames, otherNameColumns);
  const counts = { people: 0, organizations: 0, deactivated: 0, rows: 0 };
  main.write(quotedLine(npidataColumns));
  while (counts.people < plan.people || counts.organizations < plan.organizations) {
    const npi = npiAt(benchBlock, counts.rows++);
    if (random.chance(0.01)) {
      main.write(deactivatedLine({ npi, deactivated: dateBetween(2008, 2026, random) }));
      counts.deactivated++;
      continue;
    }
    const peopleLeft = plan.people - counts.people;
    const organizationsLeft = plan.organizations - counts.organizations;
    if (random.next() * (peopleLeft + organizationsLeft) < peopleLeft) {
      const person = inventPerson(npi, "invented", random);
      main.write(personLine(person));
      if (person.secondary.length > 0) locations?.write(secondaryLines(person));
      counts.people++;
    } else {
      const organization = inventOrganization(npi, "invented", random);
      main.write(organizationLine(organization));
      if (organization.otherNames.length > 0) otherNames?.write(otherNameLines(organization));
      counts.organizations++;
    }
  }
  for (const file of [main, locations, otherNames]) file?.close();
  return counts;
}
