import { MAX_PAGE, type SearchQuery, USUAL_PAGE } from "../../../model/search.ts";
import { searchAnswerSchema, searchBodySchema } from "../../../model/wire.ts";
import { asked, type Endpoint } from "../endpoint.ts";
import { Problem } from "../problem.ts";
import { searchProblems } from "../problem-codes.ts";
import { invented } from "./examples.ts";

/** A page counts in its minute by what may be on it, and is charged by what is. */
export const searchEndpoint: Endpoint = asked({
  method: "POST",
  path: "/v1/search",
  scope: "search",
  summary: "Search the registry",
  description: `Who fits all of the filters, with the exact count of them, at most ${MAX_PAGE} on a page. A name may be misspelled, a nickname or an initial. Ask with \`next_cursor\` for the next page.`,
  body: {
    schema: searchBodySchema,
    example: invented.searchBody,
  },
  answer: { schema: searchAnswerSchema, example: invented.searchAnswer },
  problems: [...searchProblems, "search_not_offered", "release_gone", "quota_exhausted"],
  async respond(query, { deps, key, signal, take, charge, tell }) {
    const { service } = deps;
    if (service.search === undefined) throw new Problem("search_not_offered");
    // A page is no longer than what the key may ask for in a minute.
    const limit = Math.min(query.limit ?? USUAL_PAGE, key?.per_minute ?? MAX_PAGE);
    await take(limit);
    // What was checked has no undefined where the contract has none.
    const answer = await service.search({ ...(query as SearchQuery), limit }, { signal });
    const npis = answer.results.map(({ npi }) => npi);
    if (npis.length > 0) await charge({ count: npis.length });
    await tell({ profile: npis });
    return answer;
  },
});
