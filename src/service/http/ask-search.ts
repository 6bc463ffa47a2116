import type { ZodType } from "zod";
import { type SearchAnswer, type SearchQuery, USUAL_PAGE } from "../../model/search.ts";
import { isSearchFault, searchFault } from "../../model/search-fault.ts";
import { searchAnswerSchema } from "../../model/wire.ts";
import type { AskItemsDeps } from "./ask-items.ts";
import { unusable } from "./exchange.ts";
import { toServiceError } from "./service-errors.ts";

/** One page of a search. Throws UsageError in our own words where the service refuses the filters. */
export async function askSearch(
  query: SearchQuery,
  { client, caller, waiting }: Omit<AskItemsDeps, "most">,
): Promise<SearchAnswer> {
  const most = query.limit ?? USUAL_PAGE;
  const outcome = await caller.call<SearchAnswer>(
    async () => {
      const schema = searchAnswerSchema as ZodType<SearchAnswer>;
      const { signal } = waiting;
      const answer = await client.send("v1/search", { schema, body: query, items: most, signal });
      if (answer.kind !== "answered") return answer;
      const fault = faultOf(answer.value, most);
      return fault === undefined ? answer : unusable(fault);
    },
    { waiting },
  );
  if (outcome.kind === "answered") return outcome.value;
  const { kind, code = "" } = outcome;
  if (kind === "refused" && isSearchFault(code)) throw searchFault(code);
  throw toServiceError(outcome, client.label);
}

/** What makes an answer one that no page can be. */
function faultOf({ results, count, next_cursor }: SearchAnswer, most: number): string | undefined {
  if (results.length > most) return "more results than asked for";
  if (results.length > count) return "more results than there are";
  if (results.length === 0 && next_cursor !== undefined) return "a page of nothing before another";
  if (results.some(({ npi, profile }) => profile.npi !== npi))
    return "the profile of somebody else";
  return undefined;
}
