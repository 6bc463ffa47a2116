import type { Lead } from "../../match/lead.ts";
import { toPosterior } from "../../match/posterior.ts";
import { scoreCandidate } from "../../match/score.ts";
import type { SearchKey } from "../../normalize/keys/keys.ts";
import type { CandidateList, Registry } from "../../registry/registry.ts";
import { frequenciesOf, type Run, type Work } from "./lead-work.ts";
import { withoutReplaced } from "./replacements.ts";
import { selectCandidates } from "./select-candidates.ts";
import { unlistedNamesakes } from "./unlisted.ts";

/** Longest list of profiles read for one key. */
const READ_CAP = 4000;

type ToKeys = (lead: Lead) => SearchKey[];

/** Asks a tier of keys for the given leads, reads who is new among the answers, and weighs all. */
export async function searchTier(works: readonly Work[], toKeys: ToKeys, run: Run): Promise<void> {
  if (works.length === 0) return;
  await askKeys(works, toKeys, run);
  await readRecords(works, run.registry);
  const outcomes = await run.terms.settle(works, (work) => judge(work, run));
  works.forEach((work, i) => {
    Object.assign(work, outcomes[i]);
  });
}

async function askKeys(works: readonly Work[], toKeys: ToKeys, run: Run): Promise<void> {
  const keys = works.map((work) => toKeys(work.lead));
  const flat = keys.flat();
  const lists = await run.registry.candidates(
    flat.map(({ key }) => key),
    READ_CAP,
  );
  let next = 0;
  works.forEach((work, i) => {
    for (const { kind, key } of keys[i] ?? []) {
      const list = lists[next++];
      if (list === undefined) continue;
      work.asked.push({ kind, key, list: withoutNpi(list, run.without.get(work.lead.id)) });
    }
  });
}

function withoutNpi(list: CandidateList, npi: number | undefined): CandidateList {
  if (npi === undefined || !list.npis.includes(npi)) return list;
  return { npis: list.npis.filter((other) => other !== npi), total: list.total - 1 };
}

/** Reads the candidates that an earlier tier has not compared yet. */
async function readRecords(works: readonly Work[], registry: Registry): Promise<void> {
  const wanted = works.map((work) => selectCandidates(work.asked, isNameOnly(work.lead)));
  const unread = works.map((work, i) => (wanted[i] ?? []).filter((npi) => !work.compared.has(npi)));
  const records = await registry.matchRecords(unread.flat());
  let next = 0;
  works.forEach((work, i) => {
    const end = next + (unread[i]?.length ?? 0);
    for (const npi of unread[i] ?? []) work.compared.add(npi);
    work.records = withoutReplaced([...work.records, ...records.slice(next, end)]);
    next = end;
  });
}

function isNameOnly(lead: Lead): boolean {
  return lead.state === "" && lead.city === "" && lead.zip5 === "";
}

function judge(work: Work, run: Run): Pick<Work, "posterior" | "unlisted"> {
  const { asked, compared, records } = work;
  const frequencies = frequenciesOf(asked, run);
  // The NPI was looked at already: it contradicts the name, or nobody has it.
  const lead = { ...work.lead, npi: "" };
  const known = new Map(
    work.posterior.ranked.map(({ candidate }) => [candidate.record, candidate] as const),
  );
  const scored = records.map(
    (record) => known.get(record) ?? scoreCandidate(lead, record, frequencies),
  );
  const unlisted = unlistedNamesakes(lead, asked, compared, frequencies);
  const { prior } = run.batch.context;
  return { unlisted, posterior: toPosterior(scored, unlisted, frequencies.individuals, prior) };
}
