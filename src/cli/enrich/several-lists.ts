import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { UsageError } from "../../model/errors.ts";
import { identityOf, outputOf, pathIn } from "../files/output-path.ts";
import { askedFormat } from "../input/settle-format.ts";
import type { EnrichArguments, EnrichCall, Job } from "./enrich-job.ts";
import type { RunPlan } from "./plan-run.ts";

/** What was typed as it holds for one of several lists; UsageError for what names one file. */
export async function oneOfSeveral(
  file: string,
  { files: _, ...call }: EnrichCall,
  { app: { io }, config }: Pick<Job, "app" | "config">,
): Promise<EnrichArguments> {
  const namesOne: [option: string, said: unknown][] = [
    ["--receipt", typeof call.receipt === "string"],
    ["--rejects", call.rejects !== undefined],
    ["--provenance", call.provenance !== undefined],
    ["--duplicates", call.duplicates !== undefined],
    ["--junit", call.checks.junit !== undefined],
    ["--save-map", call.saveMap !== undefined],
    ["--report", call.checks.report !== undefined],
  ];
  const [option] = namesOne.find(([, said]) => said === true) ?? [];
  if (option !== undefined) {
    throw severalLists(
      `${option} names one file, and there are several lists.`,
      `Leave ${option} away, or enrich one list at a time.`,
    );
  }
  const given = { ...call, file };
  if (call.output === undefined) return given;
  const folder = pathIn(io.cwd, call.output);
  const found = folder === "-" ? undefined : await stat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true) {
    throw severalLists(
      `--output ${call.output} is no folder, and there are several lists.`,
      "Name a folder that exists; without --output each goes beside its list.",
    );
  }
  const asked = askedFormat(config, { flags: call.flags, output: undefined });
  const output = await outputOf(call, pathIn(io.cwd, file), asked);
  return output === "-" ? given : { ...given, output: join(folder, basename(output)) };
}

/** UsageError for lists that get in each other's way. */
export async function refuseSeveral(plans: readonly RunPlan[]): Promise<void> {
  const inputs = new Set<string>();
  const writers = new Map<string, string>();
  for (const { input, output, written } of plans) {
    if (input === "-" || output === "-") {
      throw severalLists(
        `${input === "-" ? "Standard input" : input} cannot be one of several lists: there is no place beside it.`,
        "Enrich it by itself, or put it into a file first.",
      );
    }
    const identity = await identityOf(input);
    if (inputs.has(identity)) {
      throw new UsageError("input_twice", `${input} is named twice.`, "Name each list once.");
    }
    inputs.add(identity);
    for (const { path } of written) {
      const place = await identityOf(path);
      const other = writers.get(place);
      if (other !== undefined && other !== input) {
        throw new UsageError(
          "output_twice",
          `${path} would be written for ${other} and for ${input}.`,
          "Enrich them one at a time, each with an --output of its own.",
        );
      }
      writers.set(place, input);
    }
  }
}

function severalLists(message: string, hint: string): UsageError {
  return new UsageError("several_lists", message, hint);
}
