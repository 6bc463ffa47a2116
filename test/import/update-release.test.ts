import { beforeAll, describe, expect, it } from "vitest";
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
import { zipOf } from "../helpers/zip.ts";
import { type MemoryRelease, openWorkshop, type Workshop } from "./memory-release.ts";

const city = "Provider Business Practice Location Address City Name";
let workshop: Workshop;
let base: MemoryRelease;

beforeAll(async () => {
  workshop = await openWorkshop();
  const zip = zipOf({
    "npidata_pfile_20050523-20240107.csv": npidata([
      personRow(npiOf(1)),
      organizationRow(npiOf(2)),
      personRow(npiOf(3), { [city]: "UNTOUCHED" }),
    ]),
    "othername_pfile_20050523-20240107.csv": othername([
      {
        NPI: npiOf(2),
        "Provider Other Organization Name": "SAMPLETON HEALTH",
        "Provider Other Organization Name Type Code": "3",
      },
    ]),
    "pl_pfile_20050523-20240107.csv": practiceLocations([
      {
        NPI: npiOf(1),
        "Provider Secondary Practice Location Address - City Name": "FAIRVIEW",
      },
    ]),
  });
  base = await workshop.build([await workshop.file("January_2024.zip", zip)]);
});

async function week(from: string, to: string, rows: readonly Row[]): Promise<string> {
  return workshop.file(`npidata_pfile_${from}-${to}.csv`, npidata(rows));
}

describe("updateRelease", () => {
  it("replaces whole rows and keeps what the side files said", async () => {
    const file = await week("20240108", "20240114", [
      personRow(npiOf(1), { [city]: "MOVED", "Provider Middle Name": "" }),
      organizationRow(npiOf(2), { [city]: "MOVED" }),
      personRow(npiOf(4)),
    ]);
    const { profiles, sources } = await workshop.update(base, [file]);
    expect([...profiles.keys()].sort()).toEqual([1, 2, 3, 4].map(npiOf));
    expect(profiles.get(npiOf(1))).toMatchObject({
      addresses: [{ city: "MOVED" }, {}, { kind: "secondary", city: "FAIRVIEW" }],
      sources: { main: 3, secondary_locations: 2 },
    });
    expect(profiles.get(npiOf(2))).toMatchObject({
      other_names: [{ organization_name: "SAMPLETON HEALTH" }],
      sources: { main: 3, other_names: 1 },
    });
    expect(profiles.get(npiOf(3))).toEqual(base.profiles.get(npiOf(3)));
    expect(sources.map(({ id, kind }) => [id, kind])).toEqual([
      [0, "nppes"],
      [1, "nppes_other_names"],
      [2, "nppes_practice_locations"],
      [3, "nppes_weekly"],
    ]);
  });

  it("switches off and on again", async () => {
    const off = await week("20240108", "20240114", [deactivatedRow(npiOf(1), "01/10/2024")]);
    const without = await workshop.update(base, [off]);
    expect(without.profiles.get(npiOf(1))).toMatchObject({
      active: false,
      name: { last: "QUILLFEATHER" },
    });
    const on = await week("20240115", "20240121", [
      personRow(npiOf(1), {
        "NPI Deactivation Date": "01/10/2024",
        "NPI Reactivation Date": "01/16/2024",
      }),
    ]);
    const again = await workshop.update(without, [on]);
    expect(again.profiles.get(npiOf(1))).toMatchObject({
      active: true,
      addresses: [{}, {}, { kind: "secondary" }],
    });
    expect(again.profiles.get(npiOf(1))?.sources).not.toHaveProperty("deactivation");
  });

  it("changes nothing by a file that is older than what is known", async () => {
    const old = await week("20231201", "20231207", [
      personRow(npiOf(1), { [city]: "LONG AGO" }),
      deactivatedRow(npiOf(3), "12/05/2023"),
    ]);
    const { profiles } = await workshop.update(base, [old]);
    expect(profiles).toEqual(base.profiles);
  });

  it.each([
    ["older than what is known", "20231201", "20231207"],
    ["imported before", "20240108", "20240114"],
  ])("leaves the release as it is when the file is %s", async (_, from, to) => {
    const known = await workshop.update(base, [
      await week("20240108", "20240114", [personRow(npiOf(1), { [city]: "MOVED" })]),
    ]);
    const before = workshop.ends.length;
    const file = await week(from, to, [personRow(npiOf(1), { [city]: "MOVED" })]);
    expect(await workshop.update(known, [file])).toEqual(known);
    expect(workshop.ends.slice(before)).toEqual(["rolled back"]);
  });

  it("gives the same profiles for two weeks at once and one after the other", async () => {
    const first = await week("20240108", "20240114", [
      personRow(npiOf(1), { [city]: "FIRST" }),
      deactivatedRow(npiOf(3), "01/10/2024"),
    ]);
    const second = await week("20240115", "20240121", [
      personRow(npiOf(1), { [city]: "SECOND" }),
      personRow(npiOf(3), { [city]: "BACK" }),
    ]);
    const stepwise = await workshop.update(await workshop.update(base, [first]), [second]);
    expect((await workshop.update(base, [first, second])).profiles).toEqual(stepwise.profiles);
  });

  it("takes a NUCC list alone as new names and nothing else", async () => {
    const file = await workshop.file(
      "nucc.csv",
      "Code,Grouping,Classification,Specialization,Display Name\n207L00000X,G,C,,Sleeper\n",
    );
    const { profiles, names, sources } = await workshop.update(base, [file]);
    expect([...names]).toEqual([["207L00000X", "Sleeper"]]);
    expect(profiles).toEqual(base.profiles);
    expect(sources.at(-1)).toMatchObject({ id: 3, kind: "nucc_taxonomy" });
  });

  it("takes everything back when a file is damaged", async () => {
    const before = workshop.ends.length;
    const file = await week("20240108", "20240114", [personRow(npiOf(1))]);
    const cut = await workshop.file(
      "npidata_pfile_20240115-20240121.csv",
      npidata([personRow(npiOf(1))]).slice(0, -30),
    );
    await expect(workshop.update(base, [file, cut])).rejects.toMatchObject({
      code: "source_malformed",
    });
    expect(workshop.ends.slice(before)).toEqual(["rolled back"]);
    expect(await workshop.leftovers()).toEqual([]);
  });
});
