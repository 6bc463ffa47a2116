import { type Decision, type DecisionInput, noMatch } from "../../match/decide.ts";
import type { Unlisted } from "../../match/posterior.ts";
import type { ScoredCandidate } from "../../match/score.ts";
import { isWithheldFirst, withoutWithheld } from "../../match/withhold.ts";
import { frequenciesOf, type Run, type Work } from "./lead-work.ts";
import { unlistedLookalikes } from "./lookalikes.ts";
import type { AskedKey } from "./select-candidates.ts";
import { cappedKeys, countNamesakes, unlistedNamesakes } from "./unlisted.ts";
import { withoutUntold } from "./untold.ts";

/** An answer, and what is said to explain it. */
interface Found {
  decision: Decision;
  input: DecisionInput;
  asked: readonly AskedKey[];
}

interface Telling {
  work: Work;
  run: Run;
  /** Whose the lead's NPI is, where its name contradicts him. */
  holder: ScoredCandidate | undefined;
  answerFrom: (input: DecisionInput) => Decision;
  /** By the NPI, which nobody withheld has. */
  isSettled: boolean;
}

/**
 * What may be told of an answer that was found among everybody; undefined where that is nothing at
 * all. Who ranks lower is neither named, described nor counted, and likelihoods stay what they are.
 */
export function tellFound(found: Found, telling: Telling): Found | undefined {
  const { work, run, holder, answerFrom, isSettled } = telling;
  const { untold, batch } = run;
  const isWithheld = (npi: number) => untold.has(npi);
  const { decision, input } = found;
  const isCounted = input.unlisted.profiles > 0 || input.capped.length > 0;
  const asked =
    isCounted || batch.explain === true
      ? work.asked.map((key) => ({ ...key, list: withoutUntold(key.list, untold) }))
      : work.asked;
  if (isSettled) return { ...found, asked };
  if (isWithheldFirst(decision, input.posterior, isWithheld, holder)) return undefined;
  const told: DecisionInput = {
    ...input,
    posterior: withoutWithheld(input.posterior, isWithheld),
    ...(isCounted && {
      unlisted: toldUnlisted(work, asked, run),
      namesakes: countNamesakes(work.lead, asked),
      capped: cappedKeys(asked, work.compared),
    }),
  };
  // Without the nearest, another curve may speak; that nobody fits was settled with everybody.
  const retell = decision.status === "no_match" ? noMatch : answerFrom;
  return { decision: retell(told), input: told, asked };
}

/** How many were not compared, of those who may be counted; how likely they are is settled. */
function toldUnlisted(work: Work, asked: readonly AskedKey[], run: Run): Unlisted {
  const { lead, compared, unlisted } = work;
  if (unlisted.profiles === 0) return unlisted;
  const count = unlisted.alike === undefined ? unlistedNamesakes : unlistedLookalikes;
  const told = count(lead, asked, compared, frequenciesOf(asked, run));
  return told === undefined || told.profiles === 0 ? unlisted : told;
}
