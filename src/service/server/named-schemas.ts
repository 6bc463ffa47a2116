import type { ZodType } from "zod";
import { matchContextSchema, matchRequestSchema } from "../../model/contract.ts";
import { profileSchema } from "../../model/profile-schema.ts";
import {
  infoSchema,
  matchAnswerSchema,
  matchBodySchema,
  nameCountsAnswerSchema,
  nameCountsBodySchema,
  problemSchema,
  profilesAnswerSchema,
  profilesBodySchema,
  searchAnswerSchema,
  searchBodySchema,
  specialtiesAnswerSchema,
  specialtiesBodySchema,
  stateSchema,
} from "../../model/wire.ts";

/** What the contract is made of, as its documentation calls it. */
export const namedSchemas: Readonly<Record<string, ZodType>> = {
  MatchBody: matchBodySchema,
  MatchContext: matchContextSchema,
  MatchRequest: matchRequestSchema,
  MatchAnswer: matchAnswerSchema,
  SearchQuery: searchBodySchema,
  SearchAnswer: searchAnswerSchema,
  Profile: profileSchema,
  ProfilesBody: profilesBodySchema,
  ProfilesAnswer: profilesAnswerSchema,
  NameCountsBody: nameCountsBodySchema,
  NameCountsAnswer: nameCountsAnswerSchema,
  SpecialtiesBody: specialtiesBodySchema,
  SpecialtiesAnswer: specialtiesAnswerSchema,
  Info: infoSchema,
  State: stateSchema,
  Problem: problemSchema,
};
