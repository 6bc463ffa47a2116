import type { Command } from "commander";
import type { App } from "../../app.ts";
import type { DsarExportArguments } from "../../dsar/run-export.ts";
import { flagsOf } from "../../options.ts";

type Typed = Omit<DsarExportArguments, "flags">;
type Run = (given: DsarExportArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../../dsar/run-export.ts")).runDsarExport(given, app);

/** `run` is how a test sees what was understood. */
export function dsarExportCommand(group: Command, app: App, run: Run = runLazily): void {
  group
    .command("export")
    .summary("answer a request to know: make the bundle")
    .description(
      "Make the answer to a request to know: one zip, signed, with a report to read and the same for programs. Refused (exit 6) until whoever asks is verified to the degree that the request needs. The same request and data give the same bytes, also after a crash.",
    )
    .requiredOption("--id <id>", "the request")
    .option("--out <folder>", "where the zip goes (default: here); made (0700) if not there")
    .option("--from-date <day>", "first day that the request asks for (default: 2022-01-01)")
    .option("--to-date <day>", "last day that the request asks for (default: today)")
    .option("--rights-npi <how>", "disclose or withhold: NPI and license numbers")
    .addHelpText("after", examples)
    .action(async (typed: Typed, command: Command) => {
      app.finish(await run({ ...typed, flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat dsar export --id R-7K3M9QXD --out bundles
  heartbeat dsar export --id R-7K3M9QXD --from-date 2025-01-01 --to-date 2025-12-31`;
