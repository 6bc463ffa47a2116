export interface PlaceOnFile {
  city: string;
  state: string;
  zip: string;
  phone: string;
}

/** What a lead is made from: an individual's row of an NPPES file. */
export interface RegistryPerson {
  npi: string;
  last: string;
  first: string;
  middle: string;
  suffix: string;
  credential: string;
  /** Former surname on file, or "". */
  former: string;
  woman: boolean;
  practice: PlaceOnFile;
  mailing: PlaceOnFile;
  code: string;
  license: string;
  licenseState: string;
}

/** Reads a line in which every value is quoted and none holds a quote, as NPPES writes them. */
export function parsePersonLine(line: string): RegistryPerson {
  const cells = line.slice(1, -1).split('","');
  const at = (index: number): string => cells[index] ?? "";
  const place = (start: number): PlaceOnFile => ({
    city: at(start + 2),
    state: at(start + 3),
    zip: at(start + 4),
    phone: at(start + 6),
  });
  return {
    npi: at(0),
    last: at(5),
    first: at(6),
    middle: at(7),
    suffix: at(9),
    credential: at(10),
    former: at(19) === "1" ? at(13) : "",
    woman: at(41) === "F",
    mailing: place(20),
    practice: place(28),
    code: at(47),
    license: at(48),
    licenseState: at(49),
  };
}
