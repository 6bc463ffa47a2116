import { addressIn, type PhoneStyle } from "./address.ts";
import { dateBetween, yearOf } from "./date.ts";
import { firstName } from "./first-name.ts";
import type { Organization } from "./person.ts";
import { type Place, randomPlace } from "./place.ts";
import type { Random } from "./random.ts";
import { bornSurname } from "./surname.ts";

/** `code | taxonomy group | how such places are called` */
const kinds = [
  ["261QP2300X", "", "FAMILY HEALTH CENTER,PRIMARY CARE,COMMUNITY CLINIC"],
  [
    "207Q00000X",
    "193400000X SINGLE SPECIALTY  GROUP",
    "FAMILY MEDICINE PLLC,FAMILY PRACTICE PC,PHYSICIANS LLC",
  ],
  [
    "207R00000X",
    "193200000X MULTI-SPECIALTY GROUP",
    "MEDICAL GROUP,INTERNAL MEDICINE ASSOCIATES,MEDICAL ASSOCIATES PA",
  ],
  [
    "1223G0001X",
    "193400000X SINGLE SPECIALTY  GROUP",
    "DENTAL CARE,FAMILY DENTISTRY PC,SMILES LLC",
  ],
  [
    "225100000X",
    "193400000X SINGLE SPECIALTY  GROUP",
    "PHYSICAL THERAPY INC,REHAB & SPORTS THERAPY",
  ],
  ["3336C0003X", "", "PHARMACY,DRUG STORE INC,APOTHECARY LLC"],
  ["251E00000X", "", "HOME HEALTH CARE INC,HOME CARE SERVICES LLC"],
  ["282N00000X", "", "REGIONAL MEDICAL CENTER,GENERAL HOSPITAL,MEMORIAL HOSPITAL"],
  ["291U00000X", "", "CLINICAL LABORATORY INC,DIAGNOSTICS LLC"],
  ["314000000X", "", "NURSING & REHABILITATION CENTER,CARE CENTER LLC"],
  ["261QM0801X", "", "BEHAVIORAL HEALTH,COUNSELING CENTER LLC,WELLNESS & RECOVERY INC"],
  ["332B00000X", "", "MEDICAL SUPPLY INC,HOME MEDICAL EQUIPMENT LLC"],
  ["111N00000X", "193400000X SINGLE SPECIALTY  GROUP", "CHIROPRACTIC PC,SPINE & WELLNESS LLC"],
  ["152W00000X", "193400000X SINGLE SPECIALTY  GROUP", "EYE CARE PA,VISION CENTER INC"],
] as const;
const starts = [
  "NORTHSIDE",
  "LAKEVIEW",
  "SUNRISE",
  "EVERGREEN",
  "RIVERBEND",
  "SUMMIT",
  "HARMONY",
  "PREMIER",
  "ADVANCED",
  "COMPLETE",
  "ALLIED",
  "UNITY",
];
const titles = [
  "OWNER",
  "PRESIDENT",
  "CEO",
  "OFFICE MANAGER",
  "ADMINISTRATOR",
  "DIRECTOR OF BILLING",
];

function organizationName(place: Place, called: string, random: Random): string {
  const roll = random.next();
  const kind = random.pick(called.split(","));
  if (roll < 0.4) return `${bornSurname(random).text} ${kind}`;
  if (roll < 0.7) return `${place.city} ${kind}`;
  return `${random.pick(starts)} ${kind}`;
}

/** Invents an organisation with the number given. */
export function inventOrganization(npi: string, style: PhoneStyle, random: Random): Organization {
  const place = randomPlace(random);
  const [code, group, called] = random.pick(kinds);
  const practice = addressIn(place, style, random);
  const enumerated = dateBetween(2005, 2025, random);
  const updated = dateBetween(yearOf(enumerated), 2026, random);
  const official = bornSurname(random);
  const subpart = random.chance(0.12) ? "Y" : "N";
  const otherNames: { name: string; kind: "3" | "4" | "5" }[] = [];
  while (otherNames.length < 4 && random.chance(0.3))
    otherNames.push({
      name: organizationName(place, called, random),
      kind: random.pick(["3", "3", "3", "4", "5"]),
    });
  return {
    npi,
    name: organizationName(place, called, random),
    otherNames,
    mailing: random.chance(0.6) ? practice : addressIn(place, style, random),
    practice,
    enumerated,
    updated,
    certified: updated,
    official: {
      last: official.text,
      first: firstName(official.heritage, random.chance(0.5) ? "female" : "male", random),
      middle: "",
      title: random.pick(titles),
      phone: practice.phone,
    },
    slots: [{ code, license: "", licenseState: "", primary: "Y" }],
    group,
    subpart,
    parent: subpart === "Y" ? organizationName(place, called, random) : "",
  };
}
