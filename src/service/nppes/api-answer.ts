import { z } from "zod";

/**
 * What NPPES API v2.1 answers (facts: data.md section 2), in the shapes of 2019 and of today. Its
 * status is always 200 and `result_count` is not believed; a cell may be a number, null or not there.
 */
const cell = z
  .union([z.string(), z.number(), z.boolean()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? "" : String(value)));

function listOf<T extends z.ZodType>(item: T) {
  return z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);
}

const addressSchema = z.object({
  address_purpose: cell,
  address_1: cell,
  address_2: cell,
  city: cell,
  state: cell,
  postal_code: cell,
  country_code: cell,
  telephone_number: cell,
  fax_number: cell,
});

const resultSchema = z.object({
  /** A JSON number in 2019. */
  number: cell.pipe(z.string().regex(/^\d{10}$/)),
  enumeration_type: z.enum(["NPI-1", "NPI-2"]),
  basic: z.object({
    first_name: cell,
    middle_name: cell,
    last_name: cell,
    name_prefix: cell,
    name_suffix: cell,
    credential: cell,
    organization_name: cell,
    /** Called `gender` in 2019. */
    sex: cell,
    gender: cell,
    sole_proprietor: cell,
    status: cell,
    enumeration_date: cell,
    last_updated: cell,
    certification_date: cell,
    deactivation_date: cell,
    reactivation_date: cell,
  }),
  addresses: listOf(addressSchema),
  /** Missing in one of ten replies. */
  practiceLocations: listOf(addressSchema),
  taxonomies: listOf(
    z.object({ code: cell, license: cell, state: cell, primary: z.boolean().nullish() }),
  ),
  other_names: listOf(
    z.object({
      code: cell,
      prefix: cell,
      first_name: cell,
      middle_name: cell,
      last_name: cell,
      suffix: cell,
      credential: cell,
      organization_name: cell,
    }),
  ),
});

export type ApiResult = z.infer<typeof resultSchema>;
export type ApiAddress = ApiResult["addresses"][number];

export type ApiAnswer =
  /** `unread`: results of a shape that nobody has seen yet. */
  | { kind: "results"; results: ApiResult[]; unread: number }
  /** Numbers of its errors, e.g. `04`: no criterion that it can search by. */
  | { kind: "errors"; numbers: string[] };

export const apiAnswerSchema = z
  .object({
    Errors: listOf(z.object({ number: cell })),
    results: z.array(z.unknown()).optional(),
  })
  .transform(({ Errors, results }, context): ApiAnswer => {
    if (Errors.length > 0) return { kind: "errors", numbers: Errors.map(({ number }) => number) };
    const read = results?.flatMap((result) => resultSchema.safeParse(result).data ?? []);
    // One odd record among two hundred costs nobody his answer; a page of them is no answer.
    if (results !== undefined && read !== undefined && (read.length > 0 || results.length === 0)) {
      return { kind: "results", results: read, unread: results.length - read.length };
    }
    context.addIssue("neither results nor errors");
    return z.NEVER;
  });
