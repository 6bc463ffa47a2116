import { createHash } from "node:crypto";
import { type Calibration, evidenceClasses } from "../../model/calibration.ts";
import type { Source } from "../../model/profile.ts";
import { KEY_VERSION } from "../../normalize/keys.ts";
import type { SqliteDatabase } from "../../store/sqlite.ts";
import type { ReleaseInfo } from "../registry.ts";
import { damagedRelease, decoding } from "./damaged-release.ts";
import { SCHEMA_VERSION } from "./schema.ts";

/** Same sources, schema, keys and calibration: same id, whatever order the files were named in. */
export function releaseIdOf(sources: readonly Source[], calibration?: Calibration): string {
  const hashes = sources.map((source) => source.sha256).sort();
  return shortHash([SCHEMA_VERSION, KEY_VERSION, ...hashes, ...calibrationHash(calibration)]);
}

/** The id after an update: depends on everything before it and on the updates' order. */
export function updatedReleaseId(
  id: string,
  added: readonly Source[],
  recalibrated?: Calibration,
): string {
  return shortHash([id, ...added.map((source) => source.sha256), ...calibrationHash(recalibrated)]);
}

function calibrationHash(calibration: Calibration | undefined): string[] {
  return calibration === undefined ? [] : [shortHash([JSON.stringify(calibration)])];
}

function shortHash(parts: readonly (string | number)[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);
}

export function writeReleaseInfo(db: SqliteDatabase, info: ReleaseInfo): void {
  const put = db.prepare("INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)");
  put.run("built_at", info.built_at);
  put.run("counts", JSON.stringify(info.counts));
  put.run("key_version", String(KEY_VERSION));
  put.run("release", info.id);
  put.run("sources", JSON.stringify(info.sources));
  if (info.calibration !== undefined) put.run("calibration", JSON.stringify(info.calibration));
}

export function readReleaseInfo(db: SqliteDatabase): ReleaseInfo {
  const meta = new Map(
    db
      .prepare("SELECT key, value FROM meta")
      .all()
      .map(([key, value]) => [String(key), String(value)]),
  );
  const text = (key: string) => {
    const value = meta.get(key);
    if (value === undefined) throw damagedRelease(db.path, "it does not say what it was built of");
    return value;
  };
  const info: ReleaseInfo = {
    id: text("release"),
    schema_version: SCHEMA_VERSION,
    built_at: text("built_at"),
    sources: decoding(db.path, () => JSON.parse(text("sources"))),
    counts: decoding(db.path, () => JSON.parse(text("counts"))),
  };
  if (!meta.has("calibration")) return info;
  const calibration = decoding(db.path, () => JSON.parse(text("calibration")));
  if (!isCalibration(calibration)) throw damagedRelease(db.path, "its calibration is not whole");
  return { ...info, calibration };
}

/** Confidences come of it: a half one must not be taken for one. */
function isCalibration(value: Partial<Calibration> | null): value is Calibration {
  const { curves, thresholds, leads } = value ?? {};
  return (
    evidenceClasses.every((one) => {
      const { intercept, slope } = curves?.[one] ?? {};
      return Number.isFinite(intercept) && typeof slope === "number" && slope > 0;
    }) &&
    Array.isArray(thresholds) &&
    typeof leads === "number"
  );
}
