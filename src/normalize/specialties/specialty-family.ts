/**
 * A coarse profession. A specialty that differs inside a family is a smaller contradiction than
 * another family. Families also follow each other in one life, and a file keeps the older state:
 * a student becomes anything, a nurse an advanced-practice clinician, a technician (assistants and
 * aides among them) a nurse. Such pairs differ without speaking of two people.
 */
export type SpecialtyFamily =
  | "physician"
  | "dentist"
  | "nurse"
  | "advanced-practice"
  | "physician-assistant"
  | "pharmacy"
  | "therapy"
  | "behavioral"
  | "eye"
  | "chiropractic"
  | "podiatry"
  | "technician"
  | "student"
  | "other";

/** How codes begin → the family, and the credential groups that such clinicians carry. */
const families: ReadonlyMap<string, { family: SpecialtyFamily; credentials: readonly string[] }> =
  new Map(
    `
101 behavioral
101Y behavioral COUNSELOR
101YA behavioral ADDICTION COUNSELOR
102 behavioral
103 behavioral PHD
103K behavioral BCBA
1041 behavioral SW
106E behavioral BCBA
106H behavioral LMFT
106S behavioral RBT
111 chiropractic DC
122 dentist DENTAL
124 technician HYGIENIST
125 technician
125Q dentist DENTAL
126 technician HYGIENIST
132 other
133 other NUTRITION RD
133V other RD
136 technician RD
146 technician EMS
152 eye OD
156 eye OPTICIAN
163 nurse RN
164 nurse LPN
167 technician
170 other
1703 other GENETIC
171 other
1711 other ACUPUNCTURE
1710I technician
1714 other COACH
172 other
172V other CHW
173 other
174 other
174H other COACH CDE
174N other LACTATION
175 other
175F other ND
175T other ADDICTION
176 other MIDWIFE
177 other
183 pharmacy PHARM
1837 pharmacy PHARMTECH
193 other
202 physician MD DO
204 physician MD DO
204E physician MD DO DENTAL
207 physician MD DO
208 physician MD DO
209 physician MD DO
211 technician
213 podiatry DPM
221 therapy ART
222 therapy
224 therapy
224Z therapy OTA
225 therapy
2251 therapy PT
2252 therapy PTA
2255 therapy ATC
2257 therapy LMT
2258 therapy RECREATION
225A therapy MUSIC
225C therapy COUNSELOR
225X therapy OT
226 therapy
227 therapy RT
229 therapy
231 therapy AUD
235 therapy SLP
237 therapy HEARING
2376 therapy AUD
242 technician
243 technician
246 technician
246ZC technician SURGICAL
246ZS technician SURGICAL
247 technician
2471 technician RADTECH
363A physician-assistant PA
363L advanced-practice NP
364 advanced-practice CNS
3675 advanced-practice CRNA
367A advanced-practice CNM
367H physician-assistant AA
372 technician AIDE
373 technician
374 technician AIDE
374J other DOULA
376 technician
376K technician AIDE
376G other
390 student STUDENT
405 other
`
      .trim()
      .split("\n")
      .map((line) => {
        const [prefix = "", family = "", ...credentials] = line.split(" ");
        return [prefix, { family: family as SpecialtyFamily, credentials }];
      }),
  );

const credentialsOfWholeFamily: ReadonlyMap<SpecialtyFamily, readonly string[]> = new Map([
  ["physician", ["MD", "DO"]],
  ["advanced-practice", ["NP", "CNS", "CRNA", "CNM"]],
  ["physician-assistant", ["PA"]],
  ["nurse", ["RN", "LPN"]],
  ["technician", ["AIDE"]],
  ["therapy", ["PT", "OT", "SLP", "AUD"]],
  ["behavioral", ["COUNSELOR", "SW", "LMFT", "PHD"]],
]);

const nowhere = { family: "other", credentials: [] } as const;

function entryOf(code: string) {
  return (
    families.get(code.slice(0, 5)) ??
    families.get(code.slice(0, 4)) ??
    families.get(code.slice(0, 3))
  );
}

/** Whether a code is one that people carry; organizations' codes are not. */
export function isPersonCode(code: string): boolean {
  return entryOf(code) !== undefined;
}

/** The profession that a taxonomy code belongs to; organizations' codes are `other`. */
export function specialtyFamily(code: string): SpecialtyFamily {
  return (entryOf(code) ?? nowhere).family;
}

/** The credential groups of which clinicians with this code carry one. */
export function credentialsOfCode(code: string): readonly string[] {
  return (entryOf(code) ?? nowhere).credentials;
}

/** The credential groups of a whole profession; none where it has too many to say. */
export function credentialsOfFamily(family: SpecialtyFamily): readonly string[] {
  return credentialsOfWholeFamily.get(family) ?? [];
}

/**
 * Whether a code says nothing about the specialty of the person who carries it, so that a profile
 * with only such codes contradicts no lead: training, the military, "specialist" without a word
 * more, contractors, group practices, and whatever is an organization's. General practice (208D)
 * does say something: a physician without another specialty at that time.
 */
export function isUninformativeTaxonomy(code: string): boolean {
  return !isPersonCode(code) || /^(?:193|390|171[0W]0|17440)/.test(code);
}
