import type { Flags } from "../../config.ts";
import { isWords } from "../../enrich/decisions/decisions-file.ts";
import { parseFilter } from "../../list/review/item-filter.ts";
import {
  isOpen,
  type ReviewItem,
  reviewable,
  usuallyReviewed,
} from "../../list/review/review-item.ts";
import { UsageError } from "../../model/errors.ts";
import { codeOfReason } from "../../model/reason.ts";
import type { Status } from "../../model/status.ts";
import type { App } from "../app.ts";
import { readDecisionsToChange } from "../decisions/load-decisions.ts";
import { refuseTheList } from "../decisions/refuse-the-list.ts";
import { decisionsPlace, pathIn } from "../files/output-path.ts";
import { canAsk } from "../screen/can-ask.ts";
import { createOutput } from "../screen/output.ts";
import { shellWord } from "../typed/shell-word.ts";
import { reviewOnTerminal } from "./review-session.ts";
import { withReviewedList } from "./reviewed-list.ts";

export interface ReviewArguments {
  file: string;
  /** Undefined for beside the list. */
  decisions: string | undefined;
  /** Comma-separated statuses. */
  status: string | undefined;
  filter: string | undefined;
  /** Also leads that were decided before. */
  all: boolean;
  by: string | undefined;
  flags: Flags;
}

/** Somebody looks at the leads that the registry alone does not settle, and decides. */
export async function runReview(given: ReviewArguments, app: App): Promise<number> {
  const { io } = app;
  const config = await app.configure(given.flags);
  const { json } = config.settings;
  const out = createOutput(io, config.settings);
  const statuses = statusesOf(given.status);
  const filter = given.filter ?? "";
  const test = parseFilter(filter);
  if (typeof test === "string") {
    throw new UsageError("usage", `--filter: ${test}.`, "For example: --filter 'state:TX smith'");
  }
  if (!isWords(given.by)) {
    throw new UsageError("usage", "--by is a name on one line.", "For example: --by jd");
  }
  if (!json && !canAsk(io, config.settings)) throw noTerminal(given.file);
  const file = pathIn(io.cwd, given.file);
  const place =
    given.decisions === undefined ? decisionsPlace(file) : pathIn(io.cwd, given.decisions);
  await refuseTheList(place, file);
  const loaded = await readDecisionsToChange(place);
  const { flags } = given;
  const reading = { path: file, statuses, decisions: loaded?.decisions ?? [], config, flags };
  return withReviewedList(app, reading, async (list) => {
    const items = given.all ? list.items : list.items.filter(isOpen);
    if (json) {
      await out.json({ schema_version: 1, decisions: place, open: items.filter(test).map(toJson) });
      return 0;
    }
    const deciding = { decided_on: io.date().toISOString().slice(0, 10), by: given.by };
    const session = { app, config, flags, out, file, place, loaded, filter, deciding, items };
    return reviewOnTerminal(list, session);
  });
}

function statusesOf(text: string | undefined): Status[] {
  if (text === undefined) return [...usuallyReviewed];
  return text.split(",").map((word) => {
    const status = reviewable.find((known) => known === word.trim());
    if (status !== undefined) return status;
    throw new UsageError(
      "usage",
      `--status takes ${reviewable.join(", ")}.`,
      "For example: --status ambiguous,conflict,no_match",
    );
  });
}

function noTerminal(file: string): UsageError {
  return new UsageError(
    "review_needs_terminal",
    "A review needs a terminal, and somebody who may be asked.",
    `\`heartbeat review ${shellWord(file)} --json\` lists the rows that wait, and \`heartbeat decisions add\` takes a decision without one.`,
  );
}

/** Rows by number and hash: nothing of a lead. */
function toJson({ rows, status, reason, lead, detail, before, candidates }: ReviewItem) {
  return {
    ...{ row: rows[0], rows, status, reason: codeOfReason(reason), candidates: candidates.length },
    ...{ lead, detail, state: before?.state ?? "open" },
  };
}
