import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tableRows } from "../docs/markdown.ts";
import { page } from "../docs/pages.ts";
import { fixtureRegistry } from "../helpers/fixture-registry.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { fakeSuppressions } from "../helpers/suppressions.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const [a, b, c, d] = [npiOf(1), npiOf(2), npiOf(3), npiOf(4)];

let folder: string;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-evaluate");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const header = "hb_status,hb_confidence,hb_reason,hb_npi,hb_candidates";

/** Six rows: right, wrong person, nobody there, second best, rightly nobody, missed. */
const answers = [
  `matched,0.9990,name_zip: first and last name exact,${a},`,
  `matched,0.9700,name_city: city agrees,${b},`,
  `matched,0.9600,name_city: surname exact,${c},`,
  `ambiguous,0.5000,"equal_candidates: 2 profiles; add state",,${d}:0.5000; ${a}:0.5000`,
  "no_match,0.0000,nobody: no profile fits,,",
  "invalid_input,,nothing_to_search: no name,,",
];
const states = ["OH", "OH", "TX", "TX", "NEW YORK", ""];

function list(ids = ["L1", "L2", "L3", "L4", "L5", "L6"], idColumn = "lead_id"): string {
  const rows = answers.map((answer, i) => `${ids[i]},${states[i]},${answer}\n`);
  return `${idColumn},State,${header}\n${rows.join("")}`;
}

const rightNpis = [a, d, "", d, "", b];

function truth(ids = ["L1", "L2", "L3", "L4", "L5", "L6"], idColumn = "lead_id"): string {
  return `${idColumn},npi\n${rightNpis.map((npi, i) => `${ids[i]},${npi}\n`).join("")}`;
}

let files = 0;
async function file(text: string): Promise<string> {
  const name = `file-${++files}.csv`;
  await writeFile(join(folder, name), text);
  return name;
}

async function evaluate(
  listText: string,
  truthText: string,
  ...options: string[]
): Promise<Ran & { listFile: string; truthFile: string }> {
  const [listFile, truthFile] = [await file(listText), await file(truthText)];
  const ran = await run(["evaluate", listFile, "--truth", truthFile, ...options], { cwd: folder });
  return { ...ran, listFile, truthFile };
}

/** The figures, as a script gets them. */
async function figures(
  listText: string,
  truthText: string,
  ...options: string[]
  // biome-ignore lint/suspicious/noExplicitAny: parsed JSON, whose shape is what is tested
): Promise<any> {
  const { code, stdout, stderr } = await evaluate(listText, truthText, ...options, "--json");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout);
}

/** What it says when it refuses, which is never what stands in a cell. */
async function refusal(
  listText: string,
  truthText: string,
  ...options: string[]
): Promise<{ code: number; said: string }> {
  const { code, stdout, stderr, listFile, truthFile } = await evaluate(
    listText,
    truthText,
    ...options,
  );
  expect(stdout).toBe("");
  const said = stderr.replaceAll(`${folder}/`, "");
  for (const told of [a, b, c, d, "L1", "L2", "L3", "OH"]) expect(said).not.toContain(told);
  return { code, said: said.replaceAll(listFile, "LIST").replaceAll(truthFile, "TRUTH") };
}

describe("somebody suppressed", () => {
  it("is in no figure, whether named or right", async () => {
    const [listFile, truthFile] = [await file(list()), await file(truth())];
    const argv = ["evaluate", listFile, "--truth", truthFile, "--by", "State"];
    const suppressions = fakeSuppressions(({ npi }) => npi === d);
    const { stdout } = await run([...argv, "--json"], { cwd: folder, suppressions });
    const all = JSON.parse(stdout);
    expect(all.rows).toMatchObject({ list: 6, list_without_truth: 0, withheld: 2 });
    expect(all).toMatchObject({ leads: 4, statuses: { matched: 2, ambiguous: 0 } });
    const screen = await run(argv, { cwd: folder, suppressions });
    expect(screen.stdout).toContain("2 rows of the list have to be withheld and are left out");
  });
});

