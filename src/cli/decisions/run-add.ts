import type { Flags } from "../../config.ts";
import { nobody } from "../../enrich/decisions/decision.ts";
import { isWords } from "../../enrich/decisions/decisions-file.ts";
import { type Asked, askItem, type Candidate } from "../../list/review/ask-item.ts";
import { reviewable } from "../../list/review/review-item.ts";
import { beginReview, chosen } from "../../list/review/review-state.ts";
import { tellableProfiles } from "../../list/review/tellable-profiles.ts";
import { localRecipient } from "../../model/disclosures.ts";
import { UsageError } from "../../model/errors.ts";
import { isNpi } from "../../normalize/npi.ts";
import type { App } from "../app.ts";
import { pathIn } from "../files/output-path.ts";
import { type ReviewedList, withReviewedList } from "../review/reviewed-list.ts";
import { createOutput } from "../screen/output.ts";
import { readDecisionsToChange } from "./load-decisions.ts";
import { refuseTheList } from "./refuse-the-list.ts";
import { saveDecisions } from "./save-decisions.ts";

export interface DecisionsAddArguments {
  file: string;
  /** The enriched list. */
  list: string;
  row: number;
  /** An NPI, or `none`. */
  choose: string;
  by: string | undefined;
  note: string | undefined;
  flags: Flags;
}

/** A decision about one row, as a review would make it. */
export async function runDecisionsAdd(given: DecisionsAddArguments, app: App): Promise<number> {
  const { row, choose, by, note, flags } = given;
  const config = await app.configure(flags);
  const out = createOutput(app.io, config.settings);
  if (choose !== nobody && !isNpi(choose)) {
    throw new UsageError(
      "npi_invalid",
      "--choose takes an NPI (ten digits, the last one a check digit), or none.",
      "Look for a slip of the keyboard; heartbeat never repairs an NPI.",
    );
  }
  if (!isWords(by) || !isWords(note)) {
    throw new UsageError("usage", "--by and --note are words on one line, 500 at most.", "");
  }
  const place = pathIn(app.io.cwd, given.file);
  const path = pathIn(app.io.cwd, given.list);
  await refuseTheList(place, path);
  const decisions = (await readDecisionsToChange(place))?.decisions ?? [];
  const reading = { path, statuses: reviewable, decisions, config, flags };
  return withReviewedList(app, reading, async (list) => {
    const review = beginReview(list.items, decisions, `row:${row}`);
    const item = list.items.find(({ rows }) => rows.includes(row));
    if (item === undefined) throw notReviewable(row);
    const asked = await askItem(item, {
      ...{ service: list.service, suppressions: list.suppressions },
      ...{ context: list.survey.context, minConfidence: list.minConfidence },
      signal: app.io.signal,
    });
    if (asked.kind !== "asked") throw notReviewable(row);
    const looked = await withChoice(asked, choose, list);
    const at = looked.candidates.findIndex(({ profile }) => profile.npi === choose);
    const deciding = { decided_on: app.io.date().toISOString().slice(0, 10), by, note };
    const next = chosen(review, looked, choose === nobody ? nobody : at, deciding);
    if (next === undefined) throw unknownNpi();
    list.disclosures?.record(localRecipient, "npi", choose === nobody ? [] : [choose]);
    await list.disclosures?.flush();
    const saved = await saveDecisions(place, next.change, { ...app.io, others: "replace" });
    const replaced = saved.others.length;
    if (config.settings.json) {
      const [added] = next.change.add;
      await out.json({
        schema_version: 1,
        decisions: place,
        lead: added?.lead,
        rows: item.rows,
        replaced,
      });
    } else out.note(`Decided about row ${item.rows.join(", ")}; kept in ${place}.`);
    if (replaced > 0)
      out.warn("It takes the place of what somebody else decided at the same time.");
    return 0;
  });
}

/** Somebody may be chosen whom the lead does not lead to. */
async function withChoice(
  asked: Asked & { kind: "asked" },
  choose: string,
  list: ReviewedList,
): Promise<Asked & { kind: "asked" }> {
  const isThere = asked.candidates.some(({ profile }) => profile.npi === choose);
  if (choose === nobody || isThere) return asked;
  const profile = (await tellableProfiles([choose], list)).get(choose);
  if (profile === undefined) throw unknownNpi();
  const candidate: Candidate = { profile, confidence: undefined, evidence: [] };
  return { ...asked, candidates: [candidate] };
}

function unknownNpi(): UsageError {
  return new UsageError(
    "npi_unknown",
    "Nobody is on file under the NPI that was chosen.",
    "`heartbeat show <npi>` looks one up.",
  );
}

/** The same for a row that has no such status and for one about which nothing may be told. */
function notReviewable(row: number): UsageError {
  return new UsageError(
    "row_not_reviewable",
    `Row ${row} is none that somebody may decide about.`,
    `They are those with a status of ${reviewable.join(", ")}.`,
  );
}
