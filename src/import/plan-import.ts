import { InputError } from "../model/errors.ts";
import type { FileKind } from "../model/profile.ts";
import { type FoundSource, recogniseSources } from "./recognise-source.ts";

/** A source with the part it plays in this import. */
export interface PlannedSource extends Omit<FoundSource, "kind" | "weekly"> {
  kind: FileKind;
}

export interface ImportPlan {
  /** `build`: a new release from these files alone. `update`: changes to the current release. */
  mode: "build" | "update";
  sources: readonly PlannedSource[];
}

/**
 * Settles what importing these files means. A full NPPES main file among them makes a new
 * release; weekly files, deactivation reports, side files and the NUCC list alone update the
 * release that is there. A main file that only its name's dates call weekly is a full one where
 * nothing is there to update.
 */
export async function planImport(
  files: readonly string[],
  { registryExists }: { registryExists: boolean },
): Promise<ImportPlan> {
  const found: FoundSource[] = [];
  for (const file of files) found.push(...(await recogniseSources(file)));
  const mains = found.filter((source) => source.kind === "nppes");
  const hasFull = mains.some((source) => source.weekly === undefined);
  if (hasFull) return { mode: "build", sources: found.map(asPlanned) };
  if (registryExists) return { mode: "update", sources: found.map(asPlanned) };
  if (mains.some((source) => source.weekly === "by_range")) {
    return { mode: "build", sources: found.map(asPlanned) };
  }
  throw new InputError(
    "nothing_to_update",
    "These files change a registry, and there is none yet.",
    "Import the full monthly NPPES file first, or together with them: heartbeat registry import FILE…",
  );
}

function asPlanned({ weekly, ...source }: FoundSource): PlannedSource {
  return { ...source, kind: weekly === undefined ? source.kind : "nppes_weekly" };
}
