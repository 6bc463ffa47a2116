import type { PlanFile } from "../../list/plan/plan-file.ts";
import { pathWord } from "../enrich/enrich-screen.ts";
import { printable, shorten } from "../screen/printable.ts";
import { count, counted } from "../screen/progress.ts";
import { shellWord } from "../typed/shell-word.ts";

/**
 * What a plan says, for people.
 *
 * @param whom words that tell `apply` whom to ask
 */
export function planLines(plan: PlanFile, place: string, whom: readonly string[]): string[] {
  const { list, leads, excluded, requests, estimate_requests: estimate, release } = plan;
  const asked = Object.entries(leads).filter(([, number]) => number > 0);
  const reasons: [string, number][] = [
    ...Object.entries(excluded.invalid_input),
    ["repeat an earlier lead", excluded.repeated],
    ["over --max-requests", excluded.request_limit],
  ];
  const words = ["apply", printable(pathWord(place)), ...whom];
  const left = reasons.filter(([, number]) => number > 0);
  return [
    "",
    `${counted(list.rows, "row")}, ${counted(requests, "request")} to ${whomWords(plan)}, release ${printable(release.slice(0, 12))}`,
    ...(estimate === 0
      ? []
      : [`up to ${counted(estimate, "request")} more to estimate the prior; --prior saves them`]),
    ...section("Leads by the strongest key", asked),
    ...section("Rows that are not asked about", left),
    ...writeLines(plan),
    "",
    ...(place === "-"
      ? []
      : [
          `plan: ${printable(place)}`,
          `Nothing was sent. To do just that: heartbeat ${words.map(shellWord).join(" ")}`,
        ]),
  ];
}

function whomWords({ service: { kind, address } }: PlanFile): string {
  if (kind === "registry") return "the registry of this machine";
  return printable(address ?? "the public NPPES API");
}

function section(title: string, rows: readonly (readonly [string, number])[]): string[] {
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(([word]) => word.length));
  const lines = rows.map(
    ([word, number]) => `  ${word.padEnd(width)}${count(number).padStart(11)}`,
  );
  return ["", title, ...lines];
}

function writeLines({ write, written }: PlanFile): string[] {
  if (write === undefined) return [];
  const names = written.map(({ name, field }) => `  ${shorten(name, 40)} (${field})`);
  return ["", `Columns of the list that --write ${write.mode} writes into`, ...names];
}
