import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createCorrectionStore } from "../../src/ledger/sqlite/requests/sqlite-correction-store.ts";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { run } from "../helpers/run.ts";
import { openLedgerIn } from "../ledger/full-ledger.ts";
import { tempFolder } from "../ledger/temp-folder.ts";

const folder = tempFolder();
const npi = npiOf(1);
const date = "2026-01-15";

function heartbeat(...argv: string[]) {
  return run([...argv, "--registry", "npidata.csv"], { cwd: folder() });
}

it("tells from every command what somebody has had put right, and whose word it is", async () => {
  await writeFile(join(folder(), "npidata.csv"), npidata([personRow(npi)]));
  const lead = `Name,NPI\nArabella Quillfeather,${npi}\n`;
  await writeFile(join(folder(), "leads.csv"), lead);
  const fields = "last_name,practice_city,practice_zip,phone,email,licenses,license_states";
  const enrich = () =>
    heartbeat("enrich", "leads.csv", "-o", "-", "--fields", fields, "--with-provenance");
  const before = cellsOf((await enrich()).stdout);
  expect(before).toMatchObject({ hb_last_name: "QUILLFEATHER", hb_last_name_source: "nppes" });

  const ledger = await openLedgerIn(join(folder(), ".local/share/heartbeat"));
  const store = createCorrectionStore(ledger);
  const put = (field: string, value: string) => ({ npi, field, value, date });
  await store.add("request-1", [
    put("name.last", "Oakfeather"),
    put("practice.phone", "(614) 555-0199"),
    put("email", "arabella@example.com"),
    put("license.OH", "0098765"),
    // What NPPES says.
    put("practice.city", "Exampleville"),
  ]);
  await store.close();

  const own = { source: "correction", as_of: date };
  const after = cellsOf((await enrich()).stdout);
  expect(after).toEqual({
    ...before,
    ...columns("hb_last_name", "Oakfeather", own),
    ...columns("hb_phone", "6145550199", own),
    ...columns("hb_email", "arabella@example.com", own),
    hb_email_confidence: before.hb_last_name_confidence,
    ...columns("hb_licenses", "OH:0098765", own),
    ...columns("hb_license_states", "OH", own),
  });

  const shown = JSON.parse((await heartbeat("show", npi, "--json")).stdout);
  const fieldsPut = ["email", "license.OH", "name.last", "practice.phone"];
  expect(shown.profile).toMatchObject({
    name: { last: "Oakfeather" },
    corrected: fieldsPut.map((field) => ({ field, date })),
  });
  expect((await heartbeat("show", npi)).stdout).toContain("Corrections  email (2026-01-15)");
  const found = JSON.parse((await heartbeat("search", "Quillfeather", "--json")).stdout);
  expect(found.results[0].profile).toEqual(shown.profile);
});

function columns(name: string, value: string, { source, as_of }: typeof origin) {
  return { [name]: value, [`${name}_source`]: source, [`${name}_as_of`]: as_of };
}
const origin = { source: "", as_of: "" };

function cellsOf(csv: string): Record<string, string> {
  const [header = "", row = ""] = csv.split(/\r?\n/);
  const cells = row.replace(/"[^"]*"/g, "quoted").split(",");
  return Object.fromEntries(header.split(",").map((name, i) => [name, cells[i] ?? ""]));
}
