import type {
  OtherName,
  OtherNameKind,
  PersonName,
  Profile,
  Taxonomy,
} from "../../model/profile.ts";
import { type AddressColumns, readAddress } from "../../normalize/cells/source-address.ts";
import { toIsoDate, toStateText, toText, toWhole } from "../../normalize/cells/source-cells.ts";
import { otherNameKinds } from "../../normalize/names/other-name-kind.ts";
import { type ColumnPicker, createColumnPicker } from "../column-picker.ts";
import { type FactReader, type FactReaderInput, sourceNpi } from "../fact-reader.ts";
import { malformed } from "../source-errors.ts";

type Cells = readonly string[];

/**
 * `npidata_pfile` V1 and V2 (330 columns, facts: data.md section 1 and appendix A). A row without
 * entity type is a deactivated provider: CMS leaves only NPI and date.
 */
export function nppesMainReader({ header, file, source }: FactReaderInput): FactReader {
  const columns = createColumnPicker(header, file);
  const npiAt = columns.required("NPI");
  const entityAt = columns.required("Entity Type Code");
  const deactivatedAt = columns.required("NPI Deactivation Date");
  const legal = personColumns(columns, "Provider", "(Legal Name)");
  const other = personColumns(columns, "Provider Other", "");
  const rest = {
    replacement: columns.required("Replacement NPI"),
    organization: columns.required("Provider Organization Name (Legal Business Name)"),
    otherType: columns.required("Provider Other Last Name Type Code"),
    otherOrganization: columns.required("Provider Other Organization Name"),
    otherOrganizationType: columns.required("Provider Other Organization Name Type Code"),
    sex: columns.required("Provider Sex Code", "Provider Gender Code"),
    soleProprietor: columns.required("Is Sole Proprietor"),
    enumerated: columns.required("Provider Enumeration Date"),
    updated: columns.required("Last Update Date"),
    reactivated: columns.required("NPI Reactivation Date"),
    // Came with the layout of 2020.
    certified: columns.optional("Certification Date"),
  };
  const practice = addressColumns(columns, "Practice Location");
  const mailing = addressColumns(columns, "Mailing");
  const taxonomySlots = Array.from({ length: 15 }, (_, index) => taxonomyColumns(columns, index));

  const otherNames = (cells: Cells, entity: Profile["entity"]): OtherName[] => {
    if (entity === "individual") {
      const name = readPerson(cells, other);
      if (name.last === undefined && name.first === undefined) return [];
      return [{ kind: otherNameKind(cells[rest.otherType]), ...name }];
    }
    const name = toText(cells[rest.otherOrganization] ?? "");
    if (name === "") return [];
    const kind = otherNameKind(cells[rest.otherOrganizationType]);
    return [{ kind, organization_name: name }];
  };

  const readProfile = (cells: Cells, npi: string, entity: Profile["entity"]): Profile => {
    const profile: Profile = {
      npi,
      entity,
      active: true,
      name: entity === "individual" ? readPerson(cells, legal) : {},
      other_names: otherNames(cells, entity),
      taxonomies: readTaxonomies(cells, taxonomySlots),
      addresses: [
        ...readAddress("practice", cells, practice),
        ...readAddress("mailing", cells, mailing),
      ],
      sources: { main: source },
    };
    if (entity === "organization") {
      const organization = toText(cells[rest.organization] ?? "");
      if (organization !== "") profile.organization_name = organization;
    }
    const sex = toText(cells[rest.sex] ?? "").toUpperCase();
    if (sex === "F" || sex === "M" || sex === "X") profile.sex = sex;
    const sole = toText(cells[rest.soleProprietor] ?? "").toUpperCase();
    if (sole === "Y" || sole === "N") profile.sole_proprietor = sole === "Y";
    const replacement = toWhole(cells[rest.replacement] ?? "");
    if (/^\d{10}$/.test(replacement)) profile.replacement_npi = replacement;
    readDates(cells, profile);
    return profile;
  };

  const readDates = (cells: Cells, profile: Profile): void => {
    const enumerated = toIsoDate(cells[rest.enumerated] ?? "");
    if (enumerated !== "") profile.enumeration_date = enumerated;
    const updated = toIsoDate(cells[rest.updated] ?? "");
    if (updated !== "") profile.last_updated = updated;
    const certified = toIsoDate(cells[rest.certified] ?? "");
    if (certified !== "") profile.certification_date = certified;
    const deactivated = toIsoDate(cells[deactivatedAt] ?? "");
    const reactivated = toIsoDate(cells[rest.reactivated] ?? "");
    if (deactivated !== "") profile.deactivation_date = deactivated;
    if (reactivated !== "") profile.reactivation_date = reactivated;
    // A reactivated provider keeps both dates: the later one counts.
    profile.active = deactivated === "" || reactivated >= deactivated;
  };

  const entityOf = (cells: Cells, line: number): Profile["entity"] | undefined => {
    const code = toWhole(cells[entityAt] ?? "");
    if (code === "1") return "individual";
    if (code === "2") return "organization";
    const isNameless =
      toText(cells[legal.last] ?? "") === "" && toText(cells[rest.organization] ?? "") === "";
    if (code === "" && isNameless) return undefined;
    throw malformed(file, line, "the entity type is neither 1 nor 2");
  };

  return {
    picked: columns.picked,
    read({ cells, line }) {
      const npi = sourceNpi(cells[npiAt] ?? "", file, line);
      const entity = entityOf(cells, line);
      if (entity === undefined) {
        return { kind: "deactivated", npi, source, content: toIsoDate(cells[deactivatedAt] ?? "") };
      }
      return { kind: "profile", npi, source, content: readProfile(cells, npi, entity) };
    },
  };
}