describe("figures", () => {
  it("are those of the rows", async () => {
    const all = await figures(list(), truth());
    expect(all).toMatchObject({
      schema_version: 1,
      joined_by: { list: "lead_id", truth: "lead_id" },
      npi_column: "npi",
      in_registry_column: null,
      rows: { list: 6, truth: 6, list_without_truth: 0, truth_without_list: 0, withheld: 0 },
      leads: 6,
      with_answer: 4,
      without_answer: 2,
      statuses: { matched: 3, ambiguous: 1, no_match: 1, invalid_input: 1, suppressed: 0 },
      matched: { answers: 3, right: 1, wrong_person: 1, nobody_there: 1, recall: 0.25 },
      best_f1: { threshold: 0.5, answers: 4, right: 2 },
      calibration: { leads: 4 },
    });
    expect(all.thresholds.map((one: { answers: number }) => one.answers)).toEqual([4, 3, 3, 3, 1]);
    expect(all.matched.false_match_rate).toBe(0.5);
    expect(all.by_status.map((one: { status: string }) => one.status)).toEqual([
      "matched",
      "ambiguous",
      "no_match",
      "invalid_input",
    ]);
    expect(all.by_status[3]).toMatchObject({ leads: 1, missed: 1 });
  });

  it("have the keys that the manual tells", async () => {
    const all = await figures(list(), truth(), "--by", "State");
    const rows = tableRows(page("docs/evaluate.md"));
    const told = rows.flatMap(([cell = "", words = ""]) =>
      cell.startsWith("`") && /^`[a-z]\w*`/.test(cell)
        ? [...`${cell} ${words}`.matchAll(/`([a-z]\w*)`/g)].map(([, key]) => key as string)
        : [],
    );
    const keys = [all, all.rows, all.joined_by, all.matched, all.thresholds[0], all.best_f1]
      .concat(all.recall_at_precision[0], all.calibration, all.calibration.reliability[0])
      .concat(all.by_status[0], all.by[0], all.by[0].values[0])
      .flatMap(Object.keys);
    expect([...new Set(told)].filter((key) => key !== "null").sort()).toEqual(
      [...new Set(keys)].sort(),
    );
  });

  it("count a row marked as not in the registry as without an answer", async () => {
    const marked = `lead_id,npi,In_Registry\nL1,${a},Y\nL2,${d},true\nL3,${c},N\nL4,${d},\nL5,,0\nL6,${b},1\n`;
    const all = await figures(list(), marked);
    expect(all).toMatchObject({ in_registry_column: "In_Registry", with_answer: 4 });
    expect(all.matched).toMatchObject({ right: 1, nobody_there: 1 });
    const named = marked.replace("In_Registry", "there");
    expect((await figures(list(), named)).matched.right).toBe(2);
    expect((await figures(list(), named, "--in-registry", "there")).matched.right).toBe(1);
  });

  it.each<[string, (text: string) => string]>([
    ["floats", (text) => text.replace(new RegExp(`,(${a}|${b}|${c}),`, "g"), ",$1.0,")],
    ["numbers without a leading zero", (text) => text.replace(/,0\.9/g, ",.9")],
    ["blanks around", (text) => text.replace(/,0\.9/g, " , 0.9")],
    ["semicolons and other line ends", (text) => text.replace(/,/g, ";").replace(/\n/g, "\r\n")],
    ["a byte order mark", (text) => `\ufeff${text}`],
  ])("are the same for a list saved with %s", async (_, saved) => {
    const before = list()
      .replace(/"equal[^"]*"/, "x: y")
      .replace(`; ${a}:0.5000`, "");
    const plain = await figures(before, truth());
    const after = await figures(saved(before), truth());
    expect(after).toEqual({ ...plain, list: after.list, truth: after.truth });
  });

  it("are said to look like a mistake where most matched answers are wrong", async () => {
    const rows = (npi: string) =>
      Array.from({ length: 20 }, (_, i) => `L${i},matched,0.9990,x: y,${i < 11 ? npi : a},\n`);
    const right = `lead_id,npi\n${Array.from({ length: 20 }, (_, i) => `L${i},${a}\n`).join("")}`;
    const bad = `lead_id,${header}\n${rows(b).join("")}`;
    expect((await evaluate(bad, right)).stderr).toMatch(/^\nNote: Fewer than half/);
    expect((await evaluate(bad, right, "--quiet")).stderr).toBe("");
    const good = `lead_id,${header}\n${rows(a).join("")}`;
    expect((await evaluate(good, right)).stderr).toBe("");
  });

  it("take nothing from a suppressed row, and nothing from the holder of a conflict's NPI", async () => {
    const rows = [
      `L1,suppressed,,withheld: somebody,,`,
      `L2,conflict,0.0000,npi_name_conflict: x,,${d}:0.0000:holder`,
      `L3,conflict,0.9000,npi_name_conflict: x,,${b}:0.9000; ${d}:0.0000:holder`,
    ];
    const right = `lead_id,npi\nL1,${a}\nL2,${a}\nL3,${b}\n`;
    const all = await figures(`lead_id,${header}\n${rows.join("\n")}\n`, right);
    expect(all.calibration.leads).toBe(1);
    expect(all.by_status).toMatchObject([
      { status: "conflict", right: 1, missed: 1, wrong_person: 0 },
      { status: "suppressed", missed: 1 },
    ]);
  });

  it("are given by columns of either file, by reason code, and by status", async () => {
    const tagged = truth()
      .split("\n")
      .map((line, i) =>
        line === "" ? "" : `${line},${["noise", "", "typo nickname"][i] ?? "typo"}`,
      );
    const by = ["--by", "State", "--by", "noise", "--by", "hb_reason", "--by", "state"];
    const all = await figures(list(), tagged.join("\n"), ...by);
    // biome-ignore lint/suspicious/noExplicitAny: parsed JSON
    const told = all.by.map(({ column, file: from, values }: any) => [
      `${column} (${from})`,
      // biome-ignore lint/suspicious/noExplicitAny: parsed JSON
      ...values.map((one: any) => `${one.value}:${one.leads}`),
    ]);
    expect(told).toEqual([
      ["State (list)", "OH:2", "TX:2", ":1", "NEW YORK:1"],
      ["noise (truth)", "typo:5", ":1", "nickname:1"],
      [
        "hb_reason (list)",
        ...["name_city:2", "equal_candidates:1", "name_zip:1", "nobody:1", "nothing_to_search:1"],
      ],
    ]);
  });
});

