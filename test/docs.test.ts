import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemWords } from "../src/cli/contacts/contacts-screen.ts";
import { KEY_VARIABLE } from "../src/config/api-key.ts";
import { flagOf, settingNames, variableOf } from "../src/config/settings.ts";
import { rightsRules } from "../src/dsar/audit/check-requests.ts";
import { intakeProblems } from "../src/dsar/intake/read-intake.ts";
import { letterKinds } from "../src/dsar/letters/letter-kinds.ts";
import { presets } from "../src/enrich/cells/catalogue-field.ts";
import { alwaysColumns, fieldCatalogue } from "../src/enrich/cells/field-catalogue.ts";
import { provenanceColumns } from "../src/enrich/cells/provenance-columns.ts";
import { receiptSchema } from "../src/enrich/receipt/receipt-file.ts";
import { findingKinds } from "../src/list/doctor/finding-kinds.ts";
import { metrics } from "../src/list/gates/metrics.ts";
import { checkNames } from "../src/list/verify/verify.ts";
import {
  InputError,
  InterruptedError,
  RefusedError,
  ServiceError,
  UsageError,
} from "../src/model/errors.ts";
import { reasonCodes } from "../src/model/reason.ts";
import { statuses, statusMeanings } from "../src/model/status.ts";
import { correctablePaths } from "../src/normalize/corrections/correctable-fields.ts";
import { allEndpoints } from "../src/service/server/endpoints/all.ts";
import { problems } from "../src/service/server/problem-codes.ts";
import { leadFields } from "../src/table/columns/lead-field.ts";
import { commandTree, heartbeatCalls, parse } from "./docs/command-tree.ts";
import { rowsTable, transcript, withoutTime } from "./docs/first-screen.ts";
import {
  blockOf,
  codeLines,
  firstCells,
  sectionOf,
  tableRows,
  withBlock,
} from "./docs/markdown.ts";
import { introOf, manual, page, root, userPages } from "./docs/pages.ts";
import { run } from "./helpers/run.ts";
import { temporaryFolder } from "./helpers/temporary-folder.ts";

const tree = commandTree();
const readme = page("README.md");
const contactsPage = page("docs/contacts.md");
const servePage = page("docs/serve.md");
const columnsPage = page("docs/columns.md");
const enrichPage = page("docs/enrich.md");
const commandsPage = page("docs/commands.md");
const everything = manual();
const rightsSection = sectionOf(readme, "## Handle a rights request");

