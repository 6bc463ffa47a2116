import type { NameToken } from "./name-tokens.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

const professionEnding =
  /(?:OLOGIST|IATRIST|THERAPIST|ICIAN|DONTIST|OGRAPHER|METRIST|OPRACTOR|ENTIST|PHARMACIST|NUTRITIONIST)$/;

/** What a clinician is, written out; nobody is called so. */
const professions = words(
  "HYGIENIST SURGEON NURSE PRACTITIONER MIDWIFE COUNSELOR COUNSELLOR PHLEBOTOMIST PARAMEDIC HOSPITALIST INTENSIVIST INTERNIST ALLERGIST ANESTHETIST ACUPUNCTURIST TECHNOLOGIST WORKER TECH ASSISTANT SPECIALIST ANALYST DOULA CLINICIAN COACH MANAGER AID AIDE",
);
/** Professions that are surnames too. */
const professionsOrNames = words("NURSE SURGEON WORKER COACH MANAGER AID");

/** What stands before a profession and belongs to it. */
const professionOpeners = words(
  "LICENSED REGISTERED CERTIFIED BOARD CLINICAL FAMILY MEDICINE INTERNAL EMERGENCY SPORTS PRACTICE DENTAL ORTHOPEDIC ORTHOPAEDIC GENERAL PEDIATRIC MENTAL BEHAVIORAL BEHAVIOR HEALTH MASSAGE SPEECH LANGUAGE PHYSICAL OCCUPATIONAL RESPIRATORY RADIOLOGIC SURGICAL MEDICAL NURSE SOCIAL PROFESSIONAL PRACTICAL VOCATIONAL ATHLETIC MARRIAGE AND SCHOOL VASCULAR PLASTIC ORAL MAXILLOFACIAL CARDIAC CARDIOTHORACIC THORACIC COLORECTAL TRANSPLANT TRAUMA SPINE ADDICTION SUBSTANCE ABUSE PRIMARY CARE COMMUNITY PSYCHIATRIC ADULT DIAGNOSTIC ULTRASOUND INTERVENTIONAL INVASIVE CONSULTING WELLNESS CASE BIRTH POSTPARTUM PERSONAL LIFE PEER HOME PHARMACY NURSING RECOVERY SUPPORT ATTENDING STAFF INDEPENDENT ADVANCED CHIEF",
);

/** Words that are left over from a profession and never a name. */
const strayOpeners = words("LICENSED REGISTERED CERTIFIED");

/** Whether nothing of a name follows: `LICENSED CLINICAL …`, however the rest is cut. */
export function opensProfession(word: string): boolean {
  return strayOpeners.has(word);
}

export function isProfession(word: string): boolean {
  return professions.has(word) || (word.length > 7 && professionEnding.test(word));
}

/** Whether a profession may just as well be a surname: NURSE. */
export function isProfessionOrName(word: string): boolean {
  return professionsOrNames.has(word);
}

/** `LICENSED`, `BOARD CERTIFIED`: left over when the profession is gone. */
function strayLength(tokens: readonly NameToken[], keep: number, end: number): number {
  if (!strayOpeners.has(tokens[end - 1]?.letters ?? "")) return 0;
  return end - 1 > keep && tokens[end - 2]?.letters === "BOARD" ? 2 : 1;
}

/**
 * How many words before `end` say what somebody is (`ORTHOPEDIC SURGEON`); 0 when none. At least
 * the first `keep` words stay.
 */
export function professionLength(tokens: readonly NameToken[], keep: number, end: number): number {
  const word = tokens[end - 1]?.letters ?? "";
  if (end <= keep) return 0;
  return isProfession(word) ? phraseLength(tokens, keep, end) : strayLength(tokens, keep, end);
}

/** The last word with what belongs to it: `OCCUPATIONAL THERAPY`. */
export function phraseLength(tokens: readonly NameToken[], keep: number, end: number): number {
  let start = end - 1;
  while (start > keep && professionOpeners.has(tokens[start - 1]?.letters ?? "")) start--;
  return end - start;
}
