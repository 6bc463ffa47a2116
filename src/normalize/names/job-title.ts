import type { Taxonomy } from "../../model/profile.ts";
import { primaryTaxonomy } from "../specialties/primary-taxonomy.ts";
import { taxonomyWords } from "../specialties/specialty.ts";
import {
  credentialsOfCode,
  isUninformativeTaxonomy,
  type SpecialtyFamily,
  specialtyFamily,
} from "../specialties/specialty-family.ts";
import { credentialGroups } from "./credential.ts";

/** What somebody with a credential of a group is called. */
const titleOfGroup: Readonly<Record<string, string>> = {
  MD: "Physician",
  DO: "Physician",
  NP: "Nurse Practitioner",
  PA: "Physician Assistant",
  AA: "Anesthesiologist Assistant",
  CRNA: "Nurse Anesthetist",
  CNM: "Nurse Midwife",
  MIDWIFE: "Midwife",
  CNS: "Clinical Nurse Specialist",
  RN: "Registered Nurse",
  LPN: "Licensed Practical Nurse",
  DENTAL: "Dentist",
  HYGIENIST: "Dental Hygienist",
  DPM: "Podiatrist",
  OD: "Optometrist",
  OPTICIAN: "Optician",
  DC: "Chiropractor",
  PT: "Physical Therapist",
  PTA: "Physical Therapist Assistant",
  OT: "Occupational Therapist",
  OTA: "Occupational Therapy Assistant",
  SLP: "Speech-Language Pathologist",
  AUD: "Audiologist",
};

/** Groups of one profession: a license of theirs is worth more than a code of another. */
const advanced: readonly string[] = ["NP", "PA", "CRNA", "CNM", "AA", "CNS"];
/** Families in whose codes people of those groups are often filed, by whom they work for or were. */
const filedUnder: ReadonlySet<SpecialtyFamily> = new Set(["physician", "nurse"]);

/**
 * What somebody's job is called, from the taxonomy that says most and the credential: `Family Nurse
 * Practitioner`, `Cardiology Physician`. A nurse practitioner or physician assistant under a
 * physician's or nurse's code is called by the credential; so is whoever has no telling code.
 * "" where neither says anything.
 */
export function jobTitle(taxonomies: readonly Taxonomy[], credential: string | undefined): string {
  const code = primaryTaxonomy(taxonomies)?.code ?? "";
  const groups = credentialGroups(credential ?? "");
  const words = isUninformativeTaxonomy(code) ? undefined : taxonomyWords(code);
  const other = groups.find((group) => advanced.includes(group));
  const isMisfiled =
    other !== undefined &&
    filedUnder.has(specialtyFamily(code)) &&
    !groups.some((group) => credentialsOfCode(code).includes(group));
  const ofCredential = (group: string | undefined) => titleOfGroup[group ?? ""] ?? "";
  if (isMisfiled) return ofCredential(other);
  return words ?? ofCredential(groups.find((group) => group in titleOfGroup));
}
