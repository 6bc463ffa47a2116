import { createHash } from "node:crypto";
import type { Source } from "../../model/profile.ts";
import { KEY_VERSION } from "../../normalize/keys.ts";
import type { SqliteDatabase } from "../../store/sqlite.ts";
import type { ReleaseInfo } from "../registry.ts";
import { damagedRelease, decoding } from "./damaged-release.ts";
import { SCHEMA_VERSION } from "./schema.ts";

/** Same sources, schema and keys give the same id, whatever order the files were named in. */
export function releaseIdOf(sources: readonly Source[]): string {
  const hashes = sources.map((source) => source.sha256).sort();
  return shortHash([SCHEMA_VERSION, KEY_VERSION, ...hashes]);
}

/** The id after an update: depends on everything before it and on the updates' order. */
export function updatedReleaseId(id: string, added: readonly Source[]): string {
  return shortHash([id, ...added.map((source) => source.sha256)]);
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
  return {
    id: text("release"),
    schema_version: SCHEMA_VERSION,
    built_at: text("built_at"),
    sources: decoding(db.path, () => JSON.parse(text("sources"))),
    counts: decoding(db.path, () => JSON.parse(text("counts"))),
  };
}
