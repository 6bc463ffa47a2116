import { askBatch } from "../enrich/ask-batch.ts";
import { invalidInput, withheld } from "../enrich/finding.ts";
import { readLead } from "../enrich/lead.ts";
import type { Entry } from "../enrich/plan-batches.ts";
import { askSuppressions } from "../enrich/withhold.ts";
import { noChannelRules } from "../model/channel-rules.ts";
import type { MatchContext, MatchRequest } from "../model/contract.ts";
import { reasonCodes } from "../model/reason.ts";
import {
  type SuppressionKeys,
  type Suppressions,
  suppressionKeysOf,
} from "../model/suppressions.ts";
import type { ReadValue } from "../normalize/contacts/read-contact.ts";
import { readNpi } from "../normalize/npi.ts";
import type { SearchService } from "../service/search-service.ts";
import type { ColumnMapping } from "../table/lead-field.ts";
import type { TableRow } from "../table/table.ts";

/** Whose a row is. */
export type Joined =
  | { kind: "joined"; npi: number; confidence: number }
  /** `reason` is `code: words`. */
  | { kind: "rejected"; reason: string }
  /** About somebody who may not be kept. */
  | { kind: "withheld" };

export interface JoinOptions {
  mapping: ColumnMapping;
  context: MatchContext;
  release: string;
  minConfidence: number;
  signal: AbortSignal;
}

export interface JoinDeps {
  service: SearchService;
  suppressions: Suppressions;
}

/** A row and what it holds: by each of its values somebody may be suppressed. */
export interface RowToJoin {
  row: TableRow;
  values: readonly ReadValue[];
}

/** One answer a row, in their order. */
export type JoinRows = (rows: readonly RowToJoin[]) => Promise<Joined[]>;

/**
 * Says whose rows are: by NPI, and by the matcher where there is none or a name stands beside it.
 * Suppression is asked with all that a row says, then about whoever it is joined to.
 */
export function createJoin(options: JoinOptions, deps: JoinDeps): JoinRows {
  const { context, release, minConfidence, signal, mapping } = options;
  const asking = { survey: { context, release }, minConfidence, signal };
  const asked = { ...deps, channels: noChannelRules, profileCells: noCells, withOrigins: false };
  return async (rows) => {
    const entries = rows.map((one) => toEntry(one, mapping));
    const open = entries.filter(({ request }) => request !== undefined);
    const { stopped } = await askBatch(open, asking, asked);
    if (stopped !== undefined) throw stopped;
    await withholdUnasked(
      entries.filter(({ request }) => request === undefined),
      deps.suppressions,
    );
    return entries.map(toJoined);
  };
}

/** Nothing of a profile is written into the list. */
const noCells = { prepare: async () => undefined, of: () => [], origins: () => [] };

function toEntry({ row, values }: RowToJoin, mapping: ColumnMapping): Entry {
  const entry = { row, request: undefined, own: undefined, repeated: 0, duplicateOf: 0 };
  if (row.kind !== "record") {
    const { problem = `malformed_record: ${reasonCodes.malformed_record}` } = row;
    return { ...entry, finding: invalidInput(problem) };
  }
  const { request, problem } = readLead(row, mapping);
  const own = ownKeys(request, values);
  if (problem !== undefined) return { ...entry, own, finding: invalidInput(problem) };
  return { ...entry, own, request: withoutContacts(request), finding: undefined };
}

/** A row that cannot be joined may be about somebody suppressed all the same. */
async function withholdUnasked(
  entries: readonly Entry[],
  suppressions: Suppressions,
): Promise<void> {
  const hits = await askSuppressions(
    entries.map(({ own }) => own ?? {}),
    suppressions,
  );
  entries.forEach((entry, i) => {
    if (hits[i]) entry.finding = withheld;
  });
}

/**
 * A row of an NPI and no name is looked up, not matched: what it says of places and telephones is
 * news, not evidence.
 */
function withoutContacts(request: MatchRequest): MatchRequest {
  const { id, npi, name } = request;
  if (name !== undefined || readNpi(npi ?? "").kind !== "valid") return request;
  return { id, npi };
}

function ownKeys(request: MatchRequest, values: readonly ReadValue[]): SuppressionKeys {
  const keys = suppressionKeysOf(request);
  const phones = [...(keys.phones ?? [])];
  const emails = [...(keys.emails ?? [])];
  for (const { kind, value } of values) {
    if (kind === "email") emails.push(value);
    else if (kind === "phone" || kind === "mobile" || kind === "fax") phones.push(value);
  }
  return { ...keys, phones, emails };
}

function toJoined({ finding, request }: Entry): Joined {
  if (finding === undefined) throw new Error("a row was left without an answer");
  const { status, npi, confidence = 0, reason } = finding;
  if (status === "suppressed") return { kind: "withheld" };
  if (status !== "matched") return { kind: "rejected", reason };
  const given = readNpi(request?.npi ?? "");
  const isGiven = given.kind === "valid" && given.npi === npi;
  return { kind: "joined", npi: Number(npi), confidence: isGiven ? 1 : confidence };
}
