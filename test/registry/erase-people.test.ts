import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Profile } from "../../src/model/profile.ts";
import { suppressionKeysOfProfile } from "../../src/model/suppressions.ts";
import { ghostKeysOfProfile } from "../../src/normalize/keys/ghost-keys.ts";
import { toMatchRecord } from "../../src/normalize/keys/match-record.ts";
import { ghostSubjects, subjectKeysOf } from "../../src/normalize/keys/subject-keys.ts";
import { profileTerms } from "../../src/normalize/keys/terms.ts";
import { openSqliteRegistry } from "../../src/registry/sqlite/sqlite-registry.ts";
import { createEmbeddedService } from "../../src/service/embedded/embedded-service.ts";
import { npiOf, person } from "../helpers/profiles.ts";
import { createTrial, emailOf, type Trial, terms } from "../suppress/trial-registry.ts";

const given = [
  ["WILHELMINA", "OKONKWO", "AUSTIN", "78701", "5125550101", "QX70001"],
  ["BARTHOLOMEW", "VANTERPOOL", "AUSTIN", "78701", "5125550102", "QX70002"],
  ["ESPERANZA", "LINDQVIST", "DALLAS", "75201", "2145550103", "QX70003"],
  ["THADDEUS", "MBEKI", "HOUSTON", "77002", "7135550104", "QX70004"],
] as const;
const people = given.map(([first, last, city, zip, phone, license], i) =>
  person({ npi: npiOf(i + 1), first, last, city, state: "TX", zip, phone, license }),
);
const [gone, ...others] = people as [Profile, ...Profile[]];
const { signal } = new AbortController();
const deletion = { reason: "deletion", channel: "request", reversible: false } as const;

let trial: Trial;
let releases: string;
beforeEach(async () => {
  trial = await createTrial();
  releases = join(trial.folder, "registry", "releases");
});
afterEach(() => trial.end());

/** As a deletion suppresses somebody. */
async function suppress(profile: Profile): Promise<void> {
  const keys = [
    ...subjectKeysOf(suppressionKeysOfProfile(profile)),
    ...ghostSubjects(ghostKeysOfProfile(profile)),
  ];
  await trial.store.add([{ ...terms, ...deletion, keys }]);
}

/** An integer as the key of a row, seven bits a byte. */
function rowKey(value: number): Buffer {
  const bytes: number[] = [];
  for (let left = value; left > 0; left = Math.floor(left / 128)) bytes.unshift(left % 128);
  return Buffer.from(bytes.map((byte, i) => (i === bytes.length - 1 ? byte : byte | 0x80)));
}

function traces({ npi, name, addresses, taxonomies }: Profile): Buffer[] {
  const { first = "", last = "" } = name;
  const [phone = "", license = ""] = [addresses[0]?.phone, taxonomies[0]?.license];
  const posting = Buffer.alloc(4);
  posting.writeUInt32LE(Number(npi));
  const texts = [first, last, phone, license, npi, emailOf(0)].map((text) => Buffer.from(text));
  return [...texts, posting, rowKey(Number(npi))];
}

/** Of these bytes, which stand anywhere in the registry's files. */
async function found(wanted: readonly Buffer[]): Promise<number> {
  const names = await readdir(releases);
  const files = await Promise.all(names.map((name) => readFile(join(releases, name))));
  return wanted.filter((bytes) => files.some((file) => file.includes(bytes))).length;
}

/** What the service says of everybody but the first, as bytes. */
async function answersAboutOthers(): Promise<string> {
  const registry = await openSqliteRegistry(join(trial.folder, "registry"));
  const service = createEmbeddedService(registry, { label: "test" });
  try {
    const requests = others.flatMap(({ npi, name, addresses }, i) => {
      const { first = "", last = "" } = name;
      const { city = "", state = "", phone = "" } = addresses[0] ?? {};
      const named = { name: { first, last }, city, state };
      return [named, { ...named, phone }, { npi }].map((one, k) => ({ ...one, id: 3 * i + k + 1 }));
    });
    const context = { name_order: "first_last", name_columns: "as_named", prior: 0.5 } as const;
    const batch = { context, min_confidence: 0.95, with_profile: true, requests };
    const answers = await service.match(batch, { signal });
    const search = await service.search?.({ state: ["TX"] }, { signal });
    return JSON.stringify([answers, search]);
  } finally {
    await service.close();
  }
}

