import { withoutCredentials } from "../../config/url.ts";
import type { Config } from "../../config.ts";
import { estimateAtMost } from "../../enrich/rows/settle-context.ts";
import type { WritePlan } from "../../enrich/write/plan-writing.ts";
import type { PlanFile, PlanTerms } from "../../list/plan/plan-file.ts";
import { type ColumnMapping, leadFields } from "../../table/columns/lead-field.ts";
import { columnReference } from "../../table/columns/map-option.ts";
import type { Table } from "../../table/table.ts";
import type { PlannedJob, PlannedList } from "../enrich/enrich-job.ts";
import { locateService } from "../services/service-location.ts";
import { version } from "../version.ts";

export type SeenFile = PlanTerms["dedupe_against"][number];

/** What a run over this list would be, as a plan has it. */
export function planTerms(
  table: Table,
  list: PlannedList,
  job: Omit<PlannedJob, "writePlan">,
  against: readonly SeenFile[],
): PlanTerms {
  const { config, given } = job;
  const { rows, rejected, never_sent, release } = list;
  return {
    tool_version: version(),
    list: {
      file: given.file,
      format: table.format,
      sha256: list.input_sha256,
      ...(table.sheet === undefined ? {} : { sheet: table.sheet }),
      ...{ rows, rejected, columns: table.columns.length },
    },
    mapping: mappingTerms(list.mapping),
    never_sent: never_sent.map(({ column }) => column),
    service: serviceTerms(config),
    release,
    ...requestTerms(list, config),
    settings: settingTerms(table, list, job),
    ...(given.write === undefined
      ? {}
      : {
          write:
            given.write.mode === "fill"
              ? { mode: "fill" }
              : { mode: "overwrite", columns: [...given.write.columns] },
        }),
    replace_hb: given.replaceHb,
    ...(given.dedupe === undefined ? {} : { dedupe: given.dedupe }),
    dedupe_against: [...against],
  };
}

function mappingTerms(mapping: ColumnMapping): PlanTerms["mapping"] {
  return Object.fromEntries(
    leadFields.flatMap((field) => {
      const mapped = mapping[field];
      if (mapped === undefined) return [];
      const { column, index, by } = mapped;
      return [[field, { column, index, by }]];
    }),
  );
}

/** Whom a run asks; never with a key. */
export function serviceTerms(config: Config): PlanTerms["service"] {
  const location = locateService(config);
  if (location.kind === "registry") return { kind: "registry" };
  const { kind, url } = location;
  return { kind, ...(url === undefined ? {} : { address: withoutCredentials(url.href) }) };
}

function requestTerms(
  { requests, mapping }: PlannedList,
  config: Config,
): Pick<PlanTerms, "requests" | "estimate_requests"> {
  const { prior, max_requests: maxRequests = Number.POSITIVE_INFINITY } = config.settings;
  const estimate =
    locateService(config).kind === "http"
      ? estimateAtMost(requests, mapping, { prior, maxRequests })
      : 0;
  return { requests: Math.min(requests, maxRequests - estimate), estimate_requests: estimate };
}

function settingTerms(
  table: Table,
  list: PlannedList,
  {
    config: { settings },
    format,
    fieldsSaid,
    minConfidence,
    targetPrecision,
  }: Omit<PlannedJob, "writePlan">,
): PlanTerms["settings"] {
  const optional = {
    ...{ fresh_within: settings.fresh_within, target_precision: targetPrecision },
    ...{ max_requests: settings.max_requests, delimiter: settings.delimiter },
    ...{ encoding: settings.encoding, header_row: settings.header_row, sheet: settings.sheet },
    ...{ name_order: settings.name_order, name_columns: settings.name_columns },
    prior: settings.prior,
  };
  return {
    fields: fieldsSaid,
    with_provenance: settings.with_provenance,
    phone_format: settings.phone_format,
    min_confidence: minConfidence,
    map: mapTerms(table, list, settings.map),
    ...{ format, raw: settings.raw },
    ...(JSON.parse(JSON.stringify(optional)) as Partial<PlanTerms["settings"]>),
  };
}

/** Also what was said in a file or answered on a terminal. What is found by evidence is found again. */
function mapTerms(
  { columns }: Table,
  { mapping, left_out }: PlannedList,
  said: Readonly<Record<string, string>>,
): Record<string, string> {
  const terms: Record<string, string> = {};
  for (const [field, column] of Object.entries(said)) {
    if (!leadFields.some((known) => known === field)) terms[field] = column;
  }
  for (const field of leadFields) {
    const mapped = mapping[field];
    if (mapped?.by === "map") terms[field] = columnReference(mapped.index, columns);
    else if (left_out.includes(field)) terms[field] = "";
  }
  return terms;
}

export function writtenTerms(plan: WritePlan | undefined): PlanFile["written"] {
  return (plan?.columns ?? []).map(({ index, name, field }) => ({
    column: index + 1,
    name,
    field,
  }));
}
