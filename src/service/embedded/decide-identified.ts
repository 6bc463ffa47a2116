import { holderFromProfile, isBare } from "./bare-leads.ts";
import { frequenciesOf, isOpen, type Run, type Work } from "./lead-work.ts";
import { decideByNpi, type Holder, holdersOf, type NpiOutcome } from "./npi-holder.ts";

/** Leads with a valid NPI: what its holder says, before anybody is searched by name. */
export async function decideIdentified(works: readonly Work[], run: Run): Promise<void> {
  const identified = works.filter((work) => isOpen(work) && work.lead.npi !== "");
  const frequencies = frequenciesOf([], run);
  const byNpi = (work: Work, holder: Holder) => decideByNpi(work.lead, holder, frequencies, run);

  const bare = identified.filter(({ lead }) => run.batch.with_profile && isBare(lead));
  const profiles = await run.registry.profiles(bare.map(({ lead }) => lead.npi));
  bare.forEach((work, i) => {
    const profile = run.untold.has(Number(work.lead.npi)) ? undefined : profiles[i];
    if (profile?.replacement_npi !== undefined) return;
    applyOutcome(work, byNpi(work, holderFromProfile(profile)));
    if (profile !== undefined) work.profile = profile;
  });

  const compared = identified.filter(isOpen);
  const holders = await holdersOf(
    compared.map(({ lead }) => lead),
    run.registry,
  );
  const outcomes = await run.terms.settle(compared, (work, i) =>
    byNpi(work, tellable(holders[i] as Holder, work, run)),
  );
  compared.forEach((work, i) => {
    applyOutcome(work, outcomes[i] as NpiOutcome);
  });
}

/** Nobody, where the NPI given or the one that is in use for it today is somebody's who is withheld. */
function tellable(holder: Holder, { lead }: Work, { untold }: Run): Holder {
  const isWithheld = untold.has(Number(lead.npi)) || untold.has(holder.record?.npi ?? 0);
  return isWithheld ? { record: undefined, replaced: false } : holder;
}

function applyOutcome(work: Work, outcome: NpiOutcome): void {
  work.byNpi = outcome;
  if (outcome.decision !== undefined) work.decision = outcome.decision;
  if (outcome.posterior !== undefined) work.posterior = outcome.posterior;
}
