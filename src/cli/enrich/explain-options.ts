import type { Config } from "../../config.ts";
import type { Receipt, Survey } from "../../enrich/receipt/receipt.ts";
import type { EnrichArguments } from "./enrich-job.ts";

/** What has to be said again for `explain` to ask the same question. */
export function explainOptions(
  { settings, origin }: Config,
  { flags }: EnrichArguments,
  { min_confidence, target_precision }: Receipt,
  { said }: Survey,
): string[] {
  const typed = [
    "registry",
    "service",
    "map_file",
    "delimiter",
    "header_row",
    "sheet",
    "name_order",
    "name_columns",
    "prior",
    "min_confidence",
  ] as const;
  const words = typed.flatMap((name) =>
    flags[name] === undefined ? [] : [origin[name], String(flags[name])],
  );
  const maps = [...(flags.map === undefined ? [] : Object.entries(settings.map)), ...said];
  if (target_precision !== undefined) words.push("--min-confidence", String(min_confidence));
  return [...words, ...maps.flatMap(([field, column]) => ["--map", `${field}=${column}`])];
}