const infoNow = async () => {
  const registry = await openSqliteRegistry(join(trial.folder, "registry"));
  return Promise.resolve(registry.release).finally(() => registry.close());
};

async function termsOf(profile: Profile): Promise<number[]> {
  const registry = await openSqliteRegistry(join(trial.folder, "registry"));
  return registry.counts(profileTerms(toMatchRecord(profile))).finally(() => registry.close());
}

describe("whoever is deleted", () => {
  it("R10, X2: leaves no byte in the file, whatever source told of them", async () => {
    await trial.build(people, "aa");
    await trial.contacts("crm", [[0, 0]]);
    expect(await found(traces(gone))).toBe(8 - 1);
    await suppress(gone);
    await trial.bringUpToDate();
    expect(await found(traces(gone))).toBe(0);
    expect(await readdir(releases)).toHaveLength(1);
    expect(await trial.profiles([gone.npi])).toEqual([undefined]);
  });

  it("X2: leaves every answer about others the same, byte for byte, and the release what it is", async () => {
    await trial.build(people, "aa");
    trial.erased = "contacts";
    await suppress(gone);
    await trial.bringUpToDate();
    const [answers, { id, counts }] = [await answersAboutOthers(), await infoNow()];
    expect(answers).not.toContain("error");
    trial.erased = "everything";
    await trial.bringUpToDate();
    expect(await found(traces(gone))).toBe(0);
    expect(await answersAboutOthers()).toBe(answers);
    const { profiles, individuals } = counts;
    expect(await infoNow()).toMatchObject({
      ...{
        id,
        counts: { ...counts, profiles: profiles - 1, individuals: individuals - 1, erased: 1 },
      },
    });
  });

  it("X8: stays withheld where public records are kept, without what other sources gave", async () => {
    trial.erased = "contacts";
    await trial.build(people, "aa");
    await trial.contacts("crm", [[0, 0]]);
    await suppress(gone);
    await trial.bringUpToDate();
    expect(await trial.profiles([gone.npi])).toEqual([gone]);
    expect([...(await trial.withheld()).npis]).toEqual([Number(gone.npi)]);
    expect(await found([Buffer.from(emailOf(0))])).toBe(0);
    expect((await infoNow()).contact_sources).toMatchObject([{ name: "crm", people: 0 }]);
  });

  it("R10: is not brought back by a build, a week, or a list of contacts, nor counted by them", async () => {
    await suppress(gone);
    const isGone = async () => {
      expect(await found(traces(gone))).toBe(0);
      expect((await infoNow()).counts).toMatchObject({ profiles: others.length, erased: 1 });
    };
    await trial.build(people, "aa");
    await isGone();
    const counts = await termsOf(gone);
    for (const week of ["w1", "w2"]) {
      await trial.week([{ ...gone, sex: "F" }, ...others], week);
      await isGone();
    }
    expect(await termsOf(gone)).toEqual(counts);
    await trial.recalibrate(1);
    await trial.build(people, "bb");
    await isGone();
  });

  it("is known by their NPI: who shares a telephone with them stays, withheld", async () => {
    const colleague = person({ npi: npiOf(9), first: "ODALYS", last: "FENN", phone: "5125550101" });
    await trial.build([...people, colleague], "aa");
    await suppress(gone);
    await trial.bringUpToDate();
    expect(await trial.profiles([gone.npi, colleague.npi])).toEqual([undefined, colleague]);
    expect([...(await trial.withheld()).npis]).toEqual([Number(colleague.npi)]);
  });

  it("is not erased by what may be lifted again", async () => {
    await trial.build(people, "aa");
    await trial.suppress({ npi: gone.npi });
    await trial.bringUpToDate();
    expect(await trial.profiles([gone.npi])).toEqual([gone]);
  });
});
