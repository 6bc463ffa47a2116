import { createHash } from "node:crypto";
import type {
  MatchBatch,
  MatchCandidate,
  MatchRequest,
  MatchResult,
} from "../../src/model/contract.ts";
import type { Profile } from "../../src/model/profile.ts";
import { readNpi } from "../../src/normalize/npi.ts";
import type { SearchService, ServiceTraits } from "../../src/service/search-service.ts";
import { npiOf, person } from "./profiles.ts";

export interface FakeServiceOptions {
  traits?: ServiceTraits;
  release?: string;
  defaultPrior?: number;
  /** Instead of the seeded answer. */
  answer?: (request: MatchRequest, batch: MatchBatch) => MatchResult | undefined;
  /** Awaited before a batch is answered; may reject, or never settle. */
  before?: (batch: MatchBatch, call: number) => Promise<void> | void;
  /** Last look at a batch's answers. */
  after?: (results: MatchResult[], call: number) => MatchResult[];
  /** First names and surnames as the registry counts them. */
  names?: Readonly<Record<string, { first: number; last: number }>>;
}

export interface FakeService extends SearchService {
  /** Every request that arrived, in the order of arrival. */
  asked: MatchRequest[];
  batches: MatchBatch[];
  specialtyCalls: string[][];
  nameCalls: string[][];
  inFlight: () => number;
  mostInFlight: () => number;
}

/** Answers by the content of a request and nothing else, as the contract wants it. */
export function fakeService(options: FakeServiceOptions = {}): FakeService {
  const release = options.release ?? "release-1";
  const asked: MatchRequest[] = [];
  const batches: MatchBatch[] = [];
  const specialtyCalls: string[][] = [];
  const nameCalls: string[][] = [];
  let inFlight = 0;
  let mostInFlight = 0;
  return {
    label: "the test's service",
    traits: options.traits ?? { local: true, counts: true },
    asked,
    batches,
    specialtyCalls,
    nameCalls,
    inFlight: () => inFlight,
    mostInFlight: () => mostInFlight,
    info: async () => ({
      release,
      default_prior: options.defaultPrior ?? 0.8,
      registry: {
        id: release,
        schema_version: 1,
        built_at: "2026-01-01T00:00:00Z",
        sources: [
          {
            id: 1,
            kind: "nppes",
            file: "invented.csv",
            rows: 1,
            bytes: 1,
            sha256: "00",
            as_of: "2026-01-01",
          },
        ],
        counts: {
          profiles: 1,
          individuals: 1,
          organizations: 0,
          deactivated: 0,
          taxonomy_names: 0,
        },
      },
    }),
    async match(batch) {
      const call = batches.push(batch);
      asked.push(...batch.requests);
      inFlight++;
      mostInFlight = Math.max(mostInFlight, inFlight);
      try {
        await options.before?.(batch, call);
        const results = batch.requests.map(
          (request) => options.answer?.(request, batch) ?? seededAnswer(request),
        );
        return { release, results: options.after?.(results, call) ?? results };
      } finally {
        inFlight--;
      }
    },
    profiles: async (npis) => npis.map((npi) => profileOf(npi)),
    async nameCounts(names) {
      nameCalls.push([...names]);
      return names.map((name) => options.names?.[name] ?? { first: 0, last: 0 });
    },
    async specialtyNames(codes) {
      specialtyCalls.push([...codes]);
      return codes.map((code) => `Specialty ${code}`);
    },
    close: async () => undefined,
  };
}

const taxonomies = ["207Q00000X", "208000000X", "363LF0000X"];

/** The invented holder of an NPI. */
function profileOf(npi: string): Profile {
  const n = Number(npi.slice(1, 9));
  return person({
    npi,
    first: "ARABELLA",
    last: `EXEMPLAR${n % 97}`,
    taxonomy: taxonomies[n % taxonomies.length] as string,
    license: `L${n % 1000}`,
    phone: `217555${1000 + (n % 9000)}`,
  });
}

export function matchedWith(
  request: MatchRequest,
  npi: string,
  confidence = 0.99,
  profile: Profile = profileOf(npi),
): MatchResult {
  return {
    id: request.id,
    status: "matched",
    npi,
    confidence,
    reason: "name_zip: first and last name exact, ZIP agrees",
    matched_on: "name+zip",
    profile,
  };
}

export function ambiguousBetween(
  request: MatchRequest,
  candidates: readonly MatchCandidate[],
): MatchResult {
  return {
    id: request.id,
    status: "ambiguous",
    confidence: candidates[0]?.confidence ?? 0,
    reason: "several_candidates: several profiles fit",
    candidates: [...candidates],
  };
}

function seededAnswer(request: MatchRequest): MatchResult {
  const npi = readNpi(request.npi ?? "");
  if (npi.kind === "valid") {
    return { ...matchedWith(request, npi.npi), reason: "npi: NPI agrees", matched_on: "npi" };
  }
  const { id, ...content } = request;
  const seed = createHash("sha256").update(JSON.stringify(content)).digest().readUInt32BE();
  const first = npiOf(seed % 100_000);
  const second = npiOf((seed >>> 8) % 100_000);
  if (seed % 4 < 2) return matchedWith(request, first, 0.95 + (seed % 49) / 1000);
  if (seed % 4 === 2)
    return { id, status: "no_match", confidence: 0.1, reason: "nobody: no profile fits" };
  return ambiguousBetween(request, [
    { npi: first, confidence: 0.5 },
    { npi: second, confidence: 0.3 },
  ]);
}
