import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { shippedCalibration } from "../../src/match/shipped-calibration.ts";
import type { Profile } from "../../src/model/profile.ts";
import type { AddedSource } from "../../src/registry/contact-store.ts";
import { openContactUpdater } from "../../src/registry/sqlite/contacts/contact-updater.ts";
import { recalibrateRelease } from "../../src/registry/sqlite/release/recalibrate-release.ts";
import { openReleaseUpdater } from "../../src/registry/sqlite/release/release-updater.ts";
import {
  createReleaseWriter,
  type ReleaseWriterOptions,
} from "../../src/registry/sqlite/release/release-writer.ts";
import { openSqliteRegistry } from "../../src/registry/sqlite/sqlite-registry.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { person, source } from "./people.ts";

let folder: string;
beforeEach(() => {
  folder = temporaryFolder("hb-folder");
});
afterEach(() => rmSync(folder, { recursive: true }));

const now = () => new Date("2026-01-02T03:04:05Z");
const writing = { now, pid: 4711 };
const killedBuild = "building-0b0e7c3a-5d1f-4c7e-9a51-3f0c2d6e8a91";

async function build(
  profiles: readonly Profile[],
  sha256 = "aa",
  options: ReleaseWriterOptions = writing,
) {
  const writer = await createReleaseWriter(folder, options);
  writer.add(profiles);
  return writer.publish([source(0, sha256)]);
}

/** The profiles with these numbers that a reader who opens now finds. */
async function readers(...numbers: number[]): Promise<number[]> {
  const registry = await openSqliteRegistry(folder);
  const found = await registry.profiles(numbers.map((n) => person(n).npi));
  await registry.close();
  return numbers.filter((_, i) => found[i] !== undefined);
}

const releases = () => readdirSync(join(folder, "releases")).sort();
const current = () => readFileSync(join(folder, "CURRENT"), "utf8");
const file = (id: string) => join(folder, "releases", `${id}.db`);

describe("an import into a folder", () => {
  test("leaves the release, CURRENT and the lock file, nothing beside them", async () => {
    const { id } = await build([person(1)]);
    expect(readdirSync(folder).sort()).toEqual(["CURRENT", "import.lock", "releases"]);
    expect(releases()).toEqual([`${id}.db`]);
    expect(current()).toBe(`${id}\n`);
    expect(statSync(file(id)).mode & 0o777).toBe(0o600);
  });

  test("creates the folder, with those above it", async () => {
    const deep = join(folder, "a", "b");
    const writer = await createReleaseWriter(deep, writing);
    await writer.publish([]);
    const registry = await openSqliteRegistry(deep);
    expect(registry.release.counts.profiles).toBe(0);
    await registry.close();
  });

  test("removes the former release", async () => {
    await build([person(1)], "aa");
    const { id } = await build([person(2)], "bb");
    expect(releases()).toEqual([`${id}.db`]);
    expect(await readers(1, 2)).toEqual([2]);
  });

  test("of the same sources never writes over the file that readers may have open", async () => {
    const { id } = await build([person(1)]);
    const reader = await openSqliteRegistry(folder);
    await build([person(1)]);
    expect(current()).toBe(`${id}-2\n`);
    expect(await reader.profiles([person(1).npi])).toEqual([person(1)]);
    await reader.close();
    await build([person(1)]);
    expect(current()).toBe(`${id}\n`);
    expect(releases()).toEqual([`${id}.db`]);
  });

  test("that was killed leaves nothing behind once another one begins", async () => {
    mkdirSync(join(folder, killedBuild));
    writeFileSync(join(folder, killedBuild, "postings"), "half");
    await build([person(1)]);
    expect(readdirSync(folder).sort()).toEqual(["CURRENT", "import.lock", "releases"]);
  });

  test("removes a former release even when a killed update left its log", async () => {
    const { id } = await build([person(1)]);
    const crashed = await openSqlite(file(id), {
      store: "registry",
      mode: "write",
      journal: "wal",
    });
    crashed.exec("DELETE FROM term");
    const [log, memory] = ["-wal", "-shm"].map((end) => readFileSync(file(id) + end));
    crashed.close();
    writeFileSync(`${file(id)}-wal`, log ?? "");
    writeFileSync(`${file(id)}-shm`, memory ?? "");
    const next = await build([person(2)], "bb");
    expect(releases()).toEqual([`${next.id}.db`]);
  });

  test("that is interrupted while it publishes leaves the former release", async () => {
    await build([person(1)], "aa");
    const before = current();
    const signal = AbortSignal.abort();
    await expect(build([person(2)], "bb", { now, signal })).rejects.toMatchObject({
      code: "interrupted",
    });
    expect(current()).toBe(before);
    expect(readdirSync(folder).sort()).toEqual(["CURRENT", "import.lock", "releases"]);
    expect(await readers(1, 2)).toEqual([1]);
    await build([person(2)], "bb");
    expect(await readers(1, 2)).toEqual([2]);
  });

  test("that fails at the last step leaves the former release, and the next one tidies up", async () => {
    await build([person(1)], "aa");
    mkdirSync(join(folder, "CURRENT.new"));
    await expect(build([person(2)], "bb")).rejects.toThrow();
    expect(await readers(1, 2)).toEqual([1]);
    rmSync(join(folder, "CURRENT.new"), { recursive: true });
    const { id } = await build([person(4)], "cc");
    expect(await readers(1, 2, 4)).toEqual([4]);
    expect(releases()).toEqual([`${id}.db`]);
  });

  test("says which process is working there", async () => {
    const writer = await createReleaseWriter(folder, writing);
    await expect(createReleaseWriter(folder, writing)).rejects.toThrow("process 4711");
    await writer.discard();
  });

  test("refuses a path that is a file", async () => {
    const path = join(folder, "file");
    writeFileSync(path, "");
    const writer = createReleaseWriter(path, writing);
    await expect(writer).rejects.toMatchObject({ code: "registry_not_a_folder", exitCode: 4 });
  });

  test("does not accept profiles out of order, which would corrupt the index", async () => {
    const writer = await createReleaseWriter(folder, writing);
    writer.add([person(2)]);
    expect(() => writer.add([person(1)])).toThrow("ascending");
    expect(() => writer.add([person(2)])).toThrow("ascending");
    await writer.discard();
  });
});

