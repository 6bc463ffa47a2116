import { inventPerson } from "../people/invent-person.ts";
import { benchBlock, npiAt } from "../people/npi.ts";
import { personLine } from "../people/npidata-row.ts";
import { createRandom, type Random } from "../people/random.ts";
import { createTextFile } from "../text-file.ts";
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

function absentPeople(count: number, random: Random): TrueLead[] {
  return Array.from({ length: count }, (_, index) => ({
    person: parsePersonLine(
      personLine(inventPerson(npiAt(benchBlock, absentFrom + index), "invented", random)).trimEnd(),
    ),
    present: false,
  }));
}

const cell = (text: string): string =>
  /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
const csvLine = (cells: readonly string[]): string => `${cells.map(cell).join(",")}\n`;

const nameColumns = [
  "lead_id",
  "Name",
  "Specialty",
  "City",
  "State",
  "Zip",
  "Phone",
  "License",
  "License State",
];

/** Writes a list of leads drawn from a registry file, and who they really are: `id,npi,noise`. */
export function writeLeads(plan: LeadsPlan): void {
  const random = createRandom(plan.seed);
  const absent = Math.round(plan.count * plan.absent);
  const present = sampleIndividualLines(plan.registry, plan.count - absent, random).map((line) => ({
    person: parsePersonLine(line),
    present: true,
  }));
  const leads = shuffle([...present, ...absentPeople(absent, random)], random);
  const out = createTextFile(plan.out);
  const truth = createTextFile(plan.truth);
  out.write(csvLine(plan.kind === "npi" ? ["lead_id", "NPI"] : nameColumns));
  truth.write("id,npi,noise\n");
  leads.forEach(({ person, present }, index) => {
    const id = `L${String(index + 1).padStart(7, "0")}`;
    const noise = present ? [] : ["absent"];
    if (plan.kind === "npi") out.write(csvLine([id, person.npi]));
    else {
      const lead = nameLead(person, random);
      noise.push(...lead.noise);
      const { name, specialty, city, state, zip, phone, license, licenseState } = lead;
      out.write(csvLine([id, name, specialty, city, state, zip, phone, license, licenseState]));
    }
    truth.write(csvLine([id, present ? person.npi : "", noise.join("+")]));
  });
  out.close();
  truth.close();
}
