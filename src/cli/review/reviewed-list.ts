import type { Config, Flags } from "../../config.ts";
import type { Decision } from "../../enrich/decisions/decision.ts";
import type { Survey } from "../../enrich/receipt/receipt.ts";
import { collectItems } from "../../list/review/collect-items.ts";
import type { ReviewItem } from "../../list/review/review-item.ts";
import type { Disclosures } from "../../model/disclosures.ts";
import type { Status } from "../../model/status.ts";
import type { Suppressions } from "../../model/suppressions.ts";
import type { SearchService } from "../../service/search-service.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { surveyList } from "../input/list.ts";
import { settleMinConfidence } from "../input/settle-min-confidence.ts";
import { withDisclosures } from "../services/with-disclosures.ts";
import { openReviewed } from "./open-review.ts";

/** An enriched list that somebody looks through, and whom to ask about its leads. */
export interface ReviewedList {
  items: readonly ReviewItem[];
  survey: Survey;
  service: SearchService;
  suppressions: Suppressions;
  disclosures: Disclosures | undefined;
  minConfidence: number;
}

interface Reviewing {
  /** As it was typed, for messages. */
  path: string;
  statuses: readonly Status[];
  decisions: readonly Decision[];
  config: Config;
  flags: Flags;
}

/** Reads the list and works with it while the service is open. */
export async function withReviewedList(
  app: App,
  { path, statuses, decisions, config, flags }: Reviewing,
  work: (list: ReviewedList) => Promise<number>,
): Promise<number> {
  const suppressions = await app.suppressions(config);
  const { table, earlier } = await openReviewed(app, config, path, flags);
  return closing(table, async () =>
    closing(await app.openService(config), (service) =>
      withDisclosures(app, config, service, async (disclosures) => {
        const survey = await surveyList(table, service, {
          ...{ app, config, earlier },
          ...{ saveMap: undefined, force: false },
        });
        const items = await collectItems(table, {
          ...{ mapping: survey.mapping, earlier: earlier.run, decisions, statuses },
          ...{ service, suppressions, signal: app.io.signal },
        });
        const minConfidence =
          earlier.terms?.minConfidence ?? (await settleMinConfidence(config, service));
        return work({ items, survey, service, suppressions, disclosures, minConfidence });
      }),
    ),
  );
}