describe("an update", () => {
  test("keeps the file and its name, and leaves no file beside it", async () => {
    const { id } = await build([person(1)]);
    const updater = await openReleaseUpdater(folder, writing);
    updater.upsert([person(2)]);
    await updater.commit([source(1, "bb")]);
    expect(releases()).toEqual([`${id}.db`]);
    expect(current()).toBe(`${id}\n`);
    expect(await readers(1, 2)).toEqual([1, 2]);
  });

  test("clears away what killed imports left", async () => {
    await build([person(1)]);
    mkdirSync(join(folder, "building-facts-aB3xYz"));
    const updater = await openReleaseUpdater(folder, writing);
    expect(readdirSync(folder).sort()).toEqual(["CURRENT", "import.lock", "releases"]);
    await updater.rollback();
  });

  test("works on a release file named directly", async () => {
    const { id } = await build([person(1)]);
    const updater = await openReleaseUpdater(file(id), writing);
    updater.upsert([person(2)]);
    await updater.commit([source(1, "bb")]);
    const registry = await openSqliteRegistry(file(id));
    expect(await registry.profiles([person(2).npi])).toEqual([person(2)]);
    await registry.close();
  });

  test("of a registry that does not exist yet says so, and frees the folder", async () => {
    const updater = openReleaseUpdater(folder, writing);
    await expect(updater).rejects.toMatchObject({ code: "registry_missing", exitCode: 4 });
    await build([person(1)]);
  });

  test("beside a reader is whole in the file that the next one opens", async () => {
    await build([person(1)]);
    const reader = await openSqliteRegistry(folder);
    const updater = await openReleaseUpdater(folder, writing);
    expect(await reader.profiles([person(1).npi])).toEqual([person(1)]);
    updater.upsert([person(2)]);
    await updater.commit([source(1, "bb")]);
    expect(await readers(1, 2)).toEqual([1, 2]);
    await reader.close();
    expect(await readers(1, 2)).toEqual([1, 2]);
  });
});

