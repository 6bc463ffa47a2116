import type { Config, Flags } from "../../config.ts";
import { calibrateRelease, LEAST_INDIVIDUALS } from "../../import/calibration/calibrate-release.ts";
import type { CalibrationReport } from "../../import/calibration/fit-calibration.ts";
import { InterruptedError, UsageError } from "../../model/errors.ts";
import type { Registry, ReleaseInfo } from "../../registry/registry.ts";
import type { Recalibrated } from "../../registry/release-store.ts";
import type { App } from "../app.ts";
import { createOutput } from "../screen/output.ts";
import { count, createProgress, duration } from "../screen/progress.ts";
import { calibrateText } from "./calibrate-screen.ts";
import { locateRegistry } from "./registry-location.ts";

export interface CalibrateArguments {
  /** Profiles to sample; undefined for the default. */
  sample: number | undefined;
  flags: Flags;
}

/** Fits the current release on its own people once more and stores the result with it. */
export async function runCalibrate(given: CalibrateArguments, app: App): Promise<number> {
  const { io } = app;
  const started = io.now();
  const config = await app.configure(given.flags);
  const out = createOutput(io, config.settings);
  const { kind, path } = await locateRegistry(config);
  if (kind === "source") throw sourceFile(path);
  const { report, release, changed } = await recalibrate(path, given.sample, config, app);
  const duration_ms = Math.round(io.now() - started);
  if (config.settings.json) {
    const { calibration, classes, error } = report;
    const result = { registry: path, release: release.id, changed, duration_ms };
    await out.json({ schema_version: 1, ...result, calibration, error, classes });
    return 0;
  }
  await out.data(calibrateText(report));
  out.note(`Fitted on ${count(report.calibration.leads)} people, ${duration(duration_ms)}`);
  const id = release.id.slice(0, 12);
  out.note(changed ? `Release ${id} is current in ${path}` : `Release ${id} is as it was`);
  return 0;
}

async function recalibrate(
  path: string,
  sample: number | undefined,
  config: Config,
  app: App,
): Promise<Recalibrated<CalibrationReport>> {
  try {
    return await app.recalibrate(config, path, (registry) => fitOn(registry, sample, config, app));
  } catch (error) {
    throw app.io.signal.aborted ? new InterruptedError("The registry is as it was.") : error;
  }
}

async function fitOn(
  registry: Registry,
  sample: number | undefined,
  config: Config,
  app: App,
): Promise<CalibrationReport> {
  const progress = await createProgress(app.io, config.settings);
  try {
    const report = await calibrateRelease(registry, {
      createWeigher: app.createWeigher,
      sample,
      signal: app.io.signal,
      onProgress: (done, total) =>
        progress.update({ step: "Calibrating", done, total, unit: "people" }),
    });
    if (report === undefined) throw tooSmall(registry.release);
    return report;
  } finally {
    progress.stop();
  }
}

function tooSmall({ counts }: ReleaseInfo): UsageError {
  return new UsageError(
    "registry_too_small",
    `The registry has ${count(counts.individuals)} individuals; fitting takes ${count(LEAST_INDIVIDUALS)} or more.`,
    "Nothing is to be done: its confidences are calibrated as shipped with heartbeat.",
  );
}

function sourceFile(path: string): UsageError {
  return new UsageError(
    "registry_no_folder",
    `${path} is neither a registry folder nor a .db file.`,
    "Name one with --registry. What is made of a source file is fitted when it is built.",
  );
}
