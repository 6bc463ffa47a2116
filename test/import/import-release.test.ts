import { createHash } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Fact } from "../../src/import/fact.ts";
import { type FactGroup, withFactBuckets } from "../../src/import/fact-buckets.ts";
import type { ImportProgress } from "../../src/import/import-progress.ts";
import {
  deactivatedRow,
  npidata,
  organizationRow,
  othername,
  personRow,
  practiceLocations,
  type Row,
} from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { runs } from "../helpers/property-runs.ts";
import { zipOf } from "../helpers/zip.ts";
import { openWorkshop, type Workshop } from "./memory-release.ts";

let workshop: Workshop;

beforeAll(async () => {
  workshop = await openWorkshop();
});

function otherName(npi: string, name: string, type = "3"): Row {
  return {
    NPI: npi,
    "Provider Other Organization Name": name,
    "Provider Other Organization Name Type Code": type,
  };
}

function location(npi: string, city: string): Row {
  return {
    NPI: npi,
    "Provider Secondary Practice Location Address-  Address Line 2": "SUITE 2",
    "Provider Secondary Practice Location Address - City Name": city,
    "Provider Secondary Practice Location Address - State Name": "TX",
    "Provider Practice Location Address - Fax Number": "2145550199",
  };
}

describe("importRelease", () => {
  it("puts together what the members of a zip say about one NPI", async () => {
    const zip = zipOf({
      "npidata_pfile_20050523-20240107.csv": npidata([
        personRow(npiOf(9)),
        organizationRow(npiOf(3), {
          "Provider Other Organization Name": "SAMPLETON HEALTH",
          "Provider Other Organization Name Type Code": "3",
        }),
      ]),
      "othername_pfile_20050523-20240107.csv": othername([
        otherName(npiOf(3), "SAMPLETON HEALTH"),
        otherName(npiOf(3), "OLD SAMPLETON", "4"),
        otherName(npiOf(3), "<UNAVAIL>", "6"),
        otherName(npiOf(4), "NOBODY KNOWS INC"),
      ]),
      "pl_pfile_20050523-20240107.csv": practiceLocations([
        location(npiOf(9), "FAIRVIEW"),
        location(npiOf(3), "SPRINGFIELD"),
        location(npiOf(9), "EXAMPLETON"),
      ]),
    });
    const file = await workshop.file("NPPES_Data_Dissemination_January_2024.zip", zip);
    const { profiles, sources } = await workshop.build([file]);
    expect([...profiles.keys()]).toEqual([npiOf(3), npiOf(9)]);
    expect(profiles.get(npiOf(3))).toMatchObject({
      other_names: [
        { kind: "doing_business_as", organization_name: "SAMPLETON HEALTH" },
        { kind: "former_legal_business", organization_name: "OLD SAMPLETON" },
      ],
      sources: { main: 0, other_names: 1, secondary_locations: 2 },
    });
    expect(profiles.get(npiOf(9))?.addresses.slice(2)).toEqual([
      { kind: "secondary", line2: "SUITE 2", city: "FAIRVIEW", state: "TX", fax: "2145550199" },
      { kind: "secondary", line2: "SUITE 2", city: "EXAMPLETON", state: "TX", fax: "2145550199" },
    ]);
    expect(sources.map(({ id, kind, rows, as_of }) => [id, kind, rows, as_of])).toEqual([
      [0, "nppes", 2, "2024-01-07"],
      [1, "nppes_other_names", 4, "2024-01-07"],
      [2, "nppes_practice_locations", 3, "2024-01-07"],
    ]);
  });

  it("notes size and hash of what it read, the same packed or not", async () => {
    const text = npidata([personRow(npiOf(1))]);
    const plain = await workshop.file("npidata_pfile_20050523-20240107.csv", text);
    const zip = await workshop.file(
      "m.zip",
      zipOf({ "npidata_pfile_20050523-20240107.csv": text }),
    );
    const [fromPlain, fromZip] = [await workshop.build([plain]), await workshop.build([zip])];
    expect(fromZip.sources).toEqual(fromPlain.sources);
    expect(fromPlain.sources).toEqual([
      {
        id: 0,
        kind: "nppes",
        file: "npidata_pfile_20050523-20240107.csv",
        as_of: "2024-01-07",
        rows: 1,
        bytes: text.length,
        sha256: createHash("sha256").update(text).digest("hex"),
      },
    ]);
  });

  it("dates a file without a date in its name by its latest row", async () => {
    const file = await workshop.file(
      "extract.csv",
      npidata([
        personRow(npiOf(1), { "Last Update Date": "01/02/2021" }),
        personRow(npiOf(2), { "Last Update Date": "12/31/2020" }),
      ]),
    );
    expect((await workshop.build([file])).sources[0]?.as_of).toBe("2021-01-02");
  });

  it("lets later files win in date order, whatever order they are given in", async () => {
    const at = (date: string, city: string) =>
      npidata([
        personRow(npiOf(1), {
          "Provider Business Practice Location Address City Name": city,
          "Last Update Date": date,
        }),
      ]);
    const month = await workshop.file(
      "npidata_pfile_20050523-20240107.csv",
      at("01/01/2020", "MONTH"),
    );
    const first = await workshop.file(
      "npidata_pfile_20240108-20240114.csv",
      at("01/09/2024", "FIRST"),
    );
    const second = await workshop.file(
      "npidata_pfile_20240115-20240121.csv",
      at("01/16/2024", "SECOND"),
    );
    for (const files of [
      [month, first, second],
      [second, first, month],
    ]) {
      const { profiles, sources } = await workshop.build(files);
      expect(profiles.get(npiOf(1))?.addresses[0]?.city).toBe("SECOND");
      const main = profiles.get(npiOf(1))?.sources.main;
      expect(sources.find(({ id }) => id === main)?.as_of).toBe("2024-01-21");
    }
  });

  it("remembers who it was when a later week switches a provider off", async () => {
    const month = await workshop.file(
      "npidata_pfile_20050523-20240107.csv",
      npidata([personRow(npiOf(1))]),
    );
    const week = await workshop.file(
      "npidata_pfile_20240108-20240114.csv",
      npidata([deactivatedRow(npiOf(1), "01/10/2024")]),
    );
    const { profiles } = await workshop.build([month, week]);
    expect(profiles.get(npiOf(1))).toMatchObject({
      active: false,
      deactivation_date: "2024-01-10",
      name: { last: "QUILLFEATHER" },
      sources: { main: 0, deactivation: 1 },
    });
  });

  it("takes the names of specialties from a NUCC list, by header, in its own encoding", async () => {
    const main = await workshop.file("npidata.csv", npidata([personRow(npiOf(1))]));
    const list =
      "\ufeffCode,Grouping,Classification,Specialization,Effective Date,Notes,Display Name\r\n" +
      '207L00000X,Group,Anesthesiology,,1/1/01,"long, with\nbreaks",Anesthesiology Physician\r\n' +
      "2084N0400X,Group,Psychiatry,Neurology,,,\r\n";
    const utf8 = await workshop.file("nucc.csv", list);
    expect([...(await workshop.build([main, utf8])).names]).toEqual([
      ["207L00000X", "Anesthesiology Physician"],
      ["2084N0400X", "Psychiatry, Neurology"],
    ]);
    const windows = Buffer.from(
      "Code,Grouping,Classification,Specialization\n207L00000X,G,M\xe9decin \x96 Sample,\n",
      "latin1",
    );
    const old = await workshop.file("nucc_230.csv", windows);
    const { names, sources } = await workshop.build([main, old]);
    expect(names.get("207L00000X")).toBe("Médecin – Sample");
    expect(sources[1]).toMatchObject({ kind: "nucc_taxonomy", rows: 1 });
  });

  it("tells how far it is", async () => {
    const text = npidata([personRow(npiOf(1)), personRow(npiOf(2))]);
    const file = await workshop.file("npidata.csv", text);
    const told: ImportProgress[] = [];
    await workshop.build([file], { onProgress: (progress) => told.push(progress) });
    const bytes = text.length;
    expect(told).toContainEqual({
      step: "read",
      file: "npidata.csv",
      bytesDone: bytes,
      bytesTotal: bytes,
      rows: 2,
    });
    expect(told.at(-1)).toMatchObject({ step: "merge", rows: 2 });
    expect(told.at(-1)?.bytesDone).toBe(told.at(-1)?.bytesTotal);
  });

  it.each([
    ["cut within a value", (text: string) => text.slice(0, -100), "line 3"],
    [
      "cut between two values",
      (text: string) => `${text.slice(0, -200).replace(/[^,]*$/, "")}""`,
      "line 3",
    ],
    ["without rows", (text: string) => text.slice(0, text.indexOf("\n") + 1), "line 1"],
  ])("publishes nothing of a main file %s, and leaves nothing behind", async (_, damage, where) => {
    const before = workshop.ends.length;
    const text = damage(npidata([personRow(npiOf(1)), personRow(npiOf(2))]));
    const file = await workshop.file("damaged.csv", text);
    await expect(workshop.build([file])).rejects.toMatchObject({
      code: "source_malformed",
      message: expect.stringContaining(`damaged.csv, ${where}`),
    });
    expect(workshop.ends.slice(before)).not.toContain("published");
    expect(await workshop.leftovers()).toEqual([]);
  });

  it("notices a member whose bytes do not fit its checksum", async () => {
    const text = npidata([personRow(npiOf(1))]);
    const zip = zipOf({ "npidata.csv": text });
    const at = zip.indexOf("PK\x01\x02") + 16;
    for (const place of [14, at]) zip.writeUInt32LE(12345, place);
    const file = await workshop.file("sum.zip", zip);
    await expect(workshop.build([file])).rejects.toMatchObject({
      code: "source_malformed",
      message: expect.stringContaining("checksum"),
    });
  });

  it("stops when told to, before anything is published", async () => {
    const file = await workshop.file("npidata.csv", npidata([personRow(npiOf(1))]));
    for (const step of ["read", "merge"]) {
      const before = workshop.ends.length;
      const controller = new AbortController();
      const onProgress = (progress: ImportProgress) => {
        if (progress.step === step) controller.abort();
      };
      await expect(
        workshop.build([file], { signal: controller.signal, onProgress }),
      ).rejects.toMatchObject({ code: "interrupted", exitCode: 130 });
      expect(workshop.ends.slice(before)).toEqual(["discarded"]);
      expect(await workshop.leftovers()).toEqual([]);
    }
  });
});

describe("withFactBuckets", () => {
  it("gives every fact back, NPIs ascending, each NPI's facts in the order they came", async () => {
    const fact = fc.record({ n: fc.integer({ min: 0, max: 40 }), city: fc.string() });
    await fc.assert(
      fc.asyncProperty(fc.array(fact), fc.constantFrom(50, 1 << 20), async (given, maxPart) => {
        const facts: Fact[] = given.map(({ n, city }, index) => ({
          npi: npiOf(n),
          source: index,
          kind: "location",
          content: { kind: "secondary", city },
        }));
        const read = await withFactBuckets(
          workshop.folder,
          async (buckets) => {
            for (const each of facts) buckets.add(each);
            const groups: FactGroup[] = [];
            for await (const batch of buckets.groups()) groups.push(...batch);
            return groups;
          },
          maxPart,
        );
        const npis = [...new Set(facts.map(({ npi }) => npi))].sort();
        expect(read).toEqual(
          npis.map((npi) => ({ npi, facts: facts.filter((each) => each.npi === npi) })),
        );
      }),
      { numRuns: runs(40) },
    );
  });
});
