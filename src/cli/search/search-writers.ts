import { createProfileCells } from "../../enrich/cells/profile-cells.ts";
import { resolveFields } from "../../enrich/cells/resolve-fields.ts";
import type { SearchHit } from "../../model/search.ts";
import type { SearchService, ServiceInfo } from "../../service/search-service.ts";
import { defuseFormula } from "../../table/text/defuse-formula.ts";
import { formatRecord } from "../../table/text/output-text.ts";
import { searchTable } from "./search-table.ts";

export const searchFormats = ["table", "csv", "ndjson"] as const;
export type SearchFormat = (typeof searchFormats)[number];

/** Turns results into text, page by page. */
export interface SearchWriter {
  begin(): string;
  page(hits: readonly SearchHit[]): Promise<string>;
}

export interface WriterOptions {
  service: SearchService;
  info: ServiceInfo;
  /** There are name scores. */
  isNamed: boolean;
}

export function createSearchWriter(format: SearchFormat, options: WriterOptions): SearchWriter {
  if (format === "ndjson") return ndjsonWriter;
  return format === "csv" ? csvWriter(options) : tableWriter(options);
}

const ndjsonWriter: SearchWriter = {
  begin: () => "",
  page: async (hits) => hits.map((hit) => `${JSON.stringify(hit)}\n`).join(""),
};

/** Every field of the catalogue, under its name without `hb_`. */
function csvWriter({ service, info, isNamed }: WriterOptions): SearchWriter {
  const fields = resolveFields("full");
  const cells = createProfileCells(fields, info, service);
  const record = (row: readonly string[]) => `${formatRecord(row.map(defuseFormula), ",")}\n`;
  const score = isNamed ? ["name_score"] : [];
  return {
    begin: () => record(["npi", ...score, ...fields.map((name) => name.slice("hb_".length))]),
    async page(hits) {
      const stopped = await cells.prepare(hits.map(({ profile }) => profile));
      if (stopped !== undefined) throw stopped;
      const rows = hits.map(({ npi, profile, name_score }) => [
        npi,
        ...(isNamed ? [scoreText(name_score)] : []),
        ...(cells.of(profile, 1) ?? fields.map(() => "")),
      ]);
      return rows.map(record).join("");
    },
  };
}

function scoreText(score: number | undefined): string {
  return score === undefined ? "" : score.toFixed(4);
}

function tableWriter({ service, info, isNamed }: WriterOptions): SearchWriter {
  const fields = ["hb_specialty", "hb_license_states"];
  const cells = createProfileCells(fields, info, service);
  const table = searchTable(isNamed);
  return {
    begin: () => table.header,
    async page(hits) {
      const stopped = await cells.prepare(hits.map(({ profile }) => profile));
      if (stopped !== undefined) throw stopped;
      return hits
        .map((hit) => {
          const [specialty = "", states = ""] = cells.of(hit.profile, 1) ?? [];
          return table.row(hit, { specialty, states });
        })
        .join("");
    },
  };
}
