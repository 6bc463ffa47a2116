import {
  nameCountsAnswerSchema,
  nameCountsBodySchema,
  specialtiesAnswerSchema,
  specialtiesBodySchema,
} from "../../../model/wire.ts";
import { asked, type Endpoint } from "../endpoint.ts";

export const nameCountsEndpoint: Endpoint = asked({
  method: "POST",
  path: "/v1/name-counts",
  scope: "match",
  summary: "How common names are",
  description:
    "How many people have each name as first name and as surname: it tells which column of a list is which.",
  body: {
    schema: nameCountsBodySchema,
    itemsOf: ({ names }) => names.length,
    example: { names: ["Morgan", "Exemplar"] },
  },
  answer: {
    schema: nameCountsAnswerSchema,
    example: {
      counts: [
        { first: 1204, last: 877 },
        { first: 0, last: 1 },
      ],
    },
  },
  problems: [],
  respond: async ({ names }, { deps }) => ({ counts: await deps.service.nameCounts(names) }),
});

export const specialtiesEndpoint: Endpoint = asked({
  method: "POST",
  path: "/v1/specialties",
  scope: "any",
  summary: "Words for taxonomy codes",
  description: "In the order asked; a code that is not known comes back as itself.",
  body: {
    schema: specialtiesBodySchema,
    itemsOf: ({ codes }) => codes.length,
    example: { codes: ["207RC0000X"] },
  },
  answer: { schema: specialtiesAnswerSchema, example: { names: ["Cardiovascular Disease"] } },
  problems: [],
  respond: async ({ codes }, { deps }) => ({ names: await deps.service.specialtyNames(codes) }),
});
