import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

/** Invented people of whom a list cannot tell all apart. */
export const [vantress, vantressQ, zellerbaum, quillfeather, quillfeatherToo] = [
  ...[npiOf(1), npiOf(2), npiOf(5), npiOf(6), npiOf(7)],
] as const as readonly [string, string, string, string, string];

const at = (city: string, state: string, zip: string) => ({
  "Provider Business Practice Location Address City Name": city,
  "Provider Business Practice Location Address State Name": state,
  "Provider Business Practice Location Address Postal Code": zip,
  "Provider Business Mailing Address City Name": city,
  "Provider Business Mailing Address State Name": state,
  "Provider Business Mailing Address Postal Code": zip,
});

const named = (npi: string, first: string, last: string, more: object) =>
  personRow(npi, {
    ...{ "Provider First Name": first, "Provider Last Name (Legal Name)": last },
    ...more,
  });

/** @param zip of Arabella Quillfeather, which may change from one registry to the next */
function registryText(zip: string): string {
  return npidata([
    named(vantress, "LEOPOLD", "VANTRESS", at("AUSTIN", "TX", "787010001")),
    named(vantressQ, "LEOPOLD", "VANTRESS", at("AUSTIN", "TX", "787010002")),
    named(zellerbaum, "DESMOND", "ZELLERBAUM", at("AUSTIN", "TX", "787010002")),
    named(quillfeather, "ARABELLA", "QUILLFEATHER", at("SPRINGFIELD", "IL", zip)),
    named(quillfeatherToo, "ARABELLA", "QUILLFEATHER", at("SPRINGFIELD", "IL", "627010009")),
  ]);
}

/** Rows 1 and 4 are one lead; row 3 has the NPI of somebody else; row 5 is clear. */
export const leads = `Name,City,State,NPI
Leopold Vantress,Austin,TX,
Arabella Quillfeather,Springfield,IL,
Ignatius Muntz,Austin,TX,${zellerbaum}
"VANTRESS, LEOPOLD",Austin,TX,
Desmond Zellerbaum,Austin,TX,
`;

/**
 * A folder with `registry`, `registry-moved` (where one Arabella Quillfeather is at another ZIP),
 * `leads.csv` and `leads.enriched.csv`.
 */
export async function reviewedWorld(): Promise<string> {
  const folder = temporaryFolder("heartbeat-review");
  for (const [name, zip] of [
    ["registry", "627010002"],
    ["registry-moved", "627020002"],
  ] as const) {
    await writeFile(join(folder, `${name}.csv`), registryText(zip));
    await demand(folder, "registry", "import", `${name}.csv`, "--registry", name);
  }
  await writeFile(join(folder, "leads.csv"), leads);
  await demand(folder, "enrich", "leads.csv", "--registry", "registry");
  return folder;
}

async function demand(cwd: string, ...argv: string[]): Promise<void> {
  const { code, stderr } = await run(argv, { cwd });
  if (code !== 0) throw new Error(stderr);
}
