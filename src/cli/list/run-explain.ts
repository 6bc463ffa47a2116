import type { Flags } from "../../config.ts";
import { type Finding, toFinding, withheld } from "../../enrich/finding.ts";
import type { Survey } from "../../enrich/receipt/receipt.ts";
import { readLead } from "../../enrich/rows/lead.ts";
import { withhold } from "../../enrich/withhold.ts";
import type { MatchRequest, MatchResult } from "../../model/contract.ts";
import { localRecipient } from "../../model/disclosures.ts";
import { UsageError } from "../../model/errors.ts";
import { type Suppressions, suppressionKeysOf } from "../../model/suppressions.ts";
import { ghostKeysOfRequest } from "../../normalize/keys/ghost-keys.ts";
import type { SearchService } from "../../service/search-service.ts";
import { toldBy } from "../../service/told-by.ts";
import type { Table, TableRow } from "../../table/table.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { checkOutputs, pathIn, writtenMap } from "../files/output-path.ts";
import { openList, surveyList } from "../input/list.ts";
import { settleMinConfidence } from "../input/settle-min-confidence.ts";
import { createOutput } from "../screen/output.ts";
import { withDisclosures } from "../services/with-disclosures.ts";
import { explainText } from "./explain-screen.ts";

export interface ExplainArguments {
  file: string;
  /** 1 = first data row. */
  row: number;
  saveMap: string | undefined;
  force: boolean;
  flags: Flags;
}

/** Asks one row again, under the context the whole list settles, and prints what decided. */
export async function runExplain(given: ExplainArguments, app: App): Promise<number> {
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  const suppressions = await app.suppressions(config);
  const input = pathIn(app.io.cwd, given.file);
  const saveMap = given.saveMap === undefined ? undefined : pathIn(app.io.cwd, given.saveMap);
  await checkOutputs(input, writtenMap(saveMap), given.force);
  const table = await openList(app, config, input, "drop");
  return closing(table, async () =>
    closing(await app.openService(config), (service) =>
      withDisclosures(app, config, service, async (disclosures) => {
        const row = await findRow(table, given.row, app.io.signal);
        const survey = await surveyList(table, service, {
          ...{ app, config, saveMap },
          force: given.force,
        });
        const { request, problem } = readLead(row, survey.mapping);
        const result = await explain(row.problem ?? problem, request, {
          ...{ service, suppressions, survey },
          minConfidence: await settleMinConfidence(config, service),
          signal: app.io.signal,
        });
        const told = toldBy([result]);
        disclosures?.record(localRecipient, "profile", told.profile);
        disclosures?.record(localRecipient, "npi", told.npi);
        await disclosures?.flush();
        const { release, context } = survey;
        if (config.settings.json) {
          await out.json({ schema_version: 1, row: row.number, release, context, request, result });
        } else {
          await out.data(explainText(request, result, { release, paint: out.dataPaint }));
        }
        return 0;
      }),
    ),
  );
}

async function findRow(table: Table, number: number, signal: AbortSignal): Promise<TableRow> {
  let last = 0;
  for await (const batch of table.rows({ signal })) {
    for (const row of batch) {
      if (row.number === number) return row;
      last = Math.max(last, row.number);
    }
  }
  throw new UsageError(
    "row_missing",
    `${table.file} has no row ${number}; its last one is row ${last}.`,
    "Row 1 is the first one below the header.",
  );
}

interface ExplainDeps {
  service: SearchService;
  suppressions: Suppressions;
  survey: Survey;
  minConfidence: number;
  signal: AbortSignal;
}

/** The same three steps as in a run: judged locally, suppression, then the service. */
async function explain(
  problem: string | undefined,
  request: MatchRequest,
  { service, suppressions, survey, minConfidence, signal }: ExplainDeps,
): Promise<MatchResult> {
  const local = { id: request.id, confidence: 0 };
  if (problem !== undefined) return { ...local, status: "invalid_input", reason: problem };
  const suppressed: MatchResult = { ...local, status: "suppressed", reason: withheld.reason };
  const identifiers = suppressionKeysOf(request);
  const { npi: _, ...others } = identifiers;
  // A registry on this machine answers for a suppressed NPI what it answers for an unknown one.
  const asked = service.traits.local ? others : identifiers;
  const [isSuppressed] = await suppressions.areSuppressed([asked]);
  if (isSuppressed !== false) return suppressed;
  const { results } = await service.match(
    {
      context: survey.context,
      release: survey.release,
      min_confidence: minConfidence,
      with_profile: true,
      explain: true,
      requests: [request],
    },
    { signal },
  );
  const [result] = results;
  if (result === undefined) throw new Error("the service left a request without an answer");
  const ghosts = () => ghostKeysOfRequest(request, survey.context);
  // An unknown NPI contradicts no name: whoever answered did not know yet that its holder is suppressed.
  const own = result.status === "conflict" ? identifiers : undefined;
  const [finding] = await withhold([toFinding(result)], [{ own, ghosts }], suppressions);
  if (finding === undefined || finding.status === "suppressed") return suppressed;
  return withoutSuppressed(result, finding, suppressions);
}

/** The answer without its profile, and without anybody suppressed who ranks too low to matter. */
async function withoutSuppressed(
  { profile: _, candidates: all, explanation, ...rest }: MatchResult,
  { reason, confidence, candidates }: Finding,
  suppressions: Suppressions,
): Promise<MatchResult> {
  // What the finding still says is what an output would say.
  const told: MatchResult = {
    ...rest,
    reason,
    confidence: confidence ?? rest.confidence,
    ...(all === undefined ? {} : { candidates: [...candidates] }),
  };
  if (explanation === undefined) return told;
  const npis = explanation.candidates.map(({ npi }) => npi);
  const hits = await suppressions.areSuppressed(npis.map((npi) => ({ npi })));
  const shown = explanation.candidates.filter((_, i) => hits[i] === false);
  return { ...told, explanation: { ...explanation, candidates: shown } };
}
