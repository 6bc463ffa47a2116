import { tmpdir } from "node:os";
import { didYouMean } from "../../config/nearest.ts";
import type { Config } from "../../config.ts";
import type { CanaryFile } from "../../list/canaries/canary.ts";
import { readCanaries } from "../../list/canaries/read-canaries.ts";
import type { Gate } from "../../list/gates/gate.ts";
import { type GateWords, parseGate } from "../../list/gates/parse-gate.ts";
import { refreshMetric, requireColumns } from "../../list/gates/require-measurable.ts";
import { UsageError } from "../../model/errors.ts";
import { openTable } from "../../table/open-table.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { pathIn } from "../files/output-path.ts";
import type { Output } from "../screen/output.ts";
import type { CheckArguments } from "./check-options.ts";

/** What a run is held against. */
export interface RunChecks {
  gates: readonly Gate[];
  canaries: CanaryFile | undefined;
}

export interface CheckedCommand {
  command: "enrich" | "refresh";
  checks: CheckArguments;
}

/** Reads gates and canaries, before a list is read. Throws UsageError and InputError. */
export async function readChecks(
  { command, checks }: CheckedCommand,
  { app, config, out }: { app: App; config: Config; out: Output },
): Promise<RunChecks> {
  const gates = readGates(command, config, out);
  if (checks.junit !== undefined && gates.length === 0 && checks.canaries === undefined) {
    throw new UsageError(
      "usage",
      "--junit tells about gates and canaries, and there are none.",
      "Add --fail-if GATE or --canaries FILE, or leave --junit away.",
    );
  }
  const canaries =
    checks.canaries === undefined ? undefined : await readCanaryFile(checks.canaries, app);
  return { gates, canaries };
}

/** UsageError for a gate about a column that the output has not. */
export function requireGateColumns(
  { gates }: RunChecks,
  columns: readonly string[],
  config: Config,
): void {
  requireColumns(gates, columns, wordsOf(config));
}

function wordsOf({ origin }: Config): GateWords {
  const from = origin.fail_if;
  const called = /^(--|HEARTBEAT_)/.test(from) ? from : `"fail_if" in ${from}`;
  return { called, didYouMean };
}

/** A project's gates are for both commands: what the other alone can tell is left out, and said. */
function readGates(command: CheckedCommand["command"], config: Config, out: Output): Gate[] {
  const words = wordsOf(config);
  return config.settings.fail_if
    .map((expression) => parseGate(expression, words))
    .filter((gate) => {
      const metric = command === "refresh" ? undefined : refreshMetric(gate);
      if (metric === undefined) return true;
      if (config.origin.fail_if !== "--fail-if") {
        out.note(`note: the gate ${gate.text} is for refresh, and is not asked of enrich`);
        return false;
      }
      throw new UsageError(
        "gate_of_refresh",
        `${words.called}: ${metric} is told by heartbeat refresh alone, and this is enrich.`,
        "Leave the gate away, or refresh a list that was enriched before.",
      );
    });
}

async function readCanaryFile(path: string, { io }: App): Promise<CanaryFile> {
  if (path === "-") {
    throw new UsageError("usage", "--canaries needs a file.", "For example: --canaries known.csv");
  }
  const table = await openTable(pathIn(io.cwd, path), {
    tempDir: io.env.TMPDIR || tmpdir(),
    stdin: io.stdin,
    signal: io.signal,
    unfinished: io.unfinished,
  });
  return closing(table, () => readCanaries(table, io.signal));
}
