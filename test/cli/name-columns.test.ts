import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

interface Person {
  npi: string;
  first: string;
  last: string;
  zip: string;
}

const firstNames =
  "Arabella Bartholo Cordelia Desmond Euphemia Florian Griselda Horatio Isolde Jocasta".split(" ");
const stems =
  "Quillfeather Testerman Sample Exemplar Probst Muster Platzhalt Beispiel Fictor Inventado Madeup Dummer Falsworth".split(
    " ",
  );
const surnames = stems.flatMap((stem) => [`${stem}ski`, `${stem}ovic`]);

/** 260 people: every pair of names once, each at a ZIP of their own. */
const people: Person[] = firstNames.flatMap((first, i) =>
  surnames.map((last, j) => ({
    npi: npiOf(1 + i * 26 + j),
    first,
    last,
    zip: String(43_001 + i * 26 + j),
  })),
);

let folder: string;
/** What the list gives with its columns as they should be. */
let right: Enriched;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-columns");
  const rows = people.map(({ npi, first, last, zip }) =>
    personRow(npi, {
      "Provider First Name": first.toUpperCase(),
      "Provider Last Name (Legal Name)": last.toUpperCase(),
      "Provider Business Practice Location Address Postal Code": zip,
    }),
  );
  await writeFile(join(folder, "npidata.csv"), npidata(rows));
  const built = await run(["registry", "import", "npidata.csv", "--registry", "registry"], {
    cwd: folder,
  });
  expect(built.code, built.stderr).toBe(0);
  right = await enrich(asNamed);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Enriched {
  /** The `hb_` cells of every row. */
  answers: string[];
  context: { name_columns?: string; name_order: string };
  stderr: string;
}

/** Enriches a list of 250 of these people, written as `cells` says. */
async function enrich(
  cells: (person: Person, n: number) => [first: string, last: string],
  ...options: string[]
): Promise<Enriched> {
  const lines = people.slice(0, 250).map((person, n) => {
    const [first, last] = cells(person, n);
    return `"${first}","${last}",${person.zip},OH`;
  });
  await writeFile(
    join(folder, "list.csv"),
    `First Name,Last Name,ZIP,State\n${lines.join("\n")}\n`,
  );
  const argv = ["enrich", "list.csv", "-o", "out.csv", "--force", "--registry", "registry"];
  const { code, stdout, stderr } = await run([...argv, "--json", ...options], { cwd: folder });
  expect(code, stderr).toBe(0);
  const output = (await readFile(join(folder, "out.csv"), "utf8")).trimEnd().split("\n");
  const answers = output.slice(1).map((line) => line.slice(line.indexOf(",OH,") + 3));
  return { answers, context: JSON.parse(stdout).context, stderr };
}

const asNamed = ({ first, last }: Person): [string, string] => [first, last];

function matchedRows(answers: readonly string[]): number {
  return answers.filter((answer) => answer.startsWith(",matched,")).length;
}

it("columns that are right are read as they are named, without a word", () => {
  const { answers, context, stderr } = right;
  expect(context).toMatchObject({ name_columns: "as_named", name_order: "mixed" });
  expect(matchedRows(answers)).toBeGreaterThan(200);
  expect(stderr).not.toContain("swapped");
});

it("swapped columns give the same answers as the right list, and say so", async () => {
  const swapped = await enrich(({ first, last }) => [last, first]);
  expect(swapped.context.name_columns).toBe("swapped");
  expect(swapped.answers).toEqual(right.answers);
  expect(swapped.stderr).toContain("look swapped");
  expect(swapped.stderr).toContain("--name-columns as_named");
});

it.each<[string, (person: Person) => [string, string], string]>([
  ["first, the other empty", ({ first, last }) => [`${first} ${last}`, ""], "full_in_first"],
  ["first, last name first", ({ first, last }) => [`${last} ${first}`, ""], "full_in_first"],
  [
    "first, beside a company",
    ({ first, last }) => [`${first} ${last}`, "Sampleton Clinic"],
    "full_in_first",
  ],
  ["first, beside credentials", ({ first, last }) => [`${first} ${last}`, "MD"], "full_in_first"],
  ["last, the other empty", ({ first, last }) => ["", `${last}, ${first}`], "full_in_last"],
  ["last, beside a title", ({ first, last }) => ["Dr.", `${first} ${last}`], "full_in_last"],
])("whole names in the column that stands %s", async (_, cells, reading) => {
  const whole = await enrich(cells);
  expect(whole.context.name_columns).toBe(reading);
  expect(matchedRows(whole.answers)).toBeGreaterThanOrEqual(matchedRows(right.answers));
  expect(whole.answers.map(npiCell)).toEqual(right.answers.map(npiCell));
});

function npiCell(answer: string): string {
  return /\b1\d{9}\b/.exec(answer)?.[0] ?? "";
}

it("a list that is mixed is read as it is named, and its odd rows still find their people", async () => {
  const mixed = await enrich(({ first, last }, n) => (n % 3 === 0 ? [last, first] : [first, last]));
  expect(mixed.context.name_columns).toBe("as_named");
  expect(mixed.answers.map(npiCell)).toEqual(right.answers.map(npiCell));
});

it("--name-columns is stronger than the evidence", async () => {
  const { context, stderr } = await enrich(
    ({ first, last }) => [last, first],
    "--name-columns",
    "as_named",
  );
  expect(context.name_columns).toBe("as_named");
  expect(stderr).not.toContain("swapped");
  const forced = await enrich(asNamed, "--name-columns", "swapped");
  expect(forced.context.name_columns).toBe("swapped");
  expect(forced.stderr).toContain("(flag)");
});