function numbered(npis: readonly string[], first = 1): string {
  return `row,npi\n${npis.map((npi, i) => `${first + i},${npi}\n`).join("")}`;
}

describe("which rows belong together", () => {
  const shifted = ["M1", "M2", "M3", "M4", "M5", "M6"];

  it.each<[string, string, string, string[], string]>([
    ["the shared column", list(), truth(), [], "lead_id"],
    ["whatever its case", list(), truth(undefined, " Lead_ID"), [], "lead_id = Lead_ID"],
    [
      "two names",
      list(),
      truth(undefined, "ref"),
      ["--id", "lead_id", "--truth-id", "ref"],
      "lead_id = ref",
    ],
    ["a row number in the truth file", list(shifted), numbered(rightNpis), [], "row number"],
    ["the same, said", list(shifted), numbered(rightNpis), ["--id", "row"], "row number"],
    ["row numbers of both", list(shifted), truth(), ["--id", "row"], "row number"],
    [
      "a column called row in both",
      list(["4", "2", "3", "1", "5", "6"], "row"),
      truth(["4", "2", "3", "1", "5", "6"], "row"),
      [],
      "row",
    ],
    [
      "numbers as floats",
      list(shifted),
      numbered(rightNpis).replace(/^(\d),/gm, "$1.0,"),
      [],
      "row number",
    ],
    ["blanks around", list(["L1 ", " L2", "L3", "L4", "L5", "L6"]), truth(), [], "lead_id"],
    ["empty lines at the end of the truth", list(), `${truth()}\n,\n,\n`, [], "lead_id"],
  ])("is told by %s", async (_, listText, truthText, options, words) => {
    const all = await figures(listText, truthText, ...options);
    expect(all).toMatchObject({ leads: 6, matched: { right: 1 }, with_answer: 4 });
    expect(all.rows).toMatchObject({ list_without_truth: 0, truth_without_list: 0 });
    const { stdout } = await evaluate(listText, truthText, ...options);
    expect(stdout).toContain(`joined by ${words}: `);
  });

  it("is said of rows without a partner", async () => {
    const fewer = truth()
      .replace(/L6,/, "L7,")
      .replace(/L5.*\n/, "");
    const all = await figures(list(), fewer);
    expect(all.rows).toEqual({
      list: 6,
      truth: 5,
      list_without_truth: 2,
      truth_without_list: 1,
      withheld: 0,
    });
    const { stdout } = await evaluate(list(), fewer);
    expect(stdout).toContain("2 rows of the list have no line in the truth file and are left out");
    expect(stdout).toContain("1 row of the truth file has no row in the list and is left out");
  });

  it("takes several rows of the list about one answer", async () => {
    const twice = list(["L1", "L1", "L1", "L4", "L5", "L6"]);
    expect(await figures(twice, truth())).toMatchObject({ leads: 6, matched: { right: 1 } });
  });
});

