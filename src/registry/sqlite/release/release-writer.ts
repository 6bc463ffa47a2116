import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { InterruptedError } from "../../../model/errors.ts";
import type { Source } from "../../../model/profile.ts";
import { profileFacets } from "../../../normalize/keys/facets.ts";
import { profileKeys } from "../../../normalize/keys/keys.ts";
import { toMatchRecord } from "../../../normalize/keys/match-record.ts";
import { profileTerms } from "../../../normalize/keys/terms.ts";
import { openSqlite, type SqliteDatabase } from "../../../store/sqlite.ts";
import type { ReleaseInfo } from "../../registry.ts";
import type { FitCalibration, ReleaseWriter } from "../../release-store.ts";
import type { Withhold } from "../../withheld-store.ts";
import { type FormerContacts, findContacts, noContacts } from "../contacts/carry-contacts.ts";
import { encodeMatchRecord } from "../match-record-codec.ts";
import { createFacetWriter, type FacetWriter } from "../postings/facet-writer.ts";
import { createPostingIndex } from "../postings/posting-index.ts";
import { bucketCount, createPostingSpill, type PostingSpill } from "../postings/posting-spill.ts";
import { encodeProfile } from "../profile-codec.ts";
import { createSchema, SCHEMA_VERSION } from "../schema.ts";
import { openSqliteRegistry } from "../sqlite-registry.ts";
import { replaceTaxonomyNames } from "../taxonomy-names.ts";
import { createWithheldEditor } from "../withheld/withheld-editor.ts";
import { translateFolderError } from "./folder-error.ts";
import { type FolderLock, lockFolder } from "./folder-lock.ts";
import { countProfile, noCounts } from "./release-counts.ts";
import { createBuildingFolder, publishRelease, removeFolder } from "./release-folder.ts";
import { releaseIdOf, releaseIdWith, writeCounts, writeReleaseInfo } from "./release-meta.ts";

export interface ReleaseWriterOptions {
  now: () => Date;
  /** This process, for the message that another import gets. */
  pid?: number;
  /** Stops `publish` between its steps with InterruptedError. */
  signal?: AbortSignal;
  /** Leave the former release's contacts behind, and do not mind whether it can be read. */
  withoutContacts?: boolean;
  /** Asks the ledger about everybody, as the last step before the release is current. */
  withhold?: Withhold;
}

/** What a build has open. */
interface Build {
  folder: string;
  building: string;
  databasePath: string;
  lock: FolderLock;
  db: SqliteDatabase;
  spill: PostingSpill;
  facets: FacetWriter;
  former: FormerContacts;
}

/**
 * Begin a new release in a registry folder, which is created when it does not exist. Memory stays
 * constant but for the counted terms (some two million at 7.4 million people) and the facets' names. Throws ServiceError
 * `registry_locked` while another import works there.
 */
export async function createReleaseWriter(
  folder: string,
  options: ReleaseWriterOptions,
): Promise<ReleaseWriter> {
  const build = await openBuild(folder, options);
  const { db, spill, facets } = build;
  const counts = noCounts();
  const terms = new Map<string, number>();
  let lastNpi = 0;
  let isOpen = true;
  const insertProfile = db.prepare("INSERT INTO profile(npi, record) VALUES(?, ?)");
  const insertMatch = db.prepare("INSERT INTO match_record(npi, record) VALUES(?, ?)");

  const close = async () => {
    if (!isOpen) return;
    isOpen = false;
    try {
      spill.close();
      facets.close();
      db.close();
    } finally {
      await removeFolder(build.building);
      build.lock.release();
    }
  };

  return {
    add(profiles) {
      for (const profile of profiles) {
        const record = toMatchRecord(profile);
        const { npi } = record;
        if (npi <= lastNpi) throw new Error("profiles did not arrive in ascending NPI order");
        lastNpi = npi;
        insertProfile.run(npi, encodeProfile(profile));
        insertMatch.run(npi, encodeMatchRecord(record));
        const filed = () => {
          for (const key of profileKeys(record)) spill.add(key, npi);
          facets.add(profileFacets(profile), npi);
        };
        translated(folder, filed);
        for (const term of profileTerms(record)) terms.set(term, (terms.get(term) ?? 0) + 1);
        countProfile(counts, profile, 1);
      }
    },
    setTaxonomyNames(names) {
      counts.taxonomy_names = replaceTaxonomyNames(db, names);
    },
    async publish(sources, onProgress = () => {}, calibrate) {
      try {
        await writeIndex(build, options.signal, onProgress);
        onProgress("facets");
        await stepwise(facets.write(db), options.signal);
        const info = releaseInfo(sources, counts, options.now());
        onProgress("terms");
        writeTerms(db, terms);
        writeReleaseInfo(db, info.id, info);
        db.exec("COMMIT");
        db.close();
        const calibrated = await calibrateBuild(build, info, calibrate);
        const complete = await carryContacts(build, calibrated, options.signal, onProgress);
        if (options.withhold !== undefined) onProgress("suppressions");
        const kept = await withholdIn(build, complete, options.withhold);
        onProgress("publish");
        await chmod(build.databasePath, 0o600);
        await publishRelease(folder, build.databasePath, kept.id);
        return kept;
      } catch (error) {
        throw translateFolderError(error, folder);
      } finally {
        await close();
      }
    },
    discard: close,
  };
}

