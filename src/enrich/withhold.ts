import type { GhostQuestion, SuppressionKeys, Suppressions } from "../model/suppressions.ts";
import { ghostDecides } from "../normalize/keys/ghost-keys.ts";
import { withoutUntoldCandidates } from "../normalize/keys/withhold-candidates.ts";
import { type Finding, withheld } from "./finding.ts";

/** What of a lead is asked about besides whoever was found for it. */
export interface OwnQuestion {
  /** Its own identifiers, where they are to be asked about too. */
  own?: SuppressionKeys | undefined;
  /** Its name at its place. */
  ghosts?: GhostQuestion | undefined;
}

/**
 * What was found, without what may not be told. A suppressed person who is the answer, ranks first
 * or ties with the first turns the whole finding into `suppressed`, because leaving the person out
 * would hand the row to a namesake; one who ranks lower is left out of the candidates, and the
 * reason then says no more than its code. Of a `no_match` anybody suppressed is left out. Somebody
 * suppressed who is on file no more is known by name and place, and stands in the way just so.
 *
 * @param leads one per finding
 */
export async function withhold(
  findings: readonly Finding[],
  leads: readonly OwnQuestion[],
  suppressions: Suppressions,
): Promise<readonly Finding[]> {
  const questions: SuppressionKeys[] = [];
  for (let i = 0; i < findings.length; i++) {
    const finding = findings[i] as Finding;
    const own = leads[i]?.own;
    if (own !== undefined) questions.push(own);
    if (finding.keys !== undefined) questions.push(finding.keys);
    for (const { npi } of finding.candidates) questions.push({ npi });
  }
  const hits = await askSuppressions(questions, suppressions);
  const ghosts = await askGhosts(findings, leads, suppressions);
  if (!hits.includes(true) && !ghosts.includes(true)) return findings;
  let next = 0;
  return findings.map((finding, i) => {
    const own = leads[i]?.own !== undefined && hits[next++] === true;
    const answer = finding.keys !== undefined && hits[next++] === true;
    const named = finding.candidates.map(() => hits[next++] === true);
    const isWithheld = own || answer || ghosts[i] === true;
    return isWithheld ? withheld : withoutCandidates(finding, named);
  });
}

/** Whether a ghost is at least as near to the lead as whoever was found. */
async function askGhosts(
  findings: readonly Finding[],
  leads: readonly OwnQuestion[],
  suppressions: Suppressions,
): Promise<boolean[]> {
  const levels = await suppressions.ghostsAt(leads.map(({ ghosts = none }) => ghosts));
  if (levels.length !== findings.length)
    throw new Error(`asked about ${findings.length} ghosts, got ${levels.length} answers`);
  return findings.map((finding, i) => ghostDecides(finding, levels[i]));
}

const none: GhostQuestion = () => [];

function withoutCandidates(finding: Finding, suppressed: readonly boolean[]): Finding {
  if (!suppressed.includes(true)) return finding;
  const told = withoutUntoldCandidates(finding, suppressed);
  return told === undefined ? withheld : { ...finding, ...told, kept: undefined };
}

/** The port's answers, one per question; a port that answers fewer must not pass for "no". */
export async function askSuppressions(
  questions: readonly SuppressionKeys[],
  suppressions: Suppressions,
): Promise<readonly boolean[]> {
  if (questions.length === 0) return [];
  const hits = await suppressions.areSuppressed(questions);
  if (hits.length !== questions.length)
    throw new Error(`asked about ${questions.length} suppressions, got ${hits.length} answers`);
  return hits;
}