describe("refuses", () => {
  const withCell = (line: number, text: string) =>
    truth()
      .split("\n")
      .map((one, i) => (i === line ? one.replace(/,.*/, `,${text}`) : one))
      .join("\n");

  it.each<[string, number, string, string, string[], string[]]>([
    [
      "a list that is not enriched",
      3,
      "lead_id,State\nL1,OH\n",
      truth(),
      [],
      ["LIST is not an enriched list", "heartbeat enrich"],
    ],
    [
      "a missing NPI column",
      2,
      list(),
      truth().replace("npi", "answer"),
      [],
      ["--npi names a column that is not in TRUTH: npi", "Its columns: lead_id, answer."],
    ],
    [
      "a truth file without a header",
      2,
      list(),
      truth().replace(/^.*\n/, ""),
      [],
      ["--npi", "first line of TRUTH must name its columns"],
    ],
    [
      "a missing --id",
      2,
      list(),
      truth(),
      ["--id", "ref"],
      ["--id names a column that is not in LIST: ref"],
    ],
    [
      "a missing --truth-id",
      2,
      list(),
      truth(),
      ["--id", "lead_id", "--truth-id", "ref"],
      ["--truth-id names a column that is not in TRUTH: ref"],
    ],
    [
      "a missing --by",
      2,
      list(),
      truth(),
      ["--by", "noise"],
      [
        "--by names a column that is not in LIST or TRUTH: noise",
        "Columns of LIST: lead_id, State",
        "Columns of TRUTH: lead_id, npi.",
      ],
    ],
    [
      "a missing --in-registry",
      2,
      list(),
      truth(),
      ["--in-registry", "there"],
      ["--in-registry names a column that is not in TRUTH"],
    ],
    [
      "two columns of that name",
      2,
      list(),
      truth().replace("lead_id,npi", "npi,npi"),
      [],
      ["TRUTH has several columns called npi"],
    ],
    [
      "no shared column",
      2,
      list(),
      truth(undefined, "ref"),
      [],
      ["It is not clear what identifies a row", "--id"],
    ],
    [
      "several shared columns",
      2,
      list(),
      truth()
        .replace(/^(.*),/gm, "$1,$1,")
        .replace("lead_id,lead_id", "lead_id,State"),
      [],
      ["several columns could (lead_id, State)"],
    ],
    [
      "a repeated id",
      3,
      list(),
      truth(["L1", "L2", "L3", "L1", "L5", "L3"]),
      ["--id", "lead_id"],
      ["TRUTH: the lead_id of row 1 stands again in rows 4 and 6"],
    ],
    ["an NPI too short", 3, list(), withCell(2, "12345"), [], ["the right NPI of row 2 is no NPI"]],
    [
      "an NPI with a wrong check digit",
      3,
      list(),
      withCell(4, "1234567890"),
      [],
      ["the right NPI of row 4"],
    ],
    [
      "a word instead of an empty NPI",
      3,
      list(),
      withCell(1, "none"),
      [],
      ["row 1", "leave the cell empty"],
    ],
    [
      "a doubtful in_registry",
      3,
      list(),
      `lead_id,npi,in_registry\nL1,${a},maybe\n`,
      [],
      ["neither yes nor no in row 1"],
    ],
    [
      "an answer that is not given",
      3,
      list(),
      "lead_id,npi,in_registry\nL1,,Y\n",
      [],
      ["row 1 says that the person is in the registry and gives no NPI"],
    ],
    [
      "a truth file with a damaged line",
      3,
      list(),
      truth().replace("L2,", '"L2"x,'),
      [],
      ["row 2 cannot be read as CSV"],
    ],
    [
      "nothing to compare",
      3,
      list(["X1", "X2", "X3", "X4", "X5", "X6"]),
      truth(),
      [],
      ["None of the 6 rows of LIST has a line in TRUTH", "lead_id"],
    ],
    [
      "row numbers of lists that differ",
      3,
      list(),
      truth().replace(/L6.*\n/, ""),
      ["--id", "row"],
      ["LIST has 6 rows and TRUTH has 5"],
    ],
    [
      "a status of its own",
      3,
      list().replace("no_match", "unsure"),
      truth(),
      [],
      ["hb_status of row 5 is not as heartbeat writes it"],
    ],
    [
      "a confidence with a comma",
      3,
      list().replace("0.9990", '"0,9990"'),
      truth(),
      [],
      ["hb_confidence of row 1"],
    ],
    [
      "a confidence beyond 1",
      3,
      list().replace("0.9990", "1.5"),
      truth(),
      [],
      ["hb_confidence of row 1"],
    ],
    [
      "an NPI in scientific notation",
      3,
      list().replace(`,${c},`, ",1.0E+09,"),
      truth(),
      [],
      ["hb_npi of row 3"],
    ],
    [
      "candidates of another form",
      3,
      list().replace(`${d}:0.5000;`, "somebody;"),
      truth(),
      [],
      ["hb_candidates of row 4"],
    ],
    [
      "row numbers of a list that was filtered",
      3,
      list().replace(/L2.*\n/, ""),
      numbered(rightNpis),
      [],
      ["TRUTH has right answers for rows that LIST does not have: its rows are 1 to 5."],
    ],
    [
      "row numbers from 0",
      3,
      list(),
      numbered(rightNpis, 0),
      [],
      ["rows are 1 to 6", "Row 1 is the first data row"],
    ],
    ["a spreadsheet's row numbers", 3, list(), numbered(rightNpis, 2), [], ["rows are 1 to 6"]],
    [
      "row numbers of a list that was sorted",
      3,
      `hb_duplicate_of,${header}\n${["4", "", "", ""].map((first, i) => `${first},${answers[i]}\n`).join("")}`,
      numbered(rightNpis),
      [],
      ["not in the order in which it was enriched: row 1 repeats a row that comes later"],
    ],
    ["--id of nothing", 2, list(), truth(), ["--id", ""], ["--id names no column"]],
    ["--npi of nothing", 2, list(), truth(), ["--npi", " "], ["--npi names no column"]],
    [
      "answers of two runs",
      3,
      list().replace(/$/gm, ",matched").replace(",matched\n", ",hb_status\n"),
      truth(),
      [],
      ["LIST has several columns called hb_status", "--replace-hb"],
    ],
    [
      "half of the answers",
      3,
      list().replace("hb_candidates", "who"),
      truth(),
      [],
      ["it has no hb_candidates column", "all the hb_ columns"],
    ],
    [
      "right NPIs that a spreadsheet cut",
      3,
      list(),
      withCell(2, "1.23E+09"),
      [],
      ["the right NPI of row 2 is no NPI", "A spreadsheet has cut NPIs"],
    ],
    [
      "a first line of people, without telling it",
      2,
      list(),
      "7,Quillingmere\n8,Ashdowne\n",
      [],
      ["must name its columns"],
    ],
    [
      "a binary header, without printing it all",
      2,
      list(),
      `lead_id,${"x".repeat(5000)}\nL1,1\n`,
      [],
      [`lead_id, ${"x".repeat(39)}….`],
    ],
    [
      "ids that a spreadsheet changed",
      3,
      list(["01", "02", "03", "04", "05", "06"]),
      truth(["1", "2", "3", "4", "5", "6"]),
      [],
      ["leading zeros count"],
    ],
  ])("%s", async (_, code, listText, truthText, options, words) => {
    const refused = await refusal(listText, truthText, ...options);
    expect(refused.code, refused.said).toBe(code);
    for (const word of words) expect(refused.said.replace(/\s+/g, " ")).toContain(word);
  });

  it("standard input twice", async () => {
    const { code, stderr } = await run(["evaluate", "-", "--truth", "-"], { cwd: folder });
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining("both") });
  });

  it("to run without a truth file", async () => {
    const { code, stderr } = await run(["evaluate", "x.csv"], { cwd: folder });
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining("--truth") });
  });
});

