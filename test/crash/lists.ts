import { crowdRows, inventCrowd } from "../helpers/crowd.ts";
import { npidata } from "../helpers/nppes.ts";

/** Invented people: the registry of every job. */
const people = inventCrowd(300);

/** An NPPES file of them. */
export const peopleFile = npidata(crowdRows(people));

/** Leads under a header: most are in the registry, a few cannot be searched. */
export function leadRows(count: number): string[][] {
  const leads = Array.from({ length: count }, (_, n) => {
    if (n % 17 === 9) return [`${n}`, "", "", ""];
    const { npi, name, addresses } = people[(n * 7) % people.length] as (typeof people)[number];
    const [practice] = addresses;
    const who = `${name.first} ${name.last}`;
    return [`${n}`, who, practice?.state ?? "", n % 3 === 0 ? npi : ""];
  });
  return [["Id", "Name", "State", "NPI"], ...leads];
}

/** The same as a text, with a damaged line in the middle. */
export function leadsFile(count: number): string {
  const lines = leadRows(count).map((cells) => cells.join(","));
  lines.splice(count / 2, 0, `x,"Zoe "Invented,IL,`);
  return `${lines.join("\n")}\n`;
}

/** What stands in every list, and in no message. */
export const secrets = Object.fromEntries(
  people.slice(0, 50).flatMap(({ npi, name }, n) => [
    [`surname ${n}`, name.last ?? npi],
    [`NPI ${n}`, npi],
  ]),
);
