import { canonicalSha256 } from "../../enrich/receipt/canonical-hash.ts";
import type { Survey } from "../../enrich/receipt/receipt.ts";
import type { AnswerTerms } from "../../enrich/refresh/answer-terms.ts";
import type { SearchService } from "../../service/search-service.ts";
import type { Table } from "../../table/table.ts";
import { locateService } from "../services/service-location.ts";
import { version } from "../version.ts";
import type { SettledJob } from "./enrich-job.ts";
import { freshSince } from "./fresh-since.ts";

/**
 * What the answers of a run hang on beside its rows: the program, the registry, the ledger, what was
 * settled about the list, and how values are told. Undefined where whoever answers does not tell all
 * of it: a service elsewhere.
 */
export async function answerTerms(
  table: Pick<Table, "dialect">,
  survey: Pick<Survey, "context" | "mapping">,
  service: SearchService,
  job: SettledJob,
): Promise<AnswerTerms | undefined> {
  const { app, config, channels, fields, minConfidence, decisions } = job;
  if (!service.traits.local || locateService(config).kind !== "registry") return undefined;

  async function ledger(): Promise<readonly string[] | undefined> {
    const suppressed = await app.ledgerState(config);
    const closed = await channels.state();
    return suppressed === undefined || closed === undefined ? undefined : [suppressed, closed];
  }

  // Before the rest of the ledger: what comes in between is not under this number.
  const number = await (await app.suppressions(config)).number();
  const found = await ledger();
  if (found === undefined) return undefined;
  const { built_at: _, ...registry } = (await service.info()).registry;
  const { phone_format, public_records } = config.settings;
  const columns = Object.fromEntries(
    Object.entries(survey.mapping).map(([field, column]) => [field, column?.index]),
  );
  const said = {
    program: [version(), process.version],
    registry,
    ledger: [...found, public_records],
    // Not its encoding: rows are compared as the text that was read, and outputs are UTF-8.
    list: [columns, table.dialect.delimiter],
    asked: [survey.context, minConfidence, decisions?.sha256 ?? ""],
    told: [fields, phone_format, freshSince(config, app) ?? ""],
  };
  // What is not there is left out, as it is where it comes from a receipt.
  const sha256 = canonicalSha256(JSON.parse(JSON.stringify(said)));
  const hold = async () => JSON.stringify(await ledger()) === JSON.stringify(found);
  return { sha256, number, hold };
}