type PersonColumns = Record<keyof PersonName, number>;

function personColumns(columns: ColumnPicker, owner: string, lastNote: string): PersonColumns {
  return {
    last: columns.required(`${owner} Last Name ${lastNote}`),
    first: columns.required(`${owner} First Name`),
    middle: columns.required(`${owner} Middle Name`),
    prefix: columns.required(`${owner} Name Prefix Text`),
    suffix: columns.required(`${owner} Name Suffix Text`),
    credential: columns.required(`${owner} Credential Text`),
  };
}

const nameParts = ["prefix", "first", "middle", "last", "suffix", "credential"] as const;

function readPerson(cells: Cells, at: PersonColumns): PersonName {
  const name: PersonName = {};
  for (const part of nameParts) {
    const text = toText(cells[at[part]] ?? "");
    if (text !== "") name[part] = text;
  }
  return name;
}

function otherNameKind(code: string | undefined): OtherNameKind {
  return otherNameKinds.get(toWhole(code ?? "")) ?? "other";
}

function addressColumns(
  columns: ColumnPicker,
  which: "Practice Location" | "Mailing",
): AddressColumns {
  const start = `Provider Business ${which} Address`;
  return {
    line1: columns.required(`Provider First Line Business ${which} Address`),
    line2: columns.required(`Provider Second Line Business ${which} Address`),
    city: columns.required(`${start} City Name`),
    state: columns.required(`${start} State Name`),
    zip: columns.required(`${start} Postal Code`),
    country: columns.required(`${start} Country Code (If outside U.S.)`),
    phone: columns.required(`${start} Telephone Number`),
    fax: columns.required(`${start} Fax Number`),
  };
}

function taxonomyColumns(columns: ColumnPicker, index: number) {
  const slot = index + 1;
  return {
    code: columns.required(`Healthcare Provider Taxonomy Code_${slot}`),
    license: columns.required(`Provider License Number_${slot}`),
    state: columns.required(`Provider License Number State Code_${slot}`),
    primary: columns.required(`Healthcare Provider Primary Taxonomy Switch_${slot}`),
  };
}

/** Exactly one is primary: the first marked `Y`, else (0.1 % of people) the first of all. */
function readTaxonomies(
  cells: Cells,
  slots: readonly ReturnType<typeof taxonomyColumns>[],
): Taxonomy[] {
  const taxonomies: Taxonomy[] = [];
  let primary = 0;
  let isMarked = false;
  for (const slot of slots) {
    const code = toText(cells[slot.code] ?? "").toUpperCase();
    if (code === "") continue;
    if (!isMarked && toText(cells[slot.primary] ?? "").toUpperCase() === "Y") {
      isMarked = true;
      primary = taxonomies.length;
    }
    const taxonomy: Taxonomy = { code, primary: false };
    const license = toWhole(cells[slot.license] ?? "");
    if (license !== "") taxonomy.license = license;
    const state = toStateText(cells[slot.state] ?? "", "");
    if (state !== "") taxonomy.license_state = state;
    taxonomies.push(taxonomy);
  }
  const first = taxonomies[primary];
  if (first !== undefined) first.primary = true;
  return taxonomies;
}
