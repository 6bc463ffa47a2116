import { createHash } from "node:crypto";
import { type Calibration, evidenceClasses } from "../../../model/calibration.ts";
import type { ContactSource } from "../../../model/contact.ts";
import type { Source } from "../../../model/profile.ts";
import { KEY_VERSION } from "../../../normalize/keys/keys.ts";
import type { SqliteDatabase } from "../../../store/sqlite.ts";
import type { ReleaseInfo } from "../../registry.ts";
import { readContactSources } from "../contacts/contact-source-rows.ts";
import { SCHEMA_VERSION } from "../schema.ts";
import { damagedRelease, decoding } from "./damaged-release.ts";

/**
 * The id before contacts. Same sources, schema, keys and calibration: same id, whatever order the
 * files were named in.
 */
export function releaseIdOf(sources: readonly Source[], calibration?: Calibration): string {
  const hashes = sources.map((source) => source.sha256).sort();
  return shortHash([SCHEMA_VERSION, KEY_VERSION, ...hashes, ...calibrationHash(calibration)]);
}

/** That id after an update: depends on everything before it and on the updates' order. */
export function updatedReleaseId(
  id: string,
  added: readonly Source[],
  recalibrated?: Calibration,
): string {
  return shortHash([id, ...added.map((source) => source.sha256), ...calibrationHash(recalibrated)]);
}

/** A release's id: without contacts the one that it would have if there had never been any. */
export function releaseIdWith(base: string, sources: readonly ContactSource[] = []): string {
  if (sources.length === 0) return base;
  return shortHash([base, ...sources.map((source) => source.content_sha256).sort()]);
}

function calibrationHash(calibration: Calibration | undefined): string[] {
  return calibration === undefined ? [] : [shortHash([JSON.stringify(calibration)])];
}

function shortHash(parts: readonly (string | number)[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);
}

/** @param base the release's id before contacts, which have a table of their own */
export function writeReleaseInfo(db: SqliteDatabase, base: string, info: ReleaseInfo): void {
  const put = db.prepare("INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)");
  put.run("base_release", base);
  put.run("built_at", info.built_at);
  put.run("counts", JSON.stringify(info.counts));
  put.run("key_version", String(KEY_VERSION));
  put.run("release", info.id);
  put.run("sources", JSON.stringify(info.sources));
  if (info.calibration !== undefined) put.run("calibration", JSON.stringify(info.calibration));
}

/** Of a change that leaves the release what it is. */
export function writeCounts(db: SqliteDatabase, counts: ReleaseInfo["counts"]): void {
  db.prepare("UPDATE meta SET value=? WHERE key='counts'").run(JSON.stringify(counts));
}

/** The id of the release before contacts. */
export function readBaseId(db: SqliteDatabase): string {
  const found = db.get("SELECT value FROM meta WHERE key='base_release'")?.[0];
  if (typeof found === "string") return found;
  throw damagedRelease(db.path, "it does not say what it was built of");
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
  const contacts = readContactSources(db).map(({ source }) => source);
  if (contacts.length > 0) info.contact_sources = contacts;
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
