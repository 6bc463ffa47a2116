import type { ContactKind, ContactPoint } from "../../model/contact.ts";
import type { Profile } from "../../model/profile.ts";
import type { CatalogueField, FieldLookups } from "./catalogue-field.ts";
import {
  type CellOrigin,
  contactOrigin,
  correctionOrigin,
  derivedOrigin,
  recordOrigin,
} from "./cell-origin.ts";
import { addressOf } from "./profile-text.ts";

type Presets = CatalogueField["presets"];

/** Ways to reach somebody, the best first; of NPPES where no other source has one. */
export const contactFields: readonly CatalogueField[] = [
  pointField("hb_email", "best e-mail address", "email", 1, ["default", "contact"]),
  pointField("hb_email_2", "second e-mail address", "email", 2, ["contact"]),
  pointField("hb_email_3", "third e-mail address", "email", 3, []),
  {
    name: "hb_email_type",
    says: "`role` where the best address is an office's mailbox",
    presets: ["contact"],
    value: (profile, lookups) => usable(profile, "email", lookups)[0]?.type ?? "",
    hasOrigin: false,
  },
  numberField("hb_phone", "best telephone number, else that of the practice location", {
    ...{ kind: "phone", rank: 1, presets: ["default", "contact"] },
  }),
  numberField("hb_phone_2", "second telephone number", { kind: "phone", rank: 2, presets: [] }),
  {
    name: "hb_phone_type",
    says: "of `hb_phone`: `direct`, `toll_free`, or `practice` where it is the practice location's",
    presets: ["contact"],
    value: (profile, lookups) => {
      const number = numbersOf(profile, "phone", lookups)[0];
      return number === undefined ? "" : number.type;
    },
    hasOrigin: false,
  },
  numberField("hb_mobile", "best mobile number", {
    ...{ kind: "mobile", rank: 1, presets: ["default", "contact"] },
  }),
  numberField("hb_mobile_2", "second mobile number", { kind: "mobile", rank: 2, presets: [] }),
  numberField("hb_fax", "best fax number, else that of the practice location", {
    ...{ kind: "fax", rank: 1, presets: ["contact"] },
  }),
  pointField("hb_contact_address", "postal address from a source of contacts", "address", 1, [
    "contact",
  ]),
  pointField("hb_company", "employer", "company", 1, ["contact"]),
  {
    name: "hb_title",
    says: "job title, else worked out from taxonomy and credential",
    presets: ["professional", "contact"],
    value: (profile, lookups) =>
      usable(profile, "title", lookups)[0]?.value ?? lookups.jobTitle(profile),
    origin: (profile, lookups) => {
      const points = usable(profile, "title", lookups);
      const [best] = points;
      return best === undefined
        ? derivedOrigin(profile, lookups.source)
        : contactOrigin(best, 1, points.length);
    },
  },
];

/** Those of a kind that a list may get, the best first. */
function usable(
  { contacts = [] }: Profile,
  kind: ContactKind,
  { isFresh }: FieldLookups,
): ContactPoint[] {
  return contacts.filter(
    (point) => point.kind === kind && point.withheld === undefined && isFresh(point.as_of),
  );
}

function pointField(
  name: string,
  says: string,
  kind: ContactKind,
  rank: number,
  presets: Presets,
): CatalogueField {
  return {
    ...{ name, says, presets },
    value: (profile, lookups) => usable(profile, kind, lookups)[rank - 1]?.value ?? "",
    origin: (profile, lookups) => {
      const points = usable(profile, kind, lookups);
      const point = points[rank - 1];
      return point && contactOrigin(point, rank, points.length);
    },
  };
}

type NumberKind = "phone" | "mobile" | "fax";

interface TelephoneNumber {
  digits: string;
  extension?: string | undefined;
  type: "direct" | "toll_free" | "practice";
  /** undefined for the practice location's. */
  point: ContactPoint | undefined;
}

function numberField(
  name: string,
  says: string,
  { kind, rank, presets }: { kind: NumberKind; rank: number; presets: Presets },
): CatalogueField {
  return {
    ...{ name, says, presets },
    value: (profile, lookups) => {
      const number = numbersOf(profile, kind, lookups)[rank - 1];
      return number === undefined ? "" : lookups.phoneText(number.digits, number.extension);
    },
    origin: (profile, lookups) => {
      const numbers = numbersOf(profile, kind, lookups);
      const number = numbers[rank - 1];
      if (number === undefined) return undefined;
      const { point } = number;
      return point === undefined
        ? { ...practiceOrigin(profile, kind, lookups), rank, of: numbers.length }
        : contactOrigin(point, rank, numbers.length);
    },
  };
}

/** Of phones and faxes the practice location's comes last, and once. */
function numbersOf(profile: Profile, kind: NumberKind, lookups: FieldLookups): TelephoneNumber[] {
  const numbers = usable(profile, kind, lookups).map((point): TelephoneNumber => {
    const { value: digits, extension, type } = point;
    return { digits, extension, type: type === "toll_free" ? type : "direct", point };
  });
  const ofPractice = kind === "mobile" ? undefined : practiceNumber(profile, kind, lookups);
  if (ofPractice === undefined || numbers.some(({ digits }) => digits === ofPractice)) {
    return numbers;
  }
  return [...numbers, { digits: ofPractice, type: "practice", point: undefined }];
}

function practiceNumber(
  profile: Profile,
  kind: "phone" | "fax",
  lookups: FieldLookups,
): string | undefined {
  const { as_of } = practiceOrigin(profile, kind, lookups);
  if (as_of !== "" && !lookups.isFresh(as_of)) return undefined;
  return addressOf(profile, "practice")?.[kind];
}

function practiceOrigin(profile: Profile, kind: NumberKind, { source }: FieldLookups): CellOrigin {
  const put = correctionOrigin(profile, [`practice.${kind}`]);
  return put ?? recordOrigin(profile, "main", source);
}
