import { z } from "zod";
import { channels } from "./channel-rules.ts";
import { contactKinds, outcomes } from "./contact.ts";
import type { Profile } from "./profile.ts";

/** `Profile` as it comes over the wire; keys of a newer service are left out. */
const text = z.string();
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const source = z.int().nonnegative();

const personName = {
  prefix: text.optional(),
  first: text.optional(),
  middle: text.optional(),
  last: text.optional(),
  suffix: text.optional(),
  credential: text.optional(),
};

const addressSchema = z.object({
  kind: z.enum(["practice", "mailing", "secondary"]),
  line1: text.optional(),
  line2: text.optional(),
  city: text.optional(),
  state: text.optional(),
  zip: text.optional(),
  country: text.optional(),
  phone: text.optional(),
  fax: text.optional(),
});

const otherNameKinds = [
  "former",
  "professional",
  "other",
  "doing_business_as",
  "former_legal_business",
] as const;

const closedChannelSchema = z.object({
  channel: z.enum(channels),
  reason: text,
  source: text,
  date,
  of: z.enum(["person", "value"]),
  withheld: z.int().nonnegative(),
});

const contactSchema = z.object({
  kind: z.enum(contactKinds),
  value: text,
  extension: text.optional(),
  type: z.enum(["role", "toll_free"]).optional(),
  address: z
    .object({
      line1: text.optional(),
      line2: text.optional(),
      city: text.optional(),
      state: text.optional(),
      zip: text.optional(),
    })
    .optional(),
  as_of: date,
  confidence: z.number().min(0).max(1),
  source: text,
  sources: z.int().positive(),
  outcome: z.object({ outcome: z.enum(outcomes), date, source: text }).optional(),
  withheld: z.enum(["dead"]).optional(),
});

export const profileSchema = z.object({
  npi: z.string().regex(/^\d{10}$/),
  entity: z.enum(["individual", "organization"]),
  active: z.boolean(),
  name: z.object(personName),
  organization_name: text.optional(),
  other_names: z.array(
    z.object({
      ...personName,
      kind: z.enum(otherNameKinds),
      organization_name: text.optional(),
    }),
  ),
  sex: text.optional(),
  sole_proprietor: z.boolean().optional(),
  enumeration_date: date.optional(),
  last_updated: date.optional(),
  certification_date: date.optional(),
  deactivation_date: date.optional(),
  reactivation_date: date.optional(),
  replacement_npi: text.optional(),
  taxonomies: z.array(
    z.object({
      code: text,
      license: text.optional(),
      license_state: text.optional(),
      primary: z.boolean(),
    }),
  ),
  addresses: z.array(addressSchema),
  contacts: z.array(contactSchema).optional(),
  do_not_contact: z.array(closedChannelSchema).optional(),
  corrected: z.array(z.object({ field: text, date })).optional(),
  sources: z.object({
    main: source,
    other_names: source.optional(),
    secondary_locations: source.optional(),
    deactivation: source.optional(),
  }),
}) as unknown as z.ZodType<Profile>;
