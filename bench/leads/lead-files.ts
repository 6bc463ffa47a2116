import { createTextFile } from "../text-file.ts";
import type { NameLead } from "./name-lead.ts";

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

/** A list and its right answers, written side by side. */
export interface LeadFiles {
  /** `truth` is the right NPI, or "" where there is none. */
  name(lead: NameLead, truth: string): void;
  npi(npi: string, truth: string): void;
  close(): void;
}

const tags = (list: readonly string[]): string => (list.length === 0 ? "none" : list.join("+"));

/** Leads are numbered as they come; the answers are `id,npi,noise,also`. */
export function createLeadFiles(out: string, truth: string, kind: "npi" | "name"): LeadFiles {
  const list = createTextFile(out);
  const answers = createTextFile(truth);
  list.write(csvLine(kind === "npi" ? ["lead_id", "NPI"] : nameColumns));
  answers.write("id,npi,noise,also\n");
  let count = 0;
  const nextId = (): string => `L${String(++count).padStart(7, "0")}`;
  return {
    name(lead, npi) {
      const id = nextId();
      const { name, specialty, city, state, zip, phone, license, licenseState } = lead;
      list.write(csvLine([id, name, specialty, city, state, zip, phone, license, licenseState]));
      answers.write(csvLine([id, npi, tags(lead.noise), tags(lead.also)]));
    },
    npi(npi, right) {
      const id = nextId();
      list.write(csvLine([id, npi]));
      answers.write(csvLine([id, right, "none", "none"]));
    },
    close() {
      list.close();
      answers.close();
    },
  };
}
