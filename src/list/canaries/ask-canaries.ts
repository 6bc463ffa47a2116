import { type AskDeps, type AskOptions, askBatch } from "../../enrich/ask-batch.ts";
import type { ProfileCells } from "../../enrich/cells/profile-cells.ts";
import { type Finding, invalidInput, notAttempted } from "../../enrich/finding.ts";
import type { Entry } from "../../enrich/plan-batches.ts";
import type { Survey } from "../../enrich/receipt/receipt.ts";
import { readLead } from "../../enrich/rows/lead.ts";
import type { StopError } from "../../model/errors.ts";
import { suppressionKeysOf } from "../../model/suppressions.ts";
import { ghostKeysOfRequest } from "../../normalize/keys/ghost-keys.ts";
import type { ColumnMapping } from "../../table/columns/lead-field.ts";
import type { TableRow } from "../../table/table.ts";
import type { Canary, CanaryFile, CanaryOutcome, WrongCanary } from "./canary.ts";

export interface CanaryOptions extends AskOptions {
  survey: Survey;
  /** Which columns of the canaries carry what. */
  mapping: ColumnMapping;
  /** Leads in one request at most. */
  batchSize: number;
}

/** Nobody sees a cell of a canary's answer. */
const noCells: ProfileCells = {
  prepare: async () => undefined,
  of: () => [],
  origins: () => [],
};

interface AskedCanary {
  canary: Canary;
  entry: Entry;
}

/**
 * Asks the canaries as the rows of a list are asked, under the list's own terms, and compares what
 * comes back. A row that the service does not answer is wrong; one whose person is suppressed is
 * withheld, whatever was expected of it. Throws what `askBatch` throws.
 */
export async function askCanaries(
  { file, canaries }: CanaryFile,
  options: CanaryOptions,
  deps: Omit<AskDeps, "profileCells" | "withOrigins">,
): Promise<CanaryOutcome> {
  const all = canaries.map((canary) => ({ canary, entry: toEntry(canary, options) }));
  const open = all.map(({ entry }) => entry).filter(({ finding }) => finding === undefined);
  let requests = 0;
  let stopped: StopError | undefined;
  for (let at = 0; at < open.length && stopped === undefined; at += options.batchSize) {
    const batch = open.slice(at, at + options.batchSize);
    const asked = await askBatch(batch, options, {
      ...deps,
      ...{ profileCells: noCells, withOrigins: false },
    });
    requests += asked.answered;
    stopped = asked.stopped;
  }
  const reason = stopped?.reason ?? "no_answer";
  for (const entry of open) entry.finding ??= notAttempted(reason);
  return {
    file,
    ...judge(all),
    requests,
    ...(stopped === undefined ? {} : { stopped: stopped.message }),
  };
}

/** Leads that it takes at most to ask them. */
export function canaryRequests({ canaries }: CanaryFile, mapping: ColumnMapping): number {
  return canaries.filter((canary) => readLead(toRow(canary), mapping).problem === undefined).length;
}

function toEntry(canary: Canary, { mapping, survey }: CanaryOptions): Entry {
  const row = toRow(canary);
  const { request, problem } = readLead(row, mapping);
  return {
    ...{ row, request, repeated: 0, duplicateOf: 0 },
    own: suppressionKeysOf(request),
    ghosts: () => ghostKeysOfRequest(request, survey.context),
    finding: problem === undefined ? undefined : invalidInput(problem),
  };
}

function toRow({ row, line, cells }: Canary): TableRow {
  return { kind: "record", number: row, line, cells, extra: [], raw: new Uint8Array(), ending: "" };
}

function judge(
  all: readonly AskedCanary[],
): Pick<CanaryOutcome, "canaries" | "right" | "withheld" | "wrong"> {
  let right = 0;
  let withheld = 0;
  const wrong: WrongCanary[] = [];
  for (const { canary, entry } of all) {
    const { finding } = entry;
    if (finding?.status === "suppressed") withheld++;
    else if (finding !== undefined && isRight(canary, finding)) right++;
    else {
      const { row, line } = canary;
      wrong.push({
        row,
        line,
        expected: expectedWords(canary),
        actual: actualWords(canary, finding),
      });
    }
  }
  return { canaries: all.length, right, withheld, wrong };
}

function isRight({ expected }: Canary, { status, npi }: Finding): boolean {
  if (expected.npi !== undefined) return status === "matched" && npi === expected.npi;
  return status === expected.status;
}

function expectedWords({ expected }: Canary): string {
  return expected.npi === undefined ? (expected.status ?? "") : "matched to expected_npi";
}

function actualWords({ expected }: Canary, finding: Finding | undefined): string {
  const status = finding?.status ?? "not_attempted";
  return expected.npi !== undefined && status === "matched" ? "matched to another NPI" : status;
}
