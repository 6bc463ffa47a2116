import type { SearchAnswer, SearchQuery } from "../../model/search.ts";
import { MAX_PAGE } from "../../model/search.ts";
import type { SearchService } from "../../service/search-service.ts";

/** Asks for page after page, each of the release of the first, until `most` are there or all. */
export async function* searchPages(
  query: SearchQuery,
  most: number,
  search: NonNullable<SearchService["search"]>,
  signal: AbortSignal,
): AsyncGenerator<SearchAnswer> {
  let asked = query;
  for (let shown = 0; ; ) {
    const limit = Math.min(MAX_PAGE, most - shown);
    const answer = await search({ ...asked, limit }, { signal });
    shown += answer.results.length;
    yield answer;
    const { next_cursor, release } = answer;
    // A service that never ends its pages is not followed beyond what it says there is.
    if (next_cursor === undefined || shown >= most || shown >= answer.count) return;
    asked = { ...query, cursor: next_cursor, release };
  }
}
