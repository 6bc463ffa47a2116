import { inventPerson } from "../people/invent-person.ts";
import { benchBlock, npiAt } from "../people/npi.ts";
import { personLine } from "../people/npidata-row.ts";
import { createRandom } from "../people/random.ts";
import { createTextFile } from "../text-file.ts";
import { parsePersonLine, type RegistryPerson } from "./registry-person.ts";
import { sampleIndividualLines } from "./sample-lines.ts";

interface SuppressionsPlan {
  /** NPPES file that the registry was made of. */
  registry: string;
  count: number;
  /** Share of entries whose person is in the registry, 0..1. */
  onFile: number;
  /** Names with their places besides. */
  withNames: boolean;
  out: string;
}

/** Beyond the numbers of generated registries, and before those of leads that are not in one. */
const nobodyFrom = 5_000_000;
/** Of Canada: no place of a generated registry has them, so that nobody's line is a clinic's. */
const areas = [204, 226, 250, 306, 403, 416, 506, 604, 705, 807];

/** A list of suppressions: NPI, e-mail and telephone of people, most of whom are in no registry. */
export function writeSuppressions(plan: SuppressionsPlan): void {
  const random = createRandom(13);
  const onFile = Math.round(plan.count * plan.onFile);
  const sampled = sampleIndividualLines(plan.registry, onFile, random).map(parsePersonLine);
  const every = Math.floor(plan.count / Math.max(onFile, 1));
  const file = createTextFile(plan.out);
  const names = plan.withNames ? ",First Name,Last Name,City,State,Zip" : "";
  file.write(`NPI,Email,Phone${names}\n`);
  const nameCells = ({ first, last, practice }: RegistryPerson) =>
    `,${first},${last},${practice.city},${practice.state},${practice.zip.slice(0, 5)}`;
  for (let i = 0; i < plan.count; i++) {
    const person = i % every === 0 ? sampled[i / every] : undefined;
    const npi = person?.npi ?? npiAt(benchBlock, nobodyFrom + i);
    const email = `person.${i}@home${random.below(5000)}.example.com`;
    const line = String(random.below(10_000)).padStart(4, "0");
    const phone = `${random.pick(areas)}-${200 + random.below(800)}-${line}`;
    const named = !plan.withNames
      ? ""
      : nameCells(
          person ?? parsePersonLine(personLine(inventPerson(npi, "invented", random)).trimEnd()),
        );
    file.write(`${npi},${email},${phone}${named}\n`);
  }
  file.close();
}
