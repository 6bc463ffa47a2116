import { findDecidedRows } from "../../enrich/decisions/decided-rows.ts";
import { decided } from "../../enrich/decisions/decided-service.ts";
import type { Receipt, Survey } from "../../enrich/receipt/receipt.ts";
import { InterruptedError } from "../../model/errors.ts";
import type { SearchService } from "../../service/search-service.ts";
import type { Table } from "../../table/table.ts";
import type { Job } from "../enrich/enrich-job.ts";

/** What people decided, as far as it is about the list of a run. */
interface RunDecisions {
  over(service: SearchService): SearchService;
  /** Whether there is one about this row. */
  isAbout(row: number): boolean;
  toldIn(receipt: Receipt): Receipt;
}

/** Reads the list once more where there are decisions. */
export async function decisionsOf(
  table: Table,
  { mapping }: Pick<Survey, "mapping">,
  { decisions: loaded, app: { io } }: Pick<Job, "decisions" | "app">,
): Promise<RunDecisions> {
  if (loaded === undefined) {
    return {
      ...{ over: (service) => service, toldIn: (receipt) => receipt },
      isAbout: () => false,
    };
  }
  const { sha256, decisions } = loaded;
  const found = await findDecidedRows(table, mapping, decisions, io.signal).catch(
    (error: unknown) => {
      throw io.signal.aborted ? new InterruptedError() : error;
    },
  );
  let count: ReturnType<typeof decided>["count"] = () => ({ holds: 0, expired: 0, withheld: 0 });
  return {
    isAbout: (row) => found.rows.has(row),
    over(service) {
      const answering = decided(service, found);
      count = answering.count;
      return answering.service;
    },
    toldIn(receipt) {
      const { holds, expired, withheld } = count();
      const [unclear, unused] = [found.unclear.length, found.unused.length];
      const counts = { applied: holds, expired, withheld, unclear, unused };
      return { ...receipt, decisions: { sha256, decisions: decisions.length, ...counts } };
    },
  };
}