async function openBuild(
  folder: string,
  { pid = 0, withoutContacts = false }: ReleaseWriterOptions,
): Promise<Build> {
  let lock: FolderLock | undefined;
  try {
    await mkdir(folder, { recursive: true });
    lock = await lockFolder(folder, pid);
    const former = withoutContacts ? noContacts : await findContacts(folder);
    const building = await createBuildingFolder(folder);
    const databasePath = join(building, "release.db");
    const spill = createPostingSpill(join(building, "postings"));
    const facets = createFacetWriter(join(building, "facets"));
    const db = await openSqlite(databasePath, { store: "registry", mode: "bulk" });
    createSchema(db);
    db.exec("BEGIN");
    return { folder, building, databasePath, lock, db, spill, facets, former };
  } catch (error) {
    lock?.release();
    throw translateFolderError(error, folder);
  }
}

/** A spill fills the disk before the database does. */
function translated(folder: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw translateFolderError(error, folder);
  }
}

function releaseInfo(
  sources: readonly Source[],
  counts: ReleaseInfo["counts"],
  builtAt: Date,
): ReleaseInfo {
  return {
    id: releaseIdOf(sources),
    schema_version: SCHEMA_VERSION,
    built_at: builtAt.toISOString(),
    sources: [...sources],
    counts: { ...counts },
  };
}

/**
 * Has the finished file fitted on itself while nobody else knows of it: readers never see a release
 * change its answers under one id.
 */
async function calibrateBuild(
  { databasePath }: Build,
  info: ReleaseInfo,
  calibrate: FitCalibration | undefined,
): Promise<ReleaseInfo> {
  if (calibrate === undefined) return info;
  const registry = await openSqliteRegistry(databasePath);
  const calibration = await calibrate(registry).finally(() => registry.close());
  if (calibration === undefined) return info;
  const calibrated = { ...info, calibration, id: releaseIdOf(info.sources, calibration) };
  const db = await openSqlite(databasePath, { store: "registry", mode: "bulk" });
  try {
    writeReleaseInfo(db, calibrated.id, calibrated);
  } finally {
    db.close();
  }
  return calibrated;
}

/** After the fit: a release has the calibration that it would have without contacts. */
async function carryContacts(
  { databasePath, former }: Build,
  info: ReleaseInfo,
  signal: AbortSignal | undefined,
  onProgress: (step: string) => void,
): Promise<ReleaseInfo> {
  if (former.sources.length === 0) return info;
  onProgress("contacts");
  const contact_sources = former.sources.map(({ source }) => source);
  const complete = { ...info, contact_sources, id: releaseIdWith(info.id, contact_sources) };
  const db = await openSqlite(databasePath, { store: "registry", mode: "bulk" });
  try {
    db.exec("BEGIN");
    await former.copyInto(db, signal);
    writeReleaseInfo(db, info.id, complete);
    db.exec("COMMIT");
  } finally {
    db.close();
  }
  return complete;
}

async function withholdIn(
  { databasePath }: Build,
  info: ReleaseInfo,
  withhold: Withhold | undefined,
): Promise<ReleaseInfo> {
  if (withhold === undefined) return info;
  const counts = { ...info.counts };
  const db = await openSqlite(databasePath, { store: "registry", mode: "bulk" });
  try {
    db.exec("PRAGMA secure_delete=ON; BEGIN");
    await withhold(createWithheldEditor(db, { counts }));
    writeCounts(db, counts);
    db.exec("COMMIT");
    return { ...info, counts };
  } finally {
    db.close();
  }
}

async function writeIndex(
  { db, spill }: Build,
  signal: AbortSignal | undefined,
  onProgress: (step: string) => void,
): Promise<void> {
  const index = createPostingIndex(db);
  const buckets = function* () {
    for (const bucket of spill.buckets()) yield index.addBucket(bucket);
  };
  await stepwise(buckets(), signal, (done) => {
    if (done % 16 === 0) onProgress(`index ${Math.round((100 * done) / bucketCount)} %`);
  });
}

/** A turn of the event loop between the steps, so that Ctrl-C is heard and progress is drawn. */
async function stepwise(
  steps: Iterable<void>,
  signal: AbortSignal | undefined,
  onDone: (done: number) => void = () => {},
): Promise<void> {
  let done = 0;
  for (const _ of steps) {
    onDone(++done);
    await nextTurn();
    if (signal?.aborted) throw new InterruptedError("The former release is still in place.");
  }
}

function writeTerms(db: SqliteDatabase, terms: ReadonlyMap<string, number>): void {
  const insert = db.prepare("INSERT INTO term(term, n) VALUES(?, ?)");
  for (const term of [...terms.keys()].sort()) insert.run(term, terms.get(term) ?? 0);
}
