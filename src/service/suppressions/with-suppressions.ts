import type { MatchBatch, MatchRequest, MatchResult } from "../../model/contract.ts";
import { ServiceError } from "../../model/errors.ts";
import {
  type Suppressions,
  suppressionKeysOf,
  suppressionKeysOfProfile,
} from "../../model/suppressions.ts";
import { changeAnswers } from "../change-answers.ts";
import { releaseAsked } from "../search-cursor.ts";
import type { SearchService } from "../search-service.ts";
import { withheldResult } from "../withheld-result.ts";
import { tellResults } from "./tell-results.ts";
import { type CurrentLedger, createCurrentLedger } from "./up-to-date.ts";

/** A valid number that nobody has: those that begin with 2 are not given out yet. */
const nobodysNpi = "2999999990";
/** Suppressions that may come while one search is answered. */
const mostTries = 3;

/**
 * A service that answers others, of which nothing about a suppressed person leaves. The release that
 * it answers from withholds whom it knows to be suppressed; here it is brought up to date first, and
 * who is suppressed by what the release does not hold is left out. While the ledger cannot be asked,
 * nothing is answered.
 *
 * @param bringUpToDate makes the release that is current know all suppressions
 */
export function withSuppressions(
  service: SearchService,
  suppressions: Suppressions,
  bringUpToDate: () => Promise<void>,
): SearchService {
  const ledger = createCurrentLedger(suppressions, bringUpToDate);
  const { search, probe } = service;
  const searchTold = search && createSearch(service, search.bind(service), ledger);

  async function ledgerFirst<T>(ask: () => Promise<T>): Promise<T> {
    await ledger.number();
    return ask();
  }

  return {
    ...service,
    async match(batch, options) {
      await ledger.upToDate();
      const { open, withheld } = await settleOwn(batch, ledger);
      const byId = new Map(open.map((request) => [request.id, request]));
      const asked = service.match({ ...batch, requests: open }, options);
      return changeAnswers(asked, async (results) => {
        const requests = results.map(({ id }) => byId.get(id) as MatchRequest);
        const told = await tellResults(results, requests, batch.context, ledger);
        return inOrder(batch, [...told, ...withheld]);
      });
    },
    async profiles(npis) {
      await ledger.upToDate();
      const profiles = await service.profiles(npis);
      const found = profiles.filter((profile) => profile !== undefined);
      const hits = await ledger.areSuppressed(found.map(suppressionKeysOfProfile));
      const untold = new Set(found.filter((_, i) => hits[i]));
      return profiles.map((one) => (one === undefined || untold.has(one) ? undefined : one));
    },
    nameCounts: (names) => ledgerFirst(() => service.nameCounts(names)),
    specialtyNames: (codes) => ledgerFirst(() => service.specialtyNames(codes)),
    ...(probe && { probe: () => ledgerFirst(() => probe.call(service)) }),
    ...(searchTold && { search: searchTold }),
  };
}

interface OwnSettled {
  /** As they are to be asked. */
  open: MatchRequest[];
  withheld: MatchResult[];
}

/**
 * Leads whose own licence, e-mail or telephone is suppressed are not asked at all. One's NPI is taken
 * for another's: whether it is suppressed must not be told from whether it is known.
 */
async function settleOwn({ requests }: MatchBatch, ledger: CurrentLedger): Promise<OwnSettled> {
  const keys = requests.map(suppressionKeysOf);
  const hits = await ledger.areSuppressed([
    ...keys.map(({ npi: _npi, ...others }) => others),
    ...keys.map(({ npi }) => (npi === undefined ? {} : { npi })),
  ]);
  const settled: OwnSettled = { open: [], withheld: [] };
  requests.forEach((request, i) => {
    if (hits[i]) settled.withheld.push(withheldResult(request.id));
    else if (hits[requests.length + i]) settled.open.push({ ...request, npi: nobodysNpi });
    else settled.open.push(request);
  });
  return settled;
}

function inOrder({ requests }: MatchBatch, results: readonly MatchResult[]): MatchResult[] {
  const byId = new Map(results.map((result) => [result.id, result]));
  return requests.flatMap(({ id }) => byId.get(id) ?? []);
}

type Search = NonNullable<SearchService["search"]>;

/**
 * A count is right when the release knew all suppressions while it was counted: only the release
 * that is current learns of new ones.
 */
function createSearch(service: SearchService, search: Search, ledger: CurrentLedger): Search {
  /** Release → suppression number that it knew when it was last the current one. */
  const knew = new Map<string, number>();
  return async (query, options) => {
    for (let attempt = 1; attempt <= mostTries; attempt++) {
      const number = await ledger.upToDate();
      const before = await service.info();
      knew.set(before.release, number);
      const answer = await search(query, options);
      const isPinned = releaseAsked(query) !== undefined;
      if (isPinned && knew.get(answer.release) !== number) throw releaseGone();
      const isKnown = knew.get(answer.release) === number && (await ledger.number()) === number;
      if (!isKnown) continue;
      const hits = await ledger.areSuppressed(
        answer.results.map(({ profile }) => suppressionKeysOfProfile(profile)),
      );
      if (!hits.includes(true)) return answer;
      throw isPinned ? releaseGone() : stillUnknown();
    }
    throw stillUnknown();
  };
}

function releaseGone(): ServiceError {
  return new ServiceError(
    "release_gone",
    "That release does not know who is suppressed now.",
    "Begin the search again: it starts on the new release.",
  );
}

function stillUnknown(): ServiceError {
  return new ServiceError(
    "registry_behind",
    "The registry does not know yet who is suppressed now.",
    "Ask again in a moment.",
  );
}
