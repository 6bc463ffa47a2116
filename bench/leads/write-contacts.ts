import { benchBlock, npiAt } from "../people/npi.ts";
import { createRandom } from "../people/random.ts";
import { createTextFile } from "../text-file.ts";

const areas = [212, 312, 415, 512, 602, 617, 713, 818, 904, 972];
const companies = ["Lakeside Clinic", "Harbor Health Group", "Summit Medical, PC", "Elm St Dental"];
const titles = ["Physician", "Nurse Practitioner", "Chief of Surgery", "Dentist", "Pharmacist"];

/** A list of contacts of people of a generated registry, in no order of their NPIs. */
export function writeContacts({ count, out }: { count: number; out: string }): void {
  const random = createRandom(11);
  const number = () => {
    const line = String(random.below(10_000)).padStart(4, "0");
    return `${random.pick(areas)}-${200 + random.below(11)}-${line}`;
  };
  const file = createTextFile(out);
  file.write("NPI,Email,Direct Phone,Mobile,Company,Title\n");
  for (let i = 0; i < count; i++) {
    const email = `person.${i}@practice${random.below(5000)}.example.com`;
    const words = `"${random.pick(companies)}",${random.pick(titles)}`;
    file.write(`${npiAt(benchBlock, i)},${email},${number()},${number()},${words}\n`);
  }
  file.close();
}
