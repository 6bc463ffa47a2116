import { isCredential, isCredentialOrName } from "./credential.ts";
import { companyForms, organizationWords, weakOrganizationWords } from "./name-words.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Words that are now in, now left out of one organisation's name. */
const fillers = words("THE OF AND FOR AT IN BY AN DBA PA PSC CHARTERED CO COMPANY ST SAINT");

/** What many organisations are called, beside the words that tell them from people. */
const common = words(
  "MEDICAL CLINICAL SERVICE SPECIALTY SPECIALIST PHYSICIAN DOCTOR DR PROVIDER PRIMARY INTERNAL EMERGENCY ADVANCED INTEGRATED COMPREHENSIVE PROFESSIONAL AMERICAN NATIONAL UNITED US USA ORTHOPEDIC ORTHOPAEDIC PEDIATRIC CHILDREN KID WOMEN MEN DENTIST SMILE ORTHODONTIC ENDODONTIC PERIODONTIC HEART CARDIAC CARDIOVASCULAR VASCULAR CANCER SPINE PAIN SKIN FOOT ANKLE PODIATRY HAND JOINT BONE SPORT EAR NOSE THROAT ALLERGY ASTHMA SLEEP KIDNEY RENAL DIABETES ENDOCRINE DIGESTIVE GASTROENTEROLOGY SURGEON SURGICAL OBSTETRIC GYNECOLOGY OBGYN RADIOLOGIST PSYCHOLOGY PSYCHOLOGICAL PSYCHIATRIC COUNSELING RECOVERY ADDICTION SPEECH HEARING AUDIOLOGY CHIROPRACTOR ACUPUNCTURE MASSAGE OPTICAL OPTOMETRIC EYECARE URGENT WALK LIFE LIVING HEALING HEALTHCARE CARE NORTH SOUTH EAST WEST NORTHERN SOUTHERN EASTERN WESTERN CENTRAL VALLEY",
);

/**
 * The words of an organisation's name (`nameWords`) as they are compared: singular, distinct, without
 * legal forms, fillers and credentials.
 */
export function comparedOrganizationWords(split: readonly string[]): string[] {
  return [...new Set(split.filter(isCompared).map(singular))];
}

/** Whether a word (as `comparedOrganizationWords` gives it) is part of a great many names. */
export function isCommonOrganizationWord(word: string): boolean {
  if (common.has(word)) return true;
  const plural = `${word}S`;
  return [organizationWords, weakOrganizationWords].some(
    (known) => known.has(word) || known.has(plural),
  );
}

function isCompared(word: string): boolean {
  if (word.length < 2 || fillers.has(word) || companyForms.has(word)) return false;
  return !isCredential(word) || isCredentialOrName(word);
}

function singular(word: string): string {
  return word.length > 3 && /[^S]S$/.test(word) ? word.slice(0, -1) : word;
}
