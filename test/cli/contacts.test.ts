import { cp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { cast, npiOf } from "../../fixtures/cast.ts";
import { contactList } from "../../fixtures/contact-list.ts";
import { npidata, personRow } from "../helpers/nppes.ts";
import { type Ran, run } from "../helpers/run.ts";
import { fakeSuppressions } from "../helpers/suppressions.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { textRows, workbookOf } from "../helpers/workbook.ts";

/** The people of fixtures/contacts.csv, and nobody else. */
let folder: string;
let built: string;
let registry: string;
let tests = 0;

beforeAll(async () => {
  folder = temporaryFolder("heartbeat-contacts");
  built = join(folder, "built");
  const lines = (await readFile("fixtures/npidata.csv", "utf8")).split("\n");
  const known = new Set(cast.map(({ person }) => person.npi));
  const rows = lines.filter((line, i) => i === 0 || known.has(line.slice(1, 11)));
  await file("npidata.csv", `${rows.join("\n")}\n`);
  await file("contacts.csv", contactList());
  expect((await heartbeat("registry", "import", "npidata.csv", "--registry", built)).code).toBe(0);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

beforeEach(async () => {
  registry = join(folder, `registry-${tests++}`);
  await cp(built, registry, { recursive: true });
});

async function file(name: string, content: string | Uint8Array): Promise<void> {
  await writeFile(join(folder, name), content);
}

type Options = Partial<Parameters<typeof run>[1]>;

function heartbeat(...argv: string[]): Promise<Ran> {
  return run(argv, { cwd: folder });
}

/** A home for each registry: opt-outs of one test are none of the next. */
function inRegistry(argv: readonly string[], options: Options = {}): Promise<Ran> {
  const env = { HOME: `${registry}-home` };
  return run([...argv, "--registry", registry], { cwd: folder, env, ...options });
}

const terms = ["--source", "acme", "--as-of", "2025-12-31"];

function importing(name: string, more: readonly string[] = [], options?: Options): Promise<Ran> {
  return inRegistry(["registry", "import", name, ...terms, ...more], options);
}

interface Summary {
  rows: number;
  stored: number;
  only_opt_outs: number;
  rejected: number;
  nothing_usable: number;
  withheld: number;
  opt_outs: number;
  rejects: Record<string, { count: number; first_rows: number[] }>;
  problems: Record<string, { count: number; first_rows: number[] }>;
  release: string;
  changed: boolean;
  source: { name: string; people: number };
}

async function imported(
  name: string,
  more: readonly string[] = [],
  options?: Options,
): Promise<Summary> {
  const ran = await importing(name, ["--json", ...more], options);
  expect(ran.code, ran.stderr).toBe(0);
  const summary: Summary = JSON.parse(ran.stdout);
  const { stored, only_opt_outs, rejected, nothing_usable, withheld } = summary;
  expect(stored + only_opt_outs + rejected + nothing_usable + withheld).toBe(summary.rows);
  return summary;
}

interface Shown {
  contacts?: { kind: string; value: string; as_of: string; confidence: number; source: string }[];
  do_not_contact?: { channel: string; of: string; reason: string; source: string; date: string }[];
}

async function shown(npi: string): Promise<Shown> {
  const { code, stdout, stderr } = await inRegistry(["show", npi, "--json"]);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout).profile;
}

async function valuesOf(npi: string): Promise<string[]> {
  return ((await shown(npi)).contacts ?? []).map(({ kind, value }) => `${kind} ${value}`).sort();
}

async function releaseOf(): Promise<{ release: string; info: Record<string, unknown> }> {
  const { stdout, stderr } = await inRegistry(["registry", "status", "--json"]);
  expect(stderr).toBe("");
  const { release, info } = JSON.parse(stdout);
  return { release, info };
}

describe("a list of contacts", () => {
  it("says what became of each row, and stores what can be used", async () => {
    const before = await releaseOf();
    const { rejects, problems, ...counts } = await imported("contacts.csv");
    expect(counts).toMatchObject({
      ...{ rows: 25, stored: 18, only_opt_outs: 0, nothing_usable: 1, rejected: 6, withheld: 0 },
      ...{ opt_outs: 4, changed: true, source: { name: "acme", people: 17 } },
    });
    expect(rejects).toEqual({
      equal_candidates: { count: 2, first_rows: [14, 15] },
      nobody: { count: 2, first_rows: [16, 17] },
      npi_name_conflict: { count: 1, first_rows: [19] },
      nothing_to_search: { count: 1, first_rows: [23] },
    });
    expect(Object.keys(problems).sort()).toEqual([
      ...["as_of_unusable", "email_disposable", "email_syntax", "phone_invalid"],
    ]);
    expect((await releaseOf()).release).not.toBe(before.release);
    expect(await valuesOf(npiOf("nickname"))).toEqual([
      ...["company Barton Heart Group", "email jharlowe@example.net"],
      ...["email jon.harlowe@example.com", "fax 5125557144", "mobile 5125557143"],
      ...["phone 5125557142", "title Interventional Cardiologist"],
    ]);
    expect(await valuesOf(npiOf("conflict-one"))).toEqual([]);
    expect(await valuesOf(npiOf("conflict-two"))).toEqual([]);
  });

  it("shows its columns, its counts and the next command, and no value of a cell", async () => {
    const { code, stdout, stderr } = await importing("contacts.csv", ["--rejects", "r.csv", "-f"]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(stderr).toMatch(
      /^\S*contacts\.csv: contacts, comma, utf-8\nWhose a row is:\n {2}npi +<- NPI\n/,
    );
    expect(stderr).toMatch(/\n {2}email +<- Email, Other Email\n/);
    expect(stderr).toMatch(
      /\n {2}stored +18\n {2}rejected +6\n {2}nothing usable +1\n {2}rows +25\n/,
    );
    expect(stderr).toMatch(/\n7 rows to mend in \S*r\.csv\n/);
    expect(stderr).toContain("Source acme: contacts of 17 people");
    expect(stderr).toMatch(/Next: heartbeat enrich leads.csv --registry \S+\n$/);
    expect(stderr).not.toMatch(/@example|555|Harlowe|HARLOWE|1000777775/);
  });

  it("gives every value its own day, and its row's confidence times the match's", async () => {
    await imported("contacts.csv");
    const { contacts = [] } = await shown(npiOf("former"));
    const [email] = contacts.filter(({ kind }) => kind === "email");
    expect(email).toMatchObject({ as_of: "2025-07-19", source: "acme" });
    expect(email?.confidence).toBeLessThan(0.85);
    expect(email?.confidence).toBeGreaterThan(0.8);
    const known = await shown(npiOf("hospitalist"));
    expect(known.contacts?.[0]).toMatchObject({ as_of: "2024-02-11", confidence: 0.7 });
    // A day that has not come yet is not believed.
    expect((await shown(npiOf("npi-three"))).contacts?.[0]).toMatchObject({ as_of: "2025-12-31" });
  });

  it("closes channels in the ledger, also by the value where nobody is found", async () => {
    await file(
      "optouts.csv",
      `NPI,Last Name,Email,Do Not Email\n${npiOf("npi-one")},,felicity@example.com,2025-03-04\n,Zzyzxwell,gone@example.com,yes\n${npiOf("npi-two")},,,x\n`,
    );
    const summary = await imported("optouts.csv");
    expect(summary).toMatchObject({ stored: 1, only_opt_outs: 1, rejected: 1, opt_outs: 3 });
    const flag = { channel: "email", of: "person", reason: "opted_out", source: "acme" };
    const { contacts, do_not_contact } = await shown(npiOf("npi-one"));
    expect(do_not_contact).toMatchObject([{ ...flag, date: "2025-03-04" }]);
    expect(contacts ?? []).toEqual([]);
    expect((await shown(npiOf("npi-two"))).do_not_contact).toMatchObject([
      { ...flag, date: "2025-12-31" },
    ]);
    // The lost row's address is closed to whoever turns out to have it.
    await file("late.csv", `NPI,Email\n${npiOf("npi-four")},gone@example.com\n`);
    await inRegistry(["registry", "import", "late.csv", "--source", "b", "--as-of", "2026-01-01"]);
    expect((await shown(npiOf("npi-four"))).do_not_contact).toMatchObject([
      { channel: "email", of: "value" },
    ]);
  });

  it("is counted and not stored with --dry-run, and its opt-outs are not kept either", async () => {
    const before = await releaseOf();
    const summary = await imported("contacts.csv", ["--dry-run", "--rejects", "dry.csv"]);
    expect(summary).toMatchObject({ stored: 18, rejected: 6, changed: false, dry_run: true });
    expect(await releaseOf()).toEqual(before);
    expect(await stat(`${registry}-home`).catch(() => "none")).toBe("none");
    expect(await stat(join(folder, "dry.csv")).catch(() => "none")).toBe("none");
    expect((await readdir(registry)).sort()).toEqual(["CURRENT", "import.lock", "releases"]);
  });

  it("takes the place of what its source gave before; the same again changes nothing", async () => {
    const first = await imported("contacts.csv");
    const same = await importing("contacts.csv");
    expect(same.stderr).toContain("unchanged: acme has said all of this before");
    expect((await releaseOf()).release).toBe(first.release);
    await file("newer.csv", `NPI,Email\n${npiOf("nickname")},new@example.com\n`);
    const { stderr } = await importing("newer.csv");
    expect(stderr).toContain("contacts of 1 person, in the place of what it gave before");
    expect(await valuesOf(npiOf("nickname"))).toEqual(["email new@example.com"]);
    expect(await valuesOf(npiOf("short"))).toEqual([]);
  });

  it("unites the rows of one person: the latest day of a value, the extension of any", async () => {
    const npi = npiOf("nickname");
    await file(
      "twice.csv",
      `NPI,Email,Phone,As Of,Confidence\n${npi},a@example.com,512-555-7001 x12,2024-01-01,90\n${npi},A@EXAMPLE.COM,(512) 555-7001,2025-01-01,50%\n${npi},a@example.com,,2025-01-01,.75\n`,
    );
    expect(await imported("twice.csv")).toMatchObject({ stored: 3, source: { people: 1 } });
    const { contacts = [] } = await shown(npi);
    expect(contacts.map(({ kind, as_of, confidence }) => [kind, as_of, confidence])).toEqual([
      ["email", "2025-01-01", 0.75],
      ["phone", "2025-01-01", 0.5],
    ]);
    expect(contacts[1]).toMatchObject({ value: "5125557001", extension: "12" });
  });

  it("may be a workbook, with columns named by --map", async () => {
    const rows = [
      ["Provider", "Reach"],
      [npiOf("nickname"), "x@example.com"],
    ];
    await file("list.xlsx", workbookOf({ sheets: { List: textRows(rows) } }));
    const map = ["--map", "npi=Provider", "--map", "email=Reach"];
    expect(await imported("list.xlsx", map)).toMatchObject({ rows: 1, stored: 1 });
    expect(await valuesOf(npiOf("nickname"))).toEqual(["email x@example.com"]);
  });
});

describe("rows that were not stored", () => {
  it("come back as they were, with why, and can be mended and imported", async () => {
    await imported("contacts.csv", ["--rejects", "rejects.csv", "--force"]);
    const rejects = await readFile(join(folder, "rejects.csv"), "utf8");
    const [header, ...rows] = rejects.trimEnd().split("\n");
    const lines = contactList().split("\n");
    expect(header).toBe(`${lines[0]},hb_reject`);
    expect(rows).toHaveLength(7);
    for (const row of rows) {
      expect(lines.some((line, i) => i > 0 && line !== "" && row.startsWith(`${line},`))).toBe(
        true,
      );
    }
    expect(rows[4]).toMatch(/,npi_name_conflict: /);
    const npi = npiOf("equal-one");
    await file("mended.csv", [header, rows[0]?.replace(/^,/, `${npi},`), ""].join("\n"));
    const again = [
      "registry",
      "import",
      "mended.csv",
      "--source",
      "mended",
      "--as-of",
      "2026-01-01",
    ];
    expect((await inRegistry(again)).code).toBe(0);
    expect(await valuesOf(npi)).toEqual(["email j.hollisters@example.com", "phone 2085557165"]);
  });

  it("are those that the list has, wherever lines are broken, long or blank", async () => {
    await file(
      "broken.csv",
      `NPI,Email\n\n${npiOf("short")},a@example.com\n1,b@example.com,more,cells\n"x"y,c@example.com\n${npiOf("third")},d@example.com\n`,
    );
    const summary = await imported("broken.csv", ["--rejects", "broken-rejects.csv", "-f"]);
    expect(summary).toMatchObject({ rows: 4, stored: 2, rejected: 2 });
    const text = await readFile(join(folder, "broken-rejects.csv"), "utf8");
    expect(text.split("\n").slice(0, 2)).toEqual([
      "NPI,Email,hb_extra_1,hb_extra_2,hb_reject",
      expect.stringMatching(/^1,b@example\.com,more,cells,"?npi_unusable: /),
    ]);
    expect(text).toContain("text_after_quote: ");
  });
});

describe("suppressed people", () => {
  const asked = (isSuppressed: Parameters<typeof fakeSuppressions>[0]) => ({
    suppressions: fakeSuppressions(isSuppressed),
  });

  it.each([
    ["their NPI", ({ npi }: { npi?: string }) => npi === npiOf("nickname"), 2, "Harlowe"],
    [
      "an e-mail address of the row alone",
      ({ emails = [] }: { emails?: readonly string[] }) => emails.includes("nobody@example.com"),
      1,
      "nobody@example",
    ],
    [
      "a fax of the row alone",
      ({ phones = [] }: { phones?: readonly string[] }) => phones.includes("6165557158"),
      1,
      "Hoevel",
    ],
    [
      "a telephone that only the registry knows",
      ({ phones = [] }: { phones?: readonly string[] }) => phones.includes("4805550141"),
      1,
      "felicity",
    ],
  ])("by %s are left out, counted, and in no file", async (_, isSuppressed, rows, trace) => {
    const options = asked(isSuppressed);
    const more = ["--rejects", "held.csv", "--force"];
    const summary = await imported("contacts.csv", more, options);
    expect(summary.withheld).toBe(rows);
    expect(summary.stored + summary.rejected).toBe(18 + 6 - rows);
    const text = await readFile(join(folder, "held.csv"), "utf8");
    expect(text).not.toContain(trace);
  });
});

describe("contacts beside public sources", () => {
  it("stay through a weekly file and a new month, and leave no trace when taken out", async () => {
    const [somebody, else_] = [npiOf("nickname"), npiOf("short")];
    const week = "npidata_pfile_20260105-20260111.csv";
    await file(week, npidata([personRow(somebody, { "Last Update Date": "01/06/2026" })]));
    await file("month.csv", npidata([personRow(somebody)]));
    await imported("contacts.csv");
    const values = await valuesOf(somebody);
    expect(values).toHaveLength(7);
    expect((await inRegistry(["registry", "import", week])).code).toBe(0);
    expect(await valuesOf(somebody)).toEqual(values);
    const month = await inRegistry(["registry", "import", "month.csv"]);
    expect(month.stderr).toContain("contacts kept: acme");
    expect(await valuesOf(somebody)).toEqual(values);
    await inRegistry(["registry", "import", "npidata.csv"]);
    expect(await valuesOf(else_)).not.toEqual([]);
    const removed = await inRegistry(["registry", "remove", "--source", "ACME"]);
    expect(removed.stderr).toContain("Took out acme: contacts of 17 people, from contacts.csv");
    const [now, before] = [await releaseOf(), registry];
    registry = built;
    expect((await releaseOf()).release).toBe(now.release);
    registry = before;
    expect(await valuesOf(somebody)).toEqual([]);
  });

  it("are listed by registry status", async () => {
    await imported("contacts.csv", ["--priority", "5"]);
    const { stdout } = await inRegistry(["registry", "status"]);
    expect(stdout).toMatch(
      /\nContacts and outcomes\n {2}acme: contacts of 17 people\n {4}contacts.csv, as of 2025-12-31, priority 5, 18 of 25 rows, /,
    );
    const { info } = await releaseOf();
    expect(info.contact_sources).toMatchObject([
      { name: "acme", kind: "contacts", priority: 5, rows: 25, stored: 18, people: 17 },
    ]);
  });

  it("cannot be taken out under a name that is not there", async () => {
    const none = await inRegistry(["registry", "remove", "--source", "acme"]);
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining("It has none at all.") });
    await imported("contacts.csv");
    const other = await inRegistry(["registry", "remove", "--source", "acne"]);
    expect(other).toMatchObject({ code: 2, stderr: expect.stringContaining("It has: acme.") });
    expect(await valuesOf(npiOf("short"))).not.toEqual([]);
  });

  it("are as they were after Ctrl-C, and nothing is left of the list", async () => {
    const before = await releaseOf();
    const stop = new AbortController();
    const isAsked = () => {
      stop.abort();
      return false;
    };
    const { code, stderr } = await importing("contacts.csv", [], {
      signal: stop.signal,
      suppressions: fakeSuppressions(isAsked),
    });
    expect({ code, stderr }).toMatchObject({
      code: 130,
      stderr: expect.stringContaining("The registry is as it was."),
    });
    expect(await releaseOf()).toEqual(before);
    expect((await readdir(registry)).sort()).toEqual(["CURRENT", "import.lock", "releases"]);
  });
});

describe("what is refused", () => {
  const contacts = ["registry", "import", "contacts.csv"];
  const acme = ["--source", "acme"];
  const day = ["--as-of", "2026-01-01"];

  beforeAll(async () => {
    await file("names.csv", `NPI,Name\n${npiOf("short")},Beth Thornquist\n`);
    await file("titles.csv", "Title\nNurse\n");
  });

  it.each([
    ["no day", [...contacts, ...acme], "as_of_missing", "--as-of 2026-01-15"],
    ["no source", [...contacts, ...day], "source_missing", "--source acme"],
    ["neither", contacts, "source_unknown", "--source NAME and --as-of DATE"],
    ["a day to come", [...contacts, ...acme, "--as-of", "2026-01-22"], "as_of_future", ""],
    ["no ISO day", [...contacts, ...acme, "--as-of", "1/2/2026"], "as_of", "YYYY-MM-DD"],
    ["an impossible day", [...contacts, ...acme, "--as-of", "2025-02-30"], "as_of", ""],
    ["a name with a blank", [...contacts, "--source", "a b", ...day], "source_name", ""],
    ["a name of ours", [...contacts, "--source", "NPPES", ...day], "source_name", "nppes"],
    [
      "a priority of letters",
      [...contacts, ...acme, ...day, "--priority", "x"],
      "source_priority",
      "",
    ],
    ["two lists", [...contacts, "b.csv", ...acme, ...day], "one_list_a_source", ""],
    [
      "a public file",
      ["registry", "import", "npidata.csv", ...acme, ...day],
      "source_is_public",
      "registry import npidata.csv",
    ],
    [
      "a list of names alone",
      ["registry", "import", "names.csv", ...acme, ...day],
      "no_contact_columns",
      "--map",
    ],
    [
      "a list that tells nobody apart",
      ["registry", "import", "titles.csv", ...acme, ...day],
      "nothing_to_search_by",
      "--map",
    ],
    [
      "its own input",
      [...contacts, ...acme, ...day, "--rejects", "contacts.csv"],
      "output_is_input",
      "",
    ],
  ])("%s", async (_, argv, code, said) => {
    const ran = await inRegistry(argv);
    expect(ran.stderr).toContain(`[${code}]`);
    expect(ran.code).toBe(code === "source_unknown" ? 3 : 2);
    expect(ran.stderr).toContain(said);
  });

  it("a registry that is only kept in the cache", async () => {
    const ran = await heartbeat(...contacts, ...acme, ...day, "--registry", "npidata.csv");
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining("[registry_is_source]") });
  });
});
