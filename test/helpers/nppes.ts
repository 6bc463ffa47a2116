import { npidataColumns } from "../../bench/people/npidata-header.ts";

/** Cells by header name; what is not given is empty. */
export type Row = Readonly<Record<string, string>>;

/** An NPPES main file in the exact V2 layout: all values quoted, LF. */
export function npidata(rows: readonly Row[], columns: readonly string[] = npidataColumns): string {
  return csv(columns, rows);
}

export function othername(rows: readonly Row[]): string {
  return csv(
    ["NPI", "Provider Other Organization Name", "Provider Other Organization Name Type Code"],
    rows,
  );
}

/** With the two spaces and the odd last name that the real header has. */
const locationColumns: readonly string[] = [
  "NPI",
  "Provider Secondary Practice Location Address- Address Line 1",
  "Provider Secondary Practice Location Address-  Address Line 2",
  "Provider Secondary Practice Location Address - City Name",
  "Provider Secondary Practice Location Address - State Name",
  "Provider Secondary Practice Location Address - Postal Code",
  "Provider Secondary Practice Location Address - Country Code (If outside U.S.)",
  "Provider Secondary Practice Location Address - Telephone Number",
  "Provider Secondary Practice Location Address - Telephone Extension",
  "Provider Practice Location Address - Fax Number",
];

export function practiceLocations(rows: readonly Row[]): string {
  return csv(locationColumns, rows);
}

/** An invented clinician's row; the cells given win. */
export function personRow(npi: string, cells: Row = {}): Row {
  return {
    NPI: npi,
    "Entity Type Code": "1",
    "Provider Last Name (Legal Name)": "QUILLFEATHER",
    "Provider First Name": "ARABELLA",
    "Provider First Line Business Mailing Address": "PO BOX 4711",
    "Provider Business Mailing Address City Name": "EXAMPLEVILLE",
    "Provider Business Mailing Address State Name": "OH",
    "Provider Business Mailing Address Postal Code": "430010001",
    "Provider Business Mailing Address Country Code (If outside U.S.)": "US",
    "Provider First Line Business Practice Location Address": "1 SAMPLE WAY",
    "Provider Business Practice Location Address City Name": "EXAMPLEVILLE",
    "Provider Business Practice Location Address State Name": "OH",
    "Provider Business Practice Location Address Postal Code": "430010002",
    "Provider Business Practice Location Address Country Code (If outside U.S.)": "US",
    "Provider Business Practice Location Address Telephone Number": "6145550123",
    "Provider Enumeration Date": "05/23/2006",
    "Last Update Date": "07/08/2020",
    "Provider Sex Code": "F",
    "Healthcare Provider Taxonomy Code_1": "207L00000X",
    "Provider License Number_1": "0012345",
    "Provider License Number State Code_1": "OH",
    "Healthcare Provider Primary Taxonomy Switch_1": "Y",
    "Is Sole Proprietor": "N",
    "Certification Date": "07/08/2020",
    ...cells,
  };
}

/** An invented organisation's row. */
export function organizationRow(npi: string, cells: Row = {}): Row {
  return {
    NPI: npi,
    "Entity Type Code": "2",
    "Employer Identification Number (EIN)": "<UNAVAIL>",
    "Provider Organization Name (Legal Business Name)": "SAMPLETON CLINIC LLC",
    "Provider Business Practice Location Address City Name": "SAMPLETON",
    "Provider Business Practice Location Address State Name": "TX",
    "Last Update Date": "07/08/2020",
    "Healthcare Provider Taxonomy Code_1": "261Q00000X",
    "Healthcare Provider Primary Taxonomy Switch_1": "Y",
    ...cells,
  };
}

/** What CMS leaves of a deactivated provider. */
export function deactivatedRow(npi: string, date: string): Row {
  return { NPI: npi, "NPI Deactivation Date": date };
}

function csv(columns: readonly string[], rows: readonly Row[]): string {
  const known = new Set(columns);
  const lines = rows.map((row) => {
    const odd = Object.keys(row).find((name) => !known.has(name));
    if (odd !== undefined) throw new Error(`no such column: ${odd}`);
    return columns.map((name) => row[name] ?? "");
  });
  return [columns, ...lines].map((cells) => `${cells.map(quoted).join(",")}\n`).join("");
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}