describe("another calibration", () => {
  const calibration = { ...shippedCalibration, leads: 500 };

  test("leaves no file beside the release, although the release was read before", async () => {
    const { id } = await build([person(1)]);
    const fitted = await recalibrateRelease(
      folder,
      async (registry) => {
        expect(await registry.sample(1)).toEqual([person(1)]);
        return { calibration };
      },
      writing,
    );
    expect(fitted).toMatchObject({ changed: true, release: { calibration } });
    expect(releases()).toEqual([`${id}.db`]);
    expect(await readers(1)).toEqual([1]);
    expect(releases()).toEqual([`${id}.db`]);
  });

  test("that is the same changes no byte", async () => {
    const { id } = await build([person(1)]);
    const first = await recalibrateRelease(folder, async () => ({ calibration }), writing);
    const before = readFileSync(file(id));
    const again = await recalibrateRelease(folder, async () => ({ calibration }), writing);
    expect(again).toEqual({ ...first, changed: false });
    expect(readFileSync(file(id)).equals(before)).toBe(true);
  });

  test("keeps others out of the folder, and frees it when it fails", async () => {
    await build([person(1)]);
    const failing = recalibrateRelease(
      folder,
      async () => {
        await expect(openReleaseUpdater(folder, writing)).rejects.toMatchObject({
          code: "registry_locked",
        });
        throw new Error("nothing was fitted");
      },
      writing,
    );
    await expect(failing).rejects.toThrow("nothing was fitted");
    await (await openReleaseUpdater(folder, writing)).rollback();
  });

  // Nobody keeps root from writing.
  test.skipIf(process.getuid?.() === 0)("is not worked on where it cannot be stored", async () => {
    const { id } = await build([person(1)]);
    chmodSync(file(id), 0o444);
    let isFitted = false;
    const fitted = recalibrateRelease(
      folder,
      async () => {
        isFitted = true;
        return { calibration };
      },
      writing,
    );
    await expect(fitted).rejects.toMatchObject({ code: "registry_read_only" });
    expect(isFitted).toBe(false);
  });

  test("of a release file that was updated meanwhile is refused", async () => {
    const { id } = await build([person(1)]);
    const fitted = recalibrateRelease(
      file(id),
      async () => {
        const updater = await openReleaseUpdater(file(id), writing);
        updater.upsert([person(2)]);
        await updater.commit([source(1, "bb")]);
        return { calibration };
      },
      writing,
    );
    await expect(fitted).rejects.toMatchObject({ code: "release_gone" });
    expect(await readers(1, 2)).toEqual([1, 2]);
  });
});

describe("a folder of other things", () => {
  test("is left as it is where it is no registry", async () => {
    mkdirSync(join(folder, killedBuild));
    await expect(openReleaseUpdater(folder, writing)).rejects.toMatchObject({
      code: "registry_missing",
    });
    expect(readdirSync(folder)).toEqual([killedBuild]);
  });

  test("keeps what is not ours when a registry is built in it", async () => {
    const theirs = ["building-facts", "building-permits.csv", "building-plans"];
    for (const name of theirs) mkdirSync(join(folder, name));
    await build([person(1)]);
    expect(readdirSync(folder).sort()).toEqual(
      ["CURRENT", ...theirs, "import.lock", "releases"].sort(),
    );
  });
});

describe("contacts of the former release", () => {
  const email = {
    kind: "email",
    value: "a@example.com",
    as_of: "2025-11-03",
    confidence: 1,
  } as const;
  const crm: AddedSource = {
    name: "crm",
    kind: "contacts",
    ...{ file: "contacts.csv", as_of: "2025-11-03", priority: 0 },
    ...{ rows: 1, stored: 1, bytes: 10, sha256: "ff" },
  };

  async function give(): Promise<void> {
    const updater = await openContactUpdater(folder, writing);
    updater.addContacts([{ npi: Number(person(1).npi), values: [email] }]);
    await updater.commit(crm);
  }

  async function contacts(): Promise<unknown> {
    const registry = await openSqliteRegistry(folder);
    const [profile] = await registry.profiles([person(1).npi]);
    await registry.close();
    return profile?.contacts?.map(({ value }) => value);
  }

  async function damage(sql: string): Promise<void> {
    const db = await openSqlite(file(current().trim()), { store: "registry", mode: "write" });
    db.exec(sql);
    db.close();
  }

  test.each([
    ["older keys", "UPDATE meta SET value='0' WHERE key='key_version'"],
    ["an older schema", "PRAGMA user_version=3"],
    ["a damaged record", "UPDATE profile SET record='[1'"],
  ])("outlive %s", async (_, sql) => {
    await build([person(1)]);
    await give();
    await damage(sql);
    await build([person(1)], "bb");
    expect(await contacts()).toEqual(["a@example.com"]);
  });

  test("are none where the release is from before there were any", async () => {
    await build([person(1)]);
    await damage("PRAGMA user_version=3; DROP TABLE contact; DROP TABLE contact_source");
    await build([person(1)], "bb");
    expect(await contacts()).toBeUndefined();
  });

  test.each([
    ["a list of sources that cannot be read", "UPDATE contact_source SET record='['"],
    ["a newer schema", "PRAGMA user_version=99"],
    ["a missing table", "DROP TABLE contact"],
  ])("are not lost in silence to %s", async (_, sql) => {
    await build([person(1)]);
    await give();
    await damage(sql);
    const before = current();
    await expect(build([person(1)], "bb")).rejects.toMatchObject({
      code: "contacts_unreadable",
      hint: expect.stringContaining("--without-contacts"),
    });
    expect(current()).toBe(before);
    expect(readdirSync(folder).sort()).toEqual(["CURRENT", "import.lock", "releases"]);
    const { contact_sources } = await build([person(1)], "bb", {
      ...writing,
      withoutContacts: true,
    });
    expect(contact_sources).toBeUndefined();
    expect(await contacts()).toBeUndefined();
  });

  test("are left behind by an import that is interrupted while it copies them", async () => {
    await build([person(1)]);
    await give();
    const before = current();
    const stop = new AbortController();
    const writer = await createReleaseWriter(folder, { ...writing, signal: stop.signal });
    writer.add([person(1)]);
    const publishing = writer.publish([source(0, "bb")], (step) => {
      if (step === "contacts") stop.abort();
    });
    await expect(publishing).rejects.toMatchObject({ code: "interrupted" });
    expect(current()).toBe(before);
    expect(await contacts()).toEqual(["a@example.com"]);
  });
});

