import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import type { ScoredLead } from "../../src/list/evaluation/scored-lead.ts";
import type { MatchContext, MatchRequest } from "../../src/model/contract.ts";
import type { Registry } from "../../src/registry/registry.ts";
import { openSqliteRegistry } from "../../src/registry/sqlite/sqlite-registry.ts";
import { createEmbeddedService } from "../../src/service/embedded/embedded-service.ts";

interface Candidates {
  /** Whether the right person was compared, lead by lead; false where there is none. */
  reached: readonly boolean[];
  /** Profiles compared, over all leads. */
  compared: number;
}

type Row = Record<string, string | undefined>;

/** The cells of generated leads; blank ones are left out. */
function toRequest(row: Row, id: number): MatchRequest {
  const request: MatchRequest = { id, name: { full: row.Name ?? "" } };
  if (row.Specialty) request.specialty = row.Specialty;
  if (row.City) request.city = row.City;
  if (row.State) request.state = row.State;
  if (row.Zip) request.zip = row.Zip;
  if (row.Phone) request.phone = row.Phone;
  if (row.License)
    request.license = {
      number: row.License,
      ...(row["License State"] && { state: row["License State"] }),
    };
  return request;
}

/**
 * Whose records the service reads before it decides. Leads are asked one by one, so that every
 * read belongs to one lead; an answer does not depend on who else is in the batch.
 */
export async function readCandidates(
  registryPath: string,
  list: string,
  context: MatchContext,
  leads: readonly ScoredLead[],
): Promise<Candidates> {
  const registry = await openSqliteRegistry(registryPath);
  const read = new Set<number>();
  const watched: Registry = {
    ...registry,
    matchRecords(npis) {
      for (const npi of npis) read.add(npi);
      return registry.matchRecords(npis);
    },
  };
  const service = createEmbeddedService(watched, { label: "accuracy" });
  const { signal } = new AbortController();
  const reached: boolean[] = [];
  let compared = 0;
  const rows: Row[] = parse(readFileSync(list), { columns: true });
  for (const [i, row] of rows.entries()) {
    read.clear();
    const requests = [toRequest(row, i + 1)];
    await service.match(
      { context, min_confidence: 0.95, with_profile: false, requests },
      { signal },
    );
    compared += read.size;
    reached.push(read.has(Number(leads[i]?.truth)));
  }
  await service.close();
  return { reached, compared };
}
