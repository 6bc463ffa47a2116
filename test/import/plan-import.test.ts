import { beforeAll, describe, expect, it } from "vitest";
import { planImport } from "../../src/import/plan-import.ts";
import { npidata, othername, personRow, practiceLocations } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { zipOf } from "../helpers/zip.ts";
import { openWorkshop, type Workshop } from "./memory-release.ts";

const main = npidata([personRow(npiOf(1))]);
const header = `${main.split("\n")[0]}\n`;
const nucc = "Code,Grouping,Classification,Specialization,Display Name\n";
let workshop: Workshop;

beforeAll(async () => {
  workshop = await openWorkshop();
});

/** Mode and kinds that a file of this name and content leads to. */
async function plan(name: string, content: string | Uint8Array, registryExists = false) {
  const path = await workshop.file(name, content);
  const { mode, sources } = await planImport([path], { registryExists });
  return { mode, kinds: sources.map(({ kind }) => kind), sources };
}

describe("planImport", () => {
  it.each([
    ["a main file of any name", "whatever.txt", main, ["nppes"]],
    ["other names", "a.csv", othername([]), ["nppes_other_names"]],
    ["practice locations", "b.csv", practiceLocations([]), ["nppes_practice_locations"]],
    ["a NUCC list", "c.csv", nucc, ["nucc_taxonomy"]],
  ])("tells %s by its header", async (_, name, content, kinds) => {
    expect((await plan(name, content, true)).kinds).toEqual(kinds);
  });

  it("takes the right members of a monthly zip and skips the rest", async () => {
    const zip = zipOf({
      "npidata_pfile_20050523-20260809_FileHeader.csv": header,
      "npidata_pfile_20050523-20260809.csv": main,
      "othername_pfile_20050523-20260809.csv": othername([]),
      "othername_pfile_20050523-20260809_FileHeader.csv": othername([]),
      "pl_pfile_20050523-20260809.csv": practiceLocations([]),
      "endpoint_pfile_20050523-20260809.csv": "NPI,Endpoint Type\n",
      "NPPES_Data_Dissemination_Readme.pdf": "%PDF-1.4",
      "__MACOSX/._npidata_pfile_20050523-20260809.csv": main,
    });
    const { mode, sources } = await plan("NPPES_Data_Dissemination_August_2026_V2.zip", zip, true);
    expect(mode).toBe("build");
    expect(sources.map(({ kind, file, as_of, bytes }) => [kind, file, as_of, bytes])).toEqual([
      ["nppes", "npidata_pfile_20050523-20260809.csv", "2026-08-09", main.length],
      [
        "nppes_other_names",
        "othername_pfile_20050523-20260809.csv",
        "2026-08-09",
        othername([]).length,
      ],
      [
        "nppes_practice_locations",
        "pl_pfile_20050523-20260809.csv",
        "2026-08-09",
        practiceLocations([]).length,
      ],
    ]);
  });

  it("takes a weekly zip as an update", async () => {
    const name = "NPPES_Data_Dissemination_010124_010724_Weekly_V2.zip";
    const zip = zipOf({ "npidata_pfile_20240101-20240107.csv": main });
    expect(await plan(name, zip, true)).toMatchObject({ mode: "update", kinds: ["nppes_weekly"] });
    await expect(plan(name, zip)).rejects.toMatchObject({
      code: "nothing_to_update",
      hint: expect.stringContaining("monthly"),
    });
  });

  it("takes a bare file of one week as an update only where there is something to update", async () => {
    const name = "npidata_pfile_20240101-20240107.csv";
    expect((await plan(name, main, true)).mode).toBe("update");
    expect((await plan(name, main, false)).mode).toBe("build");
    const monthly = "npidata_pfile_20050523-20240107.csv";
    expect((await plan(monthly, main, true)).mode).toBe("build");
  });

  it("builds from a monthly file and the weeks after it", async () => {
    const month = await workshop.file("npidata_pfile_20050523-20240107.csv", main);
    const week = await workshop.file("npidata_pfile_20240108-20240114.csv", main);
    const { mode, sources } = await planImport([week, month], { registryExists: true });
    expect(mode).toBe("build");
    expect(sources.map(({ kind }) => kind)).toEqual(["nppes_weekly", "nppes"]);
  });

  it("takes the NUCC list alone as an update of what is there", async () => {
    expect((await plan("nucc.csv", nucc, true)).mode).toBe("update");
    await expect(plan("nucc.csv", nucc)).rejects.toMatchObject({ code: "nothing_to_update" });
  });

  it.each([
    ["a list of leads", "leads.csv", "Name,City\nQuillfeather,Exampleville\n"],
    ["a binary file", "photo.csv", Buffer.from([0xff, 0xd8, 0, 1, 2, 3])],
    ["a zip with nothing of it", "other.zip", zipOf({ "readme.txt": "hello" })],
    ["a zip with header files only", "h.zip", zipOf({ "npidata_pfile_FileHeader.csv": header })],
  ])("refuses %s and lists what is understood", async (_, name, content) => {
    await expect(plan(name, content)).rejects.toMatchObject({
      code: "source_unknown",
      exitCode: 3,
      message: expect.stringContaining(name),
      hint: expect.stringMatching(/npidata_pfile.*othername.*pl_pfile.*deactivation.*NUCC/s),
    });
  });

  it("says which file does not exist, is a folder or is empty", async () => {
    await expect(
      planImport([`${workshop.folder}/nowhere.csv`], { registryExists: false }),
    ).rejects.toMatchObject({ code: "source_unreadable", message: "nowhere.csv does not exist." });
    await expect(planImport([workshop.folder], { registryExists: false })).rejects.toMatchObject({
      code: "source_unreadable",
      message: expect.stringContaining("is a folder"),
    });
    await expect(plan("empty.csv", "")).rejects.toMatchObject({
      code: "source_unreadable",
      message: "empty.csv is empty.",
    });
  });

  it.each([
    ["protected by a password", 8, 1, "password"],
    ["compressed as Windows does with large files", 10, 9, "method 9"],
  ])("refuses a zip that is %s, and does not call it damaged", async (_, at, value, word) => {
    const zip = zipOf({ "npidata_pfile_20240101-20240107.csv": main });
    const inDirectory = zip.indexOf("PK\x01\x02");
    zip.writeUInt16LE(value, inDirectory + at);
    zip.writeUInt16LE(value, at - 2);
    await expect(plan("closed.zip", zip)).rejects.toMatchObject({
      code: "source_not_unpackable",
      message: expect.stringMatching(`^closed.zip .*${word}`),
    });
  });

  it("refuses a zip with two members of one name", async () => {
    const zip = zipOf({ "npidata_a.csv": main, "npidata_b.csv": main });
    const twice = Buffer.from(
      zip.toString("latin1").replaceAll("npidata_b", "npidata_a"),
      "latin1",
    );
    await expect(plan("twice.zip", twice)).rejects.toMatchObject({ code: "source_not_unpackable" });
  });

  it("refuses a zip whose members reach out of it", async () => {
    const zip = zipOf({ "../../npidata.csv": main });
    await expect(plan("out.zip", zip)).rejects.toMatchObject({ code: "source_malformed" });
  });

  it("refuses a zip that is cut short", async () => {
    const zip = zipOf({ "npidata_pfile_20240101-20240107.csv": main });
    const cut = zip.subarray(0, zip.length - 40);
    await expect(plan("cut.zip", cut)).rejects.toMatchObject({ code: "source_malformed" });
  });
});