describe("the screen", () => {
  it("fits 80 columns, also for millions of leads and long or hostile values", async () => {
    const { evaluationText } = await import("../../src/cli/list/evaluate-screen.ts");
    const value = `A very long value of a column\u001b[31m that goes on and on ${"x".repeat(90)}`;
    const all = await figures(
      `lead_id,Place,${header}\nL1,"${value}",${answers[0]}\n`,
      `lead_id,npi\nL1,${a}\n`,
      "--by",
      "Place",
    );
    const grown = JSON.parse(JSON.stringify(all), (key, held) =>
      typeof held !== "number" || held < 1 || /precision|recall|f1|threshold|from|to|ece/.test(key)
        ? held
        : 1_234_567,
    );
    const plain = (text: string) => text;
    const paint = { bold: plain, dim: plain, red: plain, green: plain, yellow: plain };
    const text = evaluationText(grown, paint);
    expect(text).toContain("1,234,567");
    expect(text).not.toContain("\u001b");
    const wide = text.split("\n").filter((line) => line.length > 80 && !line.includes(folder));
    expect(wide).toEqual([]);
    expect(text.split("\n").filter((line) => line !== line.trimEnd())).toEqual([]);
  });

  it("is not colored where stdout is no terminal", async () => {
    const options = { cwd: folder, terminal: 80, env: { TERM: "xterm", CI: "1" } };
    const [listFile, truthFile] = [await file(list()), await file(truth())];
    const { code, stdout } = await run(["evaluate", listFile, "--truth", truthFile], options);
    expect({ code, escape: stdout.includes("\u001b") }).toEqual({ code: 0, escape: false });
  });

  it("speaks of one lead as of one", async () => {
    const { stdout } = await evaluate(list(), `lead_id,npi\nL1,${a}\n`);
    expect(stdout).toContain("  1 lead, joined by lead_id: 1 is in the registry, 0 are not\n");
  });

  it("has a dash where there is nothing to divide by", async () => {
    const { stdout } = await evaluate(
      `lead_id,${header}\nL1,no_match,0.0000,nobody: x,,\n`,
      "lead_id,npi\nL1,\n",
    );
    expect(stdout).toMatch(/matched +0 +- +- +-\n/);
    expect(stdout).toContain("Best F1: none");
    expect(stdout).toContain("never reached");
    expect(stdout).not.toMatch(/NaN|null|undefined/);
  });

  it("comes from standard input, too", async () => {
    const options = ["--truth", await file(truth()), "--quiet"];
    const ran = await run(["evaluate", "-", ...options], { cwd: folder, stdin: list() });
    expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code: 0, stderr: "" });
    expect(ran.stdout).toContain("standard input\n  compared with ");
  });
});

describe("fixtures/truth.csv", () => {
  const fixtures = fileURLToPath(new URL("../../fixtures/", import.meta.url));

  it("is about the rows of leads.csv", async () => {
    const out = join(folder, "fixtures.csv");
    const registry = join(folder, "registry");
    await fixtureRegistry(registry);
    const enriched = await run(
      ["enrich", join(fixtures, "leads.csv"), "--registry", registry, "-o", out],
      { cwd: folder },
    );
    expect(enriched.code).toBe(0);
    const { stdout } = await run(
      ["evaluate", out, "--truth", join(fixtures, "truth.csv"), "--json"],
      { cwd: folder },
    );
    const all = JSON.parse(stdout);
    expect(all.rows).toEqual({
      list: 62,
      truth: 62,
      list_without_truth: 0,
      truth_without_list: 0,
      withheld: 0,
    });
    // What is surely matched is right: a shifted truth file would be wrong nearly everywhere.
    expect(all.matched.answers).toBeGreaterThan(40);
    expect(all.matched.precision).toBe(1);
  });
});
