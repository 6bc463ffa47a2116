import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MatchResult } from "../../src/model/contract.ts";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { fakeSuppressions } from "../helpers/suppressions.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const [arabella, desmond, leopold] = [npiOf(1), npiOf(2), npiOf(3)] as const;

/** So many share surname and city that a list of them is cut, and half of them the whole name. */
const crowd = Array.from({ length: 4200 }, (_, i) =>
  personRow(npiOf(100 + i), {
    "Provider Last Name (Legal Name)": "SMITHWICK",
    "Provider First Name": i % 2 === 0 ? "ALMA" : "BRUNO",
  }),
);

const texas = {
  "Provider Business Practice Location Address City Name": "AUSTIN",
  "Provider Business Practice Location Address State Name": "TX",
  "Provider Business Practice Location Address Postal Code": "787010002",
  "Provider Business Mailing Address City Name": "AUSTIN",
  "Provider Business Mailing Address State Name": "TX",
  "Provider Business Mailing Address Postal Code": "787010001",
};

const rows = [
  `Arabella Quillfeather,,,${desmond}`,
  "Leopold Vantress,Austin,TX,",
  "Alma Smithwick,,,",
  "Alma Smithwick,Exampleville,OH,",
  "Nobody Atall,Fairview,TX,",
  `Ignatius Muntz,Austin,TX,${desmond}`,
  "Leopold Vantress PhD Xylo (per diem),Austin,TX,",
];

let folder: string;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-explain");
  const people = [
    personRow(arabella),
    personRow(desmond, {
      "Provider First Name": "DESMOND",
      "Provider Last Name (Legal Name)": "ZELLERBAUM",
      ...texas,
    }),
    ...[leopold, npiOf(4)].map((npi) =>
      personRow(npi, {
        "Provider First Name": "LEOPOLD",
        "Provider Last Name (Legal Name)": "VANTRESS",
        ...texas,
      }),
    ),
  ];
  await writeFile(join(folder, "npidata.csv"), npidata([...people, ...crowd]));
  await writeFile(join(folder, "leads.csv"), `Name,City,State,NPI\n${rows.join("\n")}\n`);
  const built = await heartbeat("registry", "import", "npidata.csv", "--registry", "registry");
  expect(built.code, built.stderr).toBe(0);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function heartbeat(...argv: string[]): Promise<Ran> {
  return run(argv, { cwd: folder });
}

async function screen(row: number): Promise<string> {
  const { stdout, stderr, code } = await over(row);
  expect(code, stderr).toBe(0);
  return stdout;
}

function over(row: number, ...more: string[]): Promise<Ran> {
  return heartbeat(...explainRow(row), ...more);
}

const explainRow = (row: number) => [
  ...["explain", "leads.csv", "--registry", "registry", "--row", String(row)],
  // Beside a crowd this large a list of six settles no prior of its own.
  ...["--prior", "0.8"],
];

/** The lines below a title, to the next empty one. */
function section(text: string, title: string): string {
  return text.split("\n\n").find((part) => part.trimStart().startsWith(title)) ?? "";
}

describe("explain", () => {
  it("fits 80 columns", async () => {
    for (let row = 1; row <= rows.length; row++) {
      const wide = (await screen(row)).split("\n").filter((line) => line.length > 80);
      expect(wide).toEqual([]);
    }
  });

  it("puts the evidence in words, and both probabilities beside it", async () => {
    const found = section(await screen(2), "Candidates: 2 compared");
    expect(found).toMatch(
      /^ {2}\d{10} {2}confidence 0\.(4999|4998|5000), posterior 50\.0 %, \+\d+\.\d bits$/m,
    );
    expect(found).toMatch(/^ +\+\d+\.\d {2}name +first and last name exact$/m);
    expect(found).toMatch(/^ +\+\d+\.\d {2}place +city agrees$/m);
    expect(found).toMatch(/^ {2}nobody of them: under 0\.1 %$/m);
  });

  it("says which reading of the name was compared", async () => {
    expect(section(await screen(2), "Candidates")).toContain("    read as LEOPOLD VANTRESS\n");
  });

  it("says which words of the name were left out, and what they were taken for", async () => {
    expect(section(await screen(7), "Left out of the name")).toBe(
      "Left out of the name\n  note: per diem\n  not understood: XYLO",
    );
    expect(await screen(2)).not.toContain("Left out");
  });

  it("sets the holder of the NPI apart from the candidates, without a sum that decided nothing", async () => {
    const text = await screen(1);
    expect(section(text, "Candidates: ")).toContain(`  ${arabella}  confidence 0.9`);
    expect(section(text, "Candidates: ")).not.toContain(desmond);
    const holder = section(text, "The NPI given");
    expect(holder).toContain(`  ${desmond}  belongs to somebody whose name speaks against it\n`);
    expect(holder).toMatch(/^ +-\d+\.\d {2}last_name +surname differs$/m);
    expect(holder).not.toMatch(/bits|confidence|%/);
    expect(section(text, "Decision")).toContain("the NPI belongs to somebody with another");
  });

  it("shows the holder even when nobody fits the name", async () => {
    const text = await screen(6);
    expect(section(text, "The NPI given")).toContain(desmond);
    expect(text.replace(/\s+/g, " ")).toContain("in TX; nobody else on file fits the name");
  });

  it("counts whom a common name kept from being compared", async () => {
    const text = await screen(3);
    expect(section(text, "Keys searched")).toMatch(/last\+first +2,100 profiles, [\d,]+ compared/);
    expect(section(text, "Candidates")).toMatch(/one of the [\d,]+ too common to list: \d/);
    const reason = section(text, "Decision").replace(/\s+/g, " ");
    expect(reason).toMatch(/2,100 profiles share this name, [\d,]+ compared; add state[; ]/);
  });

  it("names and counts the keys whose lists were cut", async () => {
    const text = await screen(4);
    expect(section(text, "Keys searched")).toMatch(
      /last\+city +4,200 profiles, .*too many to read/,
    );
    const reason = section(text, "Decision").replace(/\s+/g, " ");
    expect(reason).toContain("not all profiles were read under last+city (4,200)");
  });

  it("gives scripts the same, with nothing in words only", async () => {
    const { stdout } = await over(1, "--json");
    const { result } = JSON.parse(stdout) as { result: MatchResult };
    expect(result.explanation?.candidates).toMatchObject([
      { npi: arabella, confidence: result.confidence },
      { npi: desmond, confidence: 0, holder: true },
    ]);
  });

  it("leaves a suppressed holder out, and what the reason says about them", async () => {
    const suppressions = fakeSuppressions(({ npi }) => npi === desmond);
    // The lead's own NPI is that person's.
    const own = await run([...explainRow(1), "--json"], { cwd: folder, suppressions });
    expect(JSON.parse(own.stdout).result.status).toBe("suppressed");
    const later = fakeSuppressions(
      ({ npi }) => npi === desmond,
      (call) => call > 1,
    );
    const { stdout } = await run(explainRow(1), { cwd: folder, suppressions: later });
    // The NPI stands in the row itself, as it was asked.
    expect(stdout.split(desmond)).toHaveLength(2);
    expect(stdout).not.toMatch(/TX|The NPI given/);
  });
});