describe("a registry that cannot be used", () => {
  const open = async (path: string) => {
    const registry = await openSqliteRegistry(path);
    await registry.close();
  };

  test.each([
    ["is not there", () => join(folder, "nowhere"), "registry_missing"],
    ["is an empty folder", () => folder, "registry_missing"],
    ["has a path that no system takes", () => join(folder, "x".repeat(300)), "registry_unusable"],
    [
      "has a folder in the place of CURRENT",
      () => join(mkdirSync(join(folder, "CURRENT"), { recursive: true }) ?? "", ".."),
      "registry_damaged",
    ],
    ["names no release", () => written("CURRENT", "../../etc/passwd\n"), "registry_damaged"],
    [
      "names a release that is not there",
      () => written("CURRENT", "gone\n"),
      "registry_unreadable",
    ],
  ])("%s", async (_, path, code) => {
    await expect(open(path())).rejects.toMatchObject({ code, exitCode: 4 });
  });

  test.each([
    ["a text file", "npi,name\n".repeat(1000), "registry_not_sqlite"],
    ["a short text file", "x", "registry_not_ours"],
    ["an empty file", "", "registry_not_ours"],
  ])("%s", async (_, text, code) => {
    const path = join(folder, "leads.csv");
    writeFileSync(path, text);
    await expect(open(path)).rejects.toMatchObject({ code, exitCode: 4 });
    expect(readFileSync(path, "utf8")).toBe(text);
  });

  test.each([
    ["somebody else's SQLite file", "PRAGMA application_id=7", "registry_not_ours"],
    ["a newer schema", "PRAGMA user_version=99; DROP TABLE meta", "registry_newer_schema"],
    ["an older schema", "PRAGMA user_version=0", "registry_older_schema"],
    ["newer keys", "UPDATE meta SET value='99' WHERE key='key_version'", "registry_newer_schema"],
    ["older keys", "UPDATE meta SET value='0' WHERE key='key_version'", "registry_older_schema"],
    ["no word of its release", "DELETE FROM meta WHERE key='release'", "registry_damaged"],
    [
      "half a calibration",
      `INSERT INTO meta VALUES('calibration', '{"curves":{"name":{"intercept":0,"slope":1}},"thresholds":[],"leads":1}')`,
      "registry_damaged",
    ],
    [
      "no calibration in the place of one",
      "INSERT INTO meta VALUES('calibration', 'null')",
      "registry_damaged",
    ],
    [
      "sources that cannot be read",
      "UPDATE meta SET value='[' WHERE key='sources'",
      "registry_damaged",
    ],
  ])("%s", async (_, sql, code) => {
    const { id } = await build([person(1)]);
    const db = await openSqlite(file(id), { store: "registry", mode: "write" });
    db.exec(sql);
    db.close();
    await expect(open(folder)).rejects.toMatchObject({ code, exitCode: 4 });
    await expect(openReleaseUpdater(folder, writing)).rejects.toMatchObject({ code });
  });

  test("a record that cannot be read", async () => {
    const { id } = await build([person(1)]);
    const db = await openSqlite(file(id), { store: "registry", mode: "write" });
    db.exec("UPDATE profile SET record='[1'");
    db.close();
    const damaged = { code: "registry_damaged", exitCode: 4 };
    const registry = await openSqliteRegistry(folder);
    await expect(registry.profiles([person(1).npi])).rejects.toMatchObject(damaged);
    await registry.close();
    const updater = await openReleaseUpdater(folder, writing);
    expect(() => updater.current([person(1).npi])).toThrowError(expect.objectContaining(damaged));
    await updater.rollback();
  });

  function written(name: string, text: string): string {
    writeFileSync(join(folder, name), text);
    return folder;
  }
});
