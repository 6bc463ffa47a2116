import type { MatchRequest } from "../../src/model/contract.ts";
import { crowdRows, inventCrowd } from "../helpers/crowd.ts";
import { npidata, personRow, type Row } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";

/** Somebody who may be suppressed; everything but name and place is theirs alone. */
export interface Person {
  npi: string;
  first: string;
  last: string;
  city: string;
  state: string;
  zip: string;
  license: string;
  phone: string;
  email: string;
  mobile: string;
  street: string;
  /** Whether they are in the public file at all. */
  onFile: boolean;
}

function invent(
  n: number,
  given: Pick<Person, "first" | "last" | "city" | "state" | "zip">,
): Person {
  return {
    ...given,
    npi: npiOf(90_000 + n),
    license: `ZL${40_000 + n * 17}`,
    phone: `21755532${String(n).padStart(2, "0")}`,
    email: `box${n}@person${n}.example`,
    mobile: `21755598${String(n).padStart(2, "0")}`,
    street: `${700 + n} UNSAID LANE ${n}`,
    onFile: true,
  };
}

const springfield = { city: "SPRINGFIELD", state: "IL", zip: "62701" };
const peoria = { city: "PEORIA", state: "IL", zip: "61602" };
const dayton = { city: "DAYTON", state: "OH", zip: "45402" };

/** Namesakes at one place, in one state, in two; and people without any. */
export const people: readonly Person[] = [
  invent(1, { first: "ROBERT", last: "QUILLTHORPE", ...springfield }),
  invent(2, { first: "ROBERT", last: "QUILLTHORPE", ...springfield }),
  invent(3, { first: "MARGARET", last: "OAKUMBECK", ...springfield }),
  invent(4, { first: "MARGARET", last: "OAKUMBECK", ...peoria }),
  invent(5, { first: "WILLIAM", last: "RAVENDALE", ...springfield }),
  invent(6, { first: "WILLIAM", last: "RAVENDALE", ...dayton }),
  invent(7, { first: "ELIZABETH", last: "PENINGWICK", ...dayton }),
  invent(8, { first: "KATHERINE", last: "THORNALSTOW", ...peoria }),
  // On file no more, or never: the one has a namesake in the same ZIP, the other in the same state.
  { ...invent(9, { first: "ELIZABETH", last: "PENINGWICK", ...dayton }), onFile: false },
  {
    ...invent(10, { first: "KATHERINE", last: "THORNALSTOW", ...springfield }),
    onFile: false,
  },
];

function publicRow(person: Person): Row {
  return personRow(person.npi, {
    "Provider Last Name (Legal Name)": person.last,
    "Provider First Name": person.first,
    "Provider First Line Business Practice Location Address": person.street,
    "Provider Business Practice Location Address City Name": person.city,
    "Provider Business Practice Location Address State Name": person.state,
    "Provider Business Practice Location Address Postal Code": `${person.zip}0001`,
    "Provider Business Practice Location Address Telephone Number": person.phone,
    "Provider First Line Business Mailing Address": person.street,
    "Provider Business Mailing Address City Name": person.city,
    "Provider Business Mailing Address State Name": person.state,
    "Provider Business Mailing Address Postal Code": `${person.zip}0001`,
    "Provider License Number_1": person.license,
    "Provider License Number State Code_1": person.state,
  });
}

/** The public file of a month, with a crowd around them. */
export function publicFile(): string {
  const rows = people.filter(({ onFile }) => onFile).map(publicRow);
  const all = [...crowdRows(inventCrowd(60)), ...rows];
  return npidata(all);
}

/** The file of a week: the very rows again, as if something had changed. */
export function weeklyFile(of: readonly Person[]): string {
  return npidata(
    of
      .filter(({ onFile }) => onFile)
      .map((person) => ({ ...publicRow(person), "Last Update Date": "01/12/2026" })),
  );
}

export function contactsFile(): string {
  const rows = people
    .filter(({ onFile }) => onFile)
    .map(({ npi, email, mobile }) => `${npi},${email},${mobile}\n`);
  return `NPI,Email,Mobile Phone\n${rows.join("")}`;
}

/** How a row of a list names its person. */
const ways = [
  "npi",
  "npi+name",
  "license",
  "phone",
  "email",
  "name+zip",
  "name+city",
  "name+state",
  "name",
] as const;

export type Way = (typeof ways)[number];

export interface Lead {
  person: number;
  way: Way;
}

export const leads: readonly Lead[] = people.flatMap((_, person) =>
  ways.map((way) => ({ person, way })),
);

export const leadColumns =
  "NPI,First Name,Last Name,City,State,Zip,License Number,License State,Phone,Email".split(",");

export function leadCells({ person, way }: Lead): string[] {
  const { npi, first, last, city, state, zip, license, phone, email } = people[person] as Person;
  const name = [first, last];
  const cells: Record<Way, string[]> = {
    npi: [npi, "", "", "", "", "", "", "", "", ""],
    "npi+name": [npi, ...name, "", "", "", "", "", "", ""],
    license: ["", ...name, "", state, "", license, state, "", ""],
    phone: ["", ...name, "", state, "", "", "", phone, ""],
    email: ["", ...name, "", state, "", "", "", "", email],
    "name+zip": ["", ...name, city, state, zip, "", "", "", ""],
    "name+city": ["", ...name, city, state, "", "", "", "", ""],
    "name+state": ["", ...name, "", state, "", "", "", "", ""],
    name: ["", ...name, "", "", "", "", "", "", ""],
  };
  return cells[way];
}

/** The same question to the service itself. */
export function leadRequest(lead: Lead): Omit<MatchRequest, "id"> {
  const [npi, first, last, city, state, zip, number, licensed, phone, email] = leadCells(lead);
  const given = { npi, city, state, zip, phone, email };
  return {
    ...Object.fromEntries(Object.entries(given).filter(([, cell]) => cell !== "")),
    ...(last === "" ? {} : { name: { first: first as string, last: last as string } }),
    ...(number === "" ? {} : { license: { number: number as string, state: licensed as string } }),
  };
}

/** What must not be told of somebody: everything that nobody else has. */
export function secretsOf(person: Person): string[] {
  const { npi, license, phone, email, mobile, street } = person;
  return [npi, license, phone, email, mobile, street];
}
