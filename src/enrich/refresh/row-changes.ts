import { codeOfReason } from "../../model/reason.ts";
import { defuseFormula } from "../../table/text/defuse-formula.ts";
import type { CellOrigin } from "../cells/cell-origin.ts";
import { alwaysColumns } from "../cells/field-catalogue.ts";
import { fieldColumn } from "../cells/provenance-columns.ts";
import type { EarlierAnswer } from "../earlier-run.ts";
import type { Finding } from "../finding.ts";
import type { Change, ChangeKind } from "./change.ts";
import { heldNpi, isMoved } from "./held-npi.ts";

/** Says of one row after the other what a refresh has changed. */
export type RowChanges = (row: number, before: EarlierAnswer, now: Finding) => Change[];

/**
 * Compared are the status, the NPI and the profile's values; not how sure the answer is, nor what
 * says something about the record or about another column: that changes with every release.
 *
 * @param fields the profile columns
 */
export function createRowChanges(fields: readonly string[]): RowChanges {
  const compared = fields.flatMap((name, place) => {
    const column = fieldColumn(name);
    const isValue = column?.about === undefined && !aboutRecord.has(name);
    return isValue ? [{ name, place }] : [];
  });
  const hasActive = fields.includes("hb_active");

  return (row, { finding: before }, now) => {
    const line = (change: Partial<Change> & Pick<Change, "field" | "kind">): Change => ({
      ...{ row, old: "", new: "", source: "", date: "" },
      ...change,
    });
    if (now.kept !== undefined) return [];
    if (now.status === "suppressed") {
      if (before.status === "suppressed") return [];
      return [line({ field: "hb_status", new: "suppressed", kind: "withheld" })];
    }
    const old = heldNpi(before) ?? "";
    if (isMoved(now)) {
      if (isMoved(before)) return [];
      const other = now.candidates.find(({ npi }) => npi !== old)?.npi ?? "";
      return [line({ field: "hb_npi", old, new: other, kind: "identity_move" })];
    }
    return [
      ...statusLines(),
      ...compared.flatMap(({ name, place }) => {
        const was = before.cells[place] ?? "";
        const is = now.cells[place] ?? "";
        if (isSame(was, is)) return [];
        const kind = kindOf(name, was, is);
        return [line({ field: name, old: was, new: is, ...from(now.origins?.[place]), kind })];
      }),
      ...(now.inactive === true && !hasActive && old === now.npi
        ? [line({ field: "hb_active", new: "no", kind: "deactivated" })]
        : []),
    ];

    function statusLines(): Change[] {
      const isGone = codeOfReason(now.reason) === "npi_deactivated";
      const isReplaced = before.status === "matched" && now.status === "matched";
      const npiKind: ChangeKind = isGone ? "deactivated" : isReplaced ? "replaced" : "status";
      const lines: Change[] = [];
      if (now.status !== before.status) {
        const said = before.status === "not_attempted" && before.reason === "" ? "" : before.status;
        lines.push(line({ field: "hb_status", old: said, new: now.status, kind: "status" }));
      }
      if (!isSame(before.npi, now.npi)) {
        lines.push(line({ field: "hb_npi", old: before.npi, new: now.npi, kind: npiKind }));
      }
      return lines;
    }
  };
}

/** Columns that say something about the record as a whole. */
const aboutRecord: ReadonlySet<string> = new Set([
  "hb_last_updated",
  "hb_source",
  "hb_source_as_of",
  ...alwaysColumns.map(({ name }) => name),
]);

/** A text file holds some values defused. */
function isSame(was: string, is: string): boolean {
  return was === is || was === defuseFormula(is);
}

function from(origin: CellOrigin | undefined): Partial<Pick<Change, "source" | "date">> {
  return origin === undefined ? {} : { source: origin.source, date: origin.as_of };
}

function kindOf(name: string, was: string, is: string): ChangeKind {
  if (name === "hb_active" && is === "no") return "deactivated";
  if (name === "hb_active" && was === "no") return "reactivated";
  if (/^hb_licenses?(_|$)/.test(name)) return "license";
  if (was === "") return "added";
  if (is === "") return "removed";
  if (name.startsWith("hb_practice_")) return "moved";
  return /^hb_(phone|mobile|fax)(_\d+)?$/.test(name) ? "phone" : "changed";
}
