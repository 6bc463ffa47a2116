import { inventPerson } from "../people/invent-person.ts";
import { benchBlock, npiAt } from "../people/npi.ts";
import { personLine } from "../people/npidata-row.ts";
import { createRandom, type Random } from "../people/random.ts";
import { createLeadFiles } from "./lead-files.ts";
import { nameLead } from "./name-lead.ts";
import { parsePersonLine, type RegistryPerson } from "./registry-person.ts";
import { sampleIndividualLines, shuffle } from "./sample-lines.ts";

interface LeadsPlan {
  registry: string;
  count: number;
  kind: "npi" | "name";
  /** Share of leads whose person is not in the registry, 0..1. */
  absent: number;
  seed: number;
  out: string;
  truth: string;
}

/** Far beyond the numbers any generated registry uses. */
const absentFrom = 9_000_000;

interface TrueLead {
  person: RegistryPerson;
  present: boolean;
}

/** Drawn like the registry's people: only that nobody wrote them into it. */
function absentPeople(count: number, random: Random): TrueLead[] {
  return Array.from({ length: count }, (_, index) => ({
    person: parsePersonLine(
      personLine(inventPerson(npiAt(benchBlock, absentFrom + index), "invented", random)).trimEnd(),
    ),
    present: false,
  }));
}

/** Writes a list of leads drawn from a registry file, and who they really are. */
export function writeLeads(plan: LeadsPlan): void {
  const random = createRandom(plan.seed);
  const absent = Math.round(plan.count * plan.absent);
  const present = sampleIndividualLines(plan.registry, plan.count - absent, random).map((line) => ({
    person: parsePersonLine(line),
    present: true,
  }));
  const leads = shuffle([...present, ...absentPeople(absent, random)], random);
  const files = createLeadFiles(plan.out, plan.truth, plan.kind);
  for (const { person, present } of leads) {
    const truth = present ? person.npi : "";
    if (plan.kind === "npi") files.npi(person.npi, truth);
    else files.name(nameLead(person, random), truth);
  }
  files.close();
}
