import { type SearchFaultCode, searchFaults } from "../../model/search-fault.ts";

interface ProblemForm {
  status: number;
  title: string;
  detail: string;
}

/** Every way in which a call is refused: what clients may rely on, and what stands in the documentation. */
const ownProblems = {
  invalid_json: {
    status: 400,
    title: "Not JSON",
    detail: "The body is not JSON in UTF-8.",
  },
  key_missing: {
    status: 401,
    title: "No key",
    detail: "An API key is needed: Authorization: Bearer KEY.",
  },
  key_refused: {
    status: 401,
    title: "Key refused",
    detail: "The key is not known here, or no longer.",
  },
  quota_exhausted: {
    status: 402,
    title: "Nothing left to spend",
    detail: "The spend cap of this key does not reach for the request.",
  },
  scope_missing: {
    status: 403,
    title: "Not for this key",
    detail: "The key does not have the scope that this needs.",
  },
  not_found: { status: 404, title: "Not found", detail: "There is nothing at this path." },
  npi_unknown: {
    status: 404,
    title: "NPI not known",
    detail: "This NPI is not known to the registry.",
  },
  method_not_allowed: {
    status: 405,
    title: "Other method",
    detail: "This path is not asked with that method.",
  },
  release_gone: {
    status: 409,
    title: "Release gone",
    detail: "That release is no longer served here.",
  },
  batch_too_large: {
    status: 413,
    title: "Too many items",
    detail: "The body holds more items than one request may.",
  },
  body_too_large: {
    status: 413,
    title: "Body too long",
    detail: "The body is longer than one request may be.",
  },
  not_json: {
    status: 415,
    title: "Not JSON",
    detail: "Bodies are JSON, uncompressed: Content-Type: application/json.",
  },
  host_refused: {
    status: 421,
    title: "Other host",
    detail: "Without keys only this machine is answered, under its own name.",
  },
  invalid_request: {
    status: 422,
    title: "Not as agreed",
    detail: "The body does not keep to the contract.",
  },
  idempotency_key_reused: {
    status: 422,
    title: "Idempotency key reused",
    detail: "This idempotency key came with other requests before.",
  },
  rate_limited: {
    status: 429,
    title: "Too many requests",
    detail: "The key has asked for as much as it may in this minute.",
  },
  too_many_failures: {
    status: 429,
    title: "Too many wrong keys",
    detail: "Too many wrong keys came from this address.",
  },
  internal_error: {
    status: 500,
    title: "Failed",
    detail: "The service failed; it is not your request.",
  },
  search_not_offered: {
    status: 501,
    title: "No search here",
    detail: "The service behind this server does not search.",
  },
  service_busy: {
    status: 503,
    title: "Busy",
    detail: "The service has as much to do as it can.",
  },
  service_unusable: {
    status: 503,
    title: "Not usable",
    detail: "The registry or the ledger cannot be used at the moment.",
  },
  draining: { status: 503, title: "Stopping", detail: "The server is being stopped." },
  deadline_exceeded: {
    status: 504,
    title: "Too late",
    detail: "The request took longer than it may.",
  },
} as const satisfies Record<string, ProblemForm>;

export type ProblemCode = keyof typeof ownProblems | SearchFaultCode;

/** What cannot be searched, in the words of every other way to search. */
export const searchProblems = Object.keys(searchFaults) as SearchFaultCode[];

export const problems: Readonly<Record<ProblemCode, ProblemForm>> = {
  ...ownProblems,
  ...(Object.fromEntries(
    Object.entries(searchFaults).map(([code, words]) => [
      code,
      { status: 422, title: "Search refused", detail: words.join(" ") },
    ]),
  ) as Record<SearchFaultCode, ProblemForm>),
};