describe("the first screen", () => {
  const enrichCommand = "npx heartbeat enrich fixtures/leads.csv --registry fixtures/npidata.csv";
  const evaluateCommand =
    "npx heartbeat evaluate fixtures/leads.enriched.csv --truth fixtures/truth.csv --by trouble";
  const doctorCommand = "npx heartbeat doctor fixtures/damaged.csv";
  const verifyCommand =
    "npx heartbeat verify fixtures/leads.enriched.csv --against fixtures/leads.csv";
  const undoCommand = "npx heartbeat undo fixtures/leads.enriched.csv";
  const searchCommand =
    "npx heartbeat search Garcia --registry fixtures/npidata.csv --format table";
  const contactCommands = [
    "npx heartbeat registry import fixtures/npidata.csv --registry registry",
    "npx heartbeat registry import fixtures/contacts.csv --source crm --as-of 2025-12-31 --registry registry",
    "npx heartbeat show 1000777775 --registry registry",
  ] as const;
  let folder: string;
  beforeAll(async () => {
    folder = temporaryFolder("heartbeat-docs");
    await mkdir(join(folder, "fixtures"));
    await cp(join(root, "fixtures/leads.csv"), join(folder, "fixtures/leads.csv"));
    for (const name of [
      "fixtures/npidata.csv",
      "fixtures/truth.csv",
      "fixtures/damaged.csv",
      "fixtures/contacts.csv",
    ])
      await symlink(join(root, name), join(folder, name));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("has the two commands, and package.json agrees", async () => {
    const lines = codeLines(readme, "sh");
    expect(lines.slice(0, 2)).toEqual([`npm ci && ${enrichCommand}`, "npm test"]);
    const { bin, scripts } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    expect(bin).toEqual({ heartbeat: "bin/heartbeat.js" });
    expect(scripts.test).toBe("vitest run");
    expect(scripts.pretest, "npm test builds first").toContain("build");
    expect(scripts.prepare, "npm ci builds").toContain("build");
  });

  it("shows what the program prints today", async () => {
    const [call = []] = heartbeatCalls(enrichCommand);
    const clock = process.env.UPDATE_README === "1" ? { now: () => performance.now() } : {};
    const { code, stdout, stderr } = await run(call, { cwd: folder, ...clock });
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    const enriched = await readFile(join(folder, "fixtures/leads.enriched.csv"), "utf8");
    const [evaluateCall = []] = heartbeatCalls(evaluateCommand);
    const evaluated = await run(evaluateCall, { cwd: folder });
    expect({ ...evaluated, stdout: "" }).toEqual({ code: 0, stdout: "", stderr: "" });
    const [doctorCall = []] = heartbeatCalls(doctorCommand);
    const looked = await run(doctorCall, { cwd: folder });
    expect({ ...looked, stdout: "" }).toEqual({ code: 0, stdout: "", stderr: "" });
    const verified = await run(heartbeatCalls(verifyCommand)[0] ?? [], { cwd: folder });
    const undone = await run(heartbeatCalls(undoCommand)[0] ?? [], { cwd: folder });
    expect([verified.code, undone.code]).toEqual([0, 0]);
    const searched = await run(heartbeatCalls(searchCommand)[0] ?? [], { cwd: folder });
    expect(searched.code).toBe(0);
    const contacts = [];
    for (const command of contactCommands) {
      const imported = await run(heartbeatCalls(command)[0] ?? [], { cwd: folder });
      expect({ command, code: imported.code }).toEqual({ command, code: 0 });
      contacts.push(imported);
    }
    const [, imported, shown] = contacts;
    const blocks = {
      contacts: transcript(contactCommands[1], imported?.stderr ?? "", folder),
      show: transcript(contactCommands[2], shown?.stdout ?? "", folder),
      search: transcript(searchCommand, searched.stdout + searched.stderr, folder),
      doctor: transcript(doctorCommand, looked.stdout, folder),
      verify: transcript(verifyCommand, verified.stdout, folder),
      undo: transcript(undoCommand, undone.stderr, folder),
      evaluate: transcript(evaluateCommand, evaluated.stdout, folder),
      run: transcript(enrichCommand, stderr, folder),
      rows: rowsTable(enriched, [2, 14, 15, 46, 47]),
    };
    if (process.env.UPDATE_README === "1") {
      for (const name of userPages) {
        const updated = Object.entries(blocks).reduce(
          (text, [block, content]) => withBlock(text, block, content),
          page(name),
        );
        await writeFile(join(root, name), updated);
      }
      return;
    }
    const hint = "UPDATE_README=1 npx vitest run test/docs.test.ts copies the run";
    expect(withoutTime(blockOf(everything, "run")), hint).toBe(withoutTime(blocks.run));
    expect(blockOf(everything, "rows"), hint).toBe(blocks.rows);
    expect(blockOf(everything, "evaluate"), hint).toBe(blocks.evaluate);
    expect(blockOf(everything, "doctor"), hint).toBe(blocks.doctor);
    expect(blockOf(everything, "verify"), hint).toBe(blocks.verify);
    expect(blockOf(everything, "search"), hint).toBe(blocks.search);
    expect(withoutTime(blockOf(everything, "contacts")), hint).toBe(withoutTime(blocks.contacts));
    expect(blockOf(everything, "show"), hint).toBe(blocks.show);
    expect(blockOf(everything, "undo"), hint).toBe(blocks.undo);
    const wide = Object.values({ ...blocks, rows: "" })
      .join("")
      .split("\n")
      .filter((line) => line.length > 80 && !/heartbeat /.test(line));
    expect(wide).toEqual([]);
  });

  it("never sends anybody to the stranger's package", () => {
    const outside = everything.split("\n").filter((line) => /npx heartbeat/.test(line));
    const allowed = /^(npm ci && npx|\$ npx|Do not run|Needs Node)|Inside the clone/;
    expect(outside.filter((line) => !allowed.test(line))).toEqual([]);
  });
});

describe("commands and options", () => {
  const commands = tree.filter(({ isGroup }) => !isGroup);

  it("has a heading for every command and no other", () => {
    const headings = [...commandsPage.matchAll(/^### `(.*)`$/gm)].map(([, usage]) => usage);
    expect(headings.sort()).toEqual(commands.map(({ usage }) => usage).sort());
  });

  it("has every command in the README's table", () => {
    const named = firstCommands(sectionOf(readme, "## Commands"));
    expect(named.sort()).toEqual(commands.map(({ path }) => path).sort());
  });

  it.each(commands)("lists the options of $path", ({ usage, options }) => {
    const own = sectionOf(commandsPage, `### \`${usage}\``);
    expect(firstCells(own)).toEqual(options);
  });

  it("says the same defaults as help", () => {
    const rows = commands.flatMap(({ usage, defaults }) => {
      const own = tableRows(sectionOf(commandsPage, `### \`${usage}\``));
      const meanings = new Map(own.map(([flags = "", words = ""]) => [flags, words]));
      return [...defaults].map(([flags, said]) => ({
        ...{ usage, flags, said },
        told: meanings.get(`\`${flags.replaceAll("|", "\\|")}\``) ?? "",
      }));
    });
    const strayed = rows.filter(({ said, told }) => {
      if (/^as (in|for) `/.test(told)) return false;
      const words = told.replaceAll("`", "");
      return !/default/.test(words) || (/^\S+$/.test(said) && !words.includes(said));
    });
    expect(rows.length).toBeGreaterThan(50);
    expect(strayed).toEqual([]);
  });

  it("lists the global options", () => {
    const global = tree[0]?.options ?? [];
    const listed = firstCells(sectionOf(commandsPage, "## Global options"));
    expect(listed.sort()).toEqual([...global, "-h, --help"].sort());
  });

  it("names no option that does not exist", () => {
    const known = new Set(
      tree.flatMap(({ options }) => options.flatMap((flags) => flags.match(/--[\w-]+/g) ?? [])),
    );
    const named = [...everything.matchAll(/`(--[a-z][\w-]*)/g)].map(([, flag]) => flag);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((flag) => flag !== "--help" && !known.has(flag as string))).toEqual([]);
  });
});

describe("examples", () => {
  const inPages = userPages.flatMap((name) =>
    codeLines(page(name), "sh")
      .flatMap(heartbeatCalls)
      .map((words) => [name, words.join(" "), words] as const),
  );
  it("are found", () => expect(inPages.length).toBeGreaterThan(100));

  it.each(inPages)("%s: heartbeat %s", async (_, __, words) =>
    expect(await parse(words)).toMatchObject({ code: 0 }),
  );

  it.each(tree)("help of heartbeat $path", async ({ path }) => {
    const { said } = await parse([...path.split(" ").filter((word) => word !== ""), "--help"]);
    const examples = said.slice(said.indexOf("\nExamples:")).split("\n").flatMap(heartbeatCalls);
    expect(examples.length).toBeGreaterThan(1);
    for (const words of examples) expect(await parse(words)).toEqual({ code: 0, said: "" });
  });

  it("would notice a wrong one", async () => {
    expect((await parse(["enrich", "x.csv", "--regisrty", "r"])).code).not.toBe(0);
    expect((await parse(["enrich"])).code).not.toBe(0);
    expect(heartbeatCalls('cat a.csv | heartbeat enrich - --map npi="My ID" > b.csv')).toEqual([
      ["enrich", "-", "--map", "npi=My ID"],
    ]);
  });
});

describe("words of the output", () => {
  it("has every status, in order", () => {
    expect(firstCells(sectionOf(readme, "## Statuses"))).toEqual([...statuses]);
  });

  it("says of every status what a workbook's legend says", () => {
    const rows = tableRows(sectionOf(readme, "## Statuses"));
    const told = rows.map(([, meaning = ""]) => meaning.replaceAll("`", ""));
    const strayed = statuses.filter((status, i) => !told[i]?.startsWith(statusMeanings[status]));
    expect(strayed).toEqual([]);
  });

  it("has every reason code, and its meaning", () => {
    const rows = tableRows(sectionOf(columnsPage, "## Reasons")).map(([code = "", words = ""]) => [
      code.replaceAll("`", ""),
      words,
    ]);
    expect(rows.map(([code]) => code)).toEqual(Object.keys(reasonCodes));
    const meanings = new Map(Object.entries(reasonCodes));
    const strayed = rows.filter(([code = "", words = ""]) => {
      const [clause = ""] = (meanings.get(code) ?? "").split(";");
      return !words.startsWith(clause);
    });
    expect(strayed, "the first clause is the one of src/model/reason.ts").toEqual([]);
  });

  it("has every kind of finding, and what becomes of it", () => {
    const rows = tableRows(page("docs/doctor.md"));
    const told = [...findingKinds]
      .filter(([kind]) => !(kind in reasonCodes))
      .map(([kind, { severity, says, effect }]) => [`\`${kind}\``, severity, says[0], effect]);
    expect(rows).toEqual(told);
  });

  const columnSections = ["## Always written", "## Profile columns", "## Where a value is from"];

  it("has every column, and the presets it is in", () => {
    const rows = columnSections.flatMap((heading) => tableRows(sectionOf(columnsPage, heading)));
    const listed = rows.map(([name = "", , inPresets = ""]) =>
      [name, inPresets].join(" ").replaceAll("`", "").trim(),
    );
    expect(listed).toEqual([
      ...alwaysColumns.map(({ name }) => name),
      ...fieldCatalogue.map((field) => [field.name, ...field.presets].join(" ")),
      ...provenanceColumns.map(({ suffix }) => `<column>${suffix}`),
    ]);
  });

  it("has every key of a receipt", () => {
    const listed = tableRows(sectionOf(page("docs/verify.md"), "## The receipt")).flatMap(
      ([cell = ""]) => cell.match(/\w+/g) ?? [],
    );
    expect(listed).toEqual(Object.keys(receiptSchema.shape));
  });

  it("has every check of verify", () => {
    expect(firstCells(sectionOf(page("docs/verify.md"), "## Verify"))).toEqual([...checkNames]);
  });

  it("has every preset", () => {
    const section = sectionOf(columnsPage, "## Profile columns");
    expect(presets.filter((preset) => !section.includes(`\`${preset}\``))).toEqual([]);
  });

  it("has every lead field", () => {
    const listed = tableRows(sectionOf(enrichPage, "## Which column is what")).flatMap(
      ([cell = ""]) => cell.match(/\w+/g) ?? [],
    );
    expect(listed.sort()).toEqual([...leadFields].sort());
  });

  it("has the keys of --json", async () => {
    const folder = temporaryFolder("heartbeat-docs-json");
    const argv = ["enrich", "--json", "-q", "-o", join(folder, "o.csv"), "--registry"];
    const paths = ["npidata.csv", "leads.csv"].map((name) => join(root, "fixtures", name));
    const { stdout } = await run([...argv, ...paths], { cwd: folder });
    await rm(folder, { recursive: true, force: true });
    const section = sectionOf(enrichPage, "## For scripts");
    const told = [...section.matchAll(/`([a-z]\w*)`/g)].map(([, key]) => key);
    const summary = JSON.parse(stdout) as { receipt: object };
    const keys = [...Object.keys(summary), ...Object.keys(summary.receipt)];
    expect([...new Set(told)].sort()).toEqual(keys.sort());
  });
});

it("has the keys of --json where a list is looked over, and where it is measured", async () => {
  const folder = temporaryFolder("heartbeat-docs-keys");
  const fixture = (name: string) => join(root, "fixtures", name);
  const json = async (...argv: string[]) =>
    JSON.parse((await run([...argv, "--json"], { cwd: folder })).stdout);
  const enrich = ["enrich", fixture("leads.csv"), "-o", "out.csv"];
  await run([...enrich, "--registry", fixture("npidata.csv"), "-q"], { cwd: folder });
  const looked = await json("doctor", fixture("damaged.csv"));
  const measured = await json("evaluate", "out.csv", "--truth", fixture("truth.csv"));
  await rm(folder, { recursive: true, force: true });

  const doctor = sectionOf(page("docs/doctor.md"), "## For scripts");
  const [file] = looked.files;
  const keys = [looked, file, file.findings[0]].flatMap((one) => Object.keys(one));
  expect(keys.filter((key) => !doctor.includes(`\`${key}\``))).toEqual([]);
  const rows = tableRows(sectionOf(page("docs/evaluate.md"), "## For scripts"));
  const told = rows.flatMap(([cell = ""]) => cell.match(/\w+/g) ?? []);
  expect(told.sort()).toEqual(Object.keys(measured).sort());
});

describe("the page about the server", () => {
  /** Whatever runs them: a shell, systemd, a container. */
  const calls = servePage
    .replace(/\\\n\s*| +#.*/g, "")
    .split("\n")
    .map(
      (line) => /(?<=heartbeat(?:\.js)? )(?:enrich|keys|registry|search|serve) .*/.exec(line)?.[0],
    )
    .filter((words) => words !== undefined && !/`/.test(words))
    .flatMap((words) => heartbeatCalls(`heartbeat ${words}`));

  it("has commands that are understood", async () => {
    expect(calls.length).toBeGreaterThan(5);
    for (const words of calls) {
      expect({ words, ...(await parse(words)) }).toMatchObject({ words, code: 0 });
    }
  });

  it("has every code of a refusal, with its status and words", () => {
    const codes = Object.entries(problems).map(([code, { status, detail }]) => [
      ...[`${status}`, `\`${code}\``, detail],
    ]);
    const rows = tableRows(sectionOf(servePage, "## Errors"));
    const sorted = (some: string[][]) => some.map((row) => row.join(" ")).sort();
    expect(sorted(rows)).toEqual(sorted(codes));
  });

  it("has everything that is answered, and the scope it takes", () => {
    const rows = tableRows(sectionOf(servePage, "## What it answers"));
    const told = rows.flatMap(([paths = "", scope = ""]) =>
      [...paths.matchAll(/`([^`]+)`/g)].map(([, path]) => `${path} ${scope.replaceAll("`", "")}`),
    );
    const endpoints = allEndpoints({ admits: () => true }, "").map(
      ({ method, path, scope }) => `${method} ${path} ${scope ?? "none"}`,
    );
    expect(told.sort()).toEqual(endpoints.sort());
  });
});

it("has every metric of a gate", () => {
  const told = firstCells(sectionOf(page("docs/checks.md"), "## Gates")).flatMap((cell) =>
    cell.split(", "),
  );
  const known = metrics.map(({ name }) => name).filter((name) => !name.startsWith("changes."));
  expect(told.sort()).toEqual([...known, "changes.<kind>", "fill.<field>"].sort());
});

it("has every letter", () => {
  const section = sectionOf(page("docs/dsar-letters.md"), "## Which letter when");
  const told = firstCells(section).flatMap((cell) => cell.split(", "));
  expect(told.sort()).toEqual([...letterKinds].sort());
});

describe("the page about contacts", () => {
  it("has every reason for which a value is refused", () => {
    const told = [...sectionOf(contactsPage, "## What is checked").matchAll(/`([a-z]+_[a-z_]+)`/g)];
    expect(new Set(told.map(([, code]) => code))).toEqual(
      new Set([...Object.keys(problemWords), "toll_free"]),
    );
  });
});

describe("configuration", () => {
  it("has the defaults that `config show` has where nothing is set", async () => {
    const folder = temporaryFolder("heartbeat-docs-config");
    const { stdout } = await run(["config", "show", "--json"], { cwd: folder });
    await rm(folder, { recursive: true, force: true });
    const { settings } = JSON.parse(stdout) as { settings: Record<string, unknown> };
    const rows = tableRows(sectionOf(page("docs/configuration.md"), "## Settings"));
    const told = rows.map(([name = "", , , words = ""]) => {
      const value = settings[name.replaceAll("`", "")];
      const isFixed = typeof value === "number" || typeof value === "boolean";
      const isWord = typeof value === "string" && !value.includes("/");
      return isFixed || isWord ? [name, words.split(/[:;]/)[0]?.replaceAll("`", ""), value] : [];
    });
    const fixed = told.filter((row) => row.length > 0 && row[0] !== "`json`");
    expect(fixed.length).toBeGreaterThan(10);
    expect(fixed.filter(([, words, value]) => words !== String(value))).toEqual([]);
  });

  it("has every setting with its flag and variable", () => {
    const section = sectionOf(page("docs/configuration.md"), "## Settings");
    const rows = tableRows(section).filter(([name = ""]) => /^`\w+`$/.test(name));
    const listed = rows.map(([name, flag, variable = ""]) =>
      [name, flag, variable.split(" ")[0]].join(" ").replaceAll("`", ""),
    );
    expect(listed).toEqual(
      settingNames.map((name) => [name, flagOf(name), variableOf(name)].join(" ")),
    );
  });

  it("names no variable that is not read", () => {
    const known = new Set([...settingNames.map(variableOf), KEY_VARIABLE, "HEARTBEAT_DEBUG"]);
    const named = everything.match(/HEARTBEAT_[A-Z_]*[A-Z]/g) ?? [];
    expect(named.filter((variable) => !known.has(variable))).toEqual([]);
    expect(named).toContain("HEARTBEAT_DEBUG");
    expect(named).toContain(KEY_VARIABLE);
  });
});

describe("exit codes", () => {
  it("has every code", async () => {
    const ofErrors = [
      new UsageError("", ""),
      new InputError("", ""),
      new ServiceError("", ""),
      new RefusedError("", ""),
      ...([129, 130, 143] as const).map((code) => new InterruptedError(undefined, code)),
    ].map(({ exitCode }) => exitCode);
    const listed = firstCells(sectionOf(readme, "## Exit codes")).map(Number);
    expect(listed).toEqual([
      0,
      1,
      ...ofErrors.slice(0, 3),
      5,
      ...ofErrors.slice(3, 4),
      7,
      ...ofErrors.slice(4),
    ]);
    const { said } = await parse(["--help"]);
    const inHelp = said.slice(said.indexOf("Exit codes:")).match(/\d+/g)?.map(Number) ?? [];
    expect(inHelp.length).toBeGreaterThan(5);
    expect(inHelp.filter((code) => !listed.includes(code))).toEqual([]);
  });

  it("quotes a real error", async () => {
    const folder = temporaryFolder("heartbeat-docs-error");
    await writeFile(join(folder, "leads.csv"), "NPI\n1\n");
    await writeFile(join(folder, "leads.enriched.csv"), "");
    const { stderr } = await run(["enrich", "leads.csv"], { cwd: folder });
    await rm(folder, { recursive: true, force: true });
    expect(sectionOf(readme, "## Exit codes")).toContain(stderr.replaceAll(`${folder}/`, ""));
  });
});

describe("the map", () => {
  it("lists every folder of src/ and nothing else", async () => {
    const map = await readFile(join(root, "src/README.md"), "utf8");
    const files = (await readdir(join(root, "src"), { recursive: true }))
      .map((file) => file.replaceAll("\\", "/"))
      .filter((file) => /\/.*\.ts$/.test(file));
    const folders = new Set(files.map((file) => `${dirname(file)}/`));
    const listed = firstCells(sectionOf(map, "## Folders"));
    expect(listed.toSorted()).toEqual([...folders].sort());
  });

  it("names files that are there", async () => {
    const map = await readFile(join(root, "src/README.md"), "utf8");
    const named = [...map.matchAll(/`((?:[\w-]+\/)+[\w-]+\.ts)`/g)].map(([, file = ""]) => file);
    expect(named.length).toBeGreaterThan(30);
    const places = named.map((file) => (file.startsWith("test/") ? file : `src/${file}`));
    const isGone = places.map((file) => !existsSync(join(root, file)));
    expect(named.filter((_, i) => isGone[i])).toEqual([]);
  });
});

describe("the page about the records of rights requests", () => {
  const records = page("docs/dsar-records.md");

  it("has every rule of the audit, and every reason for which a row is no request", () => {
    const codes = (heading: string) => firstCells(sectionOf(records, heading));
    expect(codes("## Audit")).toEqual(Object.keys(rightsRules));
    const own = Object.keys(intakeProblems).filter((code) => code.startsWith("request_"));
    expect(codes("## Many requests at once")).toEqual(own);
  });
});

it("says which fields people can have put right", () => {
  const told = firstCells(sectionOf(page("docs/corrections.md"), "## Fields"));
  expect(told.filter((field) => field !== "license.TX")).toEqual(correctablePaths());
  expect(told).toContain("license.TX");
});

const forDevelopers = ["src", "test", "bench", "fixtures"].map((folder) => `${folder}/README.md`);
const pages = [...userPages, "CHANGELOG.md", ...forDevelopers];

describe("every page of docs/", () => {
  const inDocs = userPages.filter((name) => name !== "README.md");
  const linksOf = (text: string) => [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, to]) => to);

  it.each(inDocs)("%s says first whom it is for, and where all pages are", (name) => {
    const [, first = ""] = page(name).split("\n\n");
    expect(first).toMatch(/^For \w/);
    expect(linksOf(introOf(page(name)))).toContain("../README.md#where-to-read-on");
  });

  it.each(inDocs)("%s is named in the README", (name) => {
    expect(linksOf(sectionOf(readme, "## Where to read on") + rightsSection)).toContain(name);
  });

  const long = inDocs.filter((name) => page(name).split("\n").length > 100);
  it.each(long)("%s begins with its contents", (name) => {
    const text = page(name);
    const sections = [...text.matchAll(/^## .*/gm)].flatMap(([line]) => anchorsOf(line));
    const listed = introOf(text)
      .split("\n")
      .flatMap((line) => /^- \[[^\]]*\]\(#([^)]+)\)/.exec(line)?.[1] ?? []);
    expect(listed).toEqual(sections);
  });

  it("does not speak of a screen or a page that is elsewhere", () => {
    expect(everything.match(/first screen|\b(?:the )?README below|see README/g) ?? []).toEqual([]);
  });
});

describe("every page", () => {
  it.each(pages)("%s links to what is there", async (name) => {
    const targets = [...page(name).matchAll(/\]\(([^)]+)\)/g)].map(
      ([, target]) => target as string,
    );
    for (const target of targets.filter((one) => !/^https?:/.test(one))) {
      const [path = "", anchor] = target.split("#");
      const linked = path === "" ? name : join(name, "..", path);
      const text = await readFile(join(root, linked), "utf8");
      if (anchor !== undefined) expect(anchorsOf(text), target).toContain(anchor);
    }
  });

  it.each(pages)("%s has tables whose rows have as many cells as their heads", (name) => {
    const lines = page(name).split("\n");
    const cells = (line: string) => line.split(/(?<!\\)\|/).length;
    const ragged = lines.filter(
      (line, i) =>
        line.startsWith("|") &&
        lines[i - 1]?.startsWith("|") &&
        cells(line) !== cells(lines[i - 1] ?? ""),
    );
    expect(ragged).toEqual([]);
  });

  it.each(userPages)("%s has JSON that can be read", (name) => {
    const blocks = [...page(name).matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(
      ([, json = ""]) => json,
    );
    const isJson = (text: string) => {
      try {
        return typeof JSON.parse(text) === "object";
      } catch {
        return false;
      }
    };
    const strayed = blocks.filter(
      (block) => !isJson(block) && !block.trimEnd().split("\n").every(isJson),
    );
    expect(strayed).toEqual([]);
  });

  it("names the version in the changelog", async () => {
    const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    expect(await readFile(join(root, "CHANGELOG.md"), "utf8")).toContain(`\n## ${version}\n`);
  });

  it("lists every helper of the tests", async () => {
    const text = await readFile(join(root, "test/README.md"), "utf8");
    const helpers = (await readdir(join(root, "test/helpers"))).map((file) => `helpers/${file}`);
    expect(firstCells(sectionOf(text, "## Helpers")).sort()).toEqual(helpers.sort());
  });

  it("is spelled the American way where users read", () => {
    expect([everything, page("CHANGELOG.md")].join("").match(british) ?? []).toEqual([]);
  });

  it.each(tree)("so is the help of heartbeat $path", async ({ path }) => {
    const { said } = await parse([...path.split(" ").filter((word) => word !== ""), "--help"]);
    expect(said.match(british) ?? []).toEqual([]);
  });
});

/** The commands that a table names: `runs` `list`, `clean` are two, `verify`, `undo` as well. */
function firstCommands(table: string): string[] {
  return tableRows(table).flatMap(([cell = ""]) => {
    const words = [...cell.matchAll(/`([^`]+)`(,?)/g)];
    const [[, first = "", comma = ""] = [], ...rest] = words;
    const isGroup = comma === "" && rest.length > 0;
    const others = rest.map(([, word = ""]) => (isGroup ? `${first} ${word}` : word));
    return isGroup ? others : [first, ...others];
  });
}

function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, words = ""]) =>
    words
      .toLowerCase()
      .replace(/[^\w -]/g, "")
      .replaceAll(" ", "-"),
  );
}

const british =
  /\b\w*(?:organis|recognis|standardis|authoris|licenc|colour|normalis|practis|favour|behaviour|spelt|cancelled|programme|fulfil\b)\w*/gi;
