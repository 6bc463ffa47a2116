import { createHash, randomBytes } from "node:crypto";
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { DeletionPlan } from "../../src/dsar/erase/deletion-plan.ts";
import { createJournal } from "../../src/enrich/journal/journal.ts";
import { openMadeLedger } from "../../src/ledger/sqlite/ledger-file.ts";
import { createCorrectionStore } from "../../src/ledger/sqlite/requests/sqlite-correction-store.ts";
import { createRequestStore } from "../../src/ledger/sqlite/requests/sqlite-request-store.ts";
import { answer, header, never, runId } from "../enrich/journal/journal-files.ts";
import { letGo } from "../helpers/let-go.ts";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

/** A person who is deleted, and a colleague at the same telephone; the rest is anybody. */
const [gone, colleague, other] = [1, 2, 3].map((n) => npiOf(n)) as [string, string, string];
const named = (npi: string, first: string, last: string, license: string, phone: string) =>
  personRow(npi, {
    "Provider First Name": first,
    "Provider Last Name (Legal Name)": last,
    "Provider License Number_1": license,
    "Provider Business Practice Location Address Telephone Number": phone,
  });
const rows = [
  named(gone, "WILHELMINA", "OKONKWO", "QX70001", "6145550101"),
  named(colleague, "ODALYS", "FENNIMORE", "QX70002", "6145550101"),
  named(other, "THADDEUS", "MBEKI", "QX70003", "6145550103"),
];

let root: string;
let folder: string;
let id: string;
let tests = 0;

const heartbeat = (...argv: string[]): Promise<Ran> => run(argv, { cwd: folder });
const path = (...names: string[]) => join(folder, ...names);
const data = (...names: string[]) => path(".local", "share", "heartbeat", ...names);

async function done(...argv: string[]): Promise<Ran> {
  const ran = await heartbeat(...argv);
  expect(ran).toMatchObject({ code: 0 });
  return ran;
}

async function openStore() {
  const world = { now: () => new Date("2026-01-20T09:30:00Z"), random: randomBytes, actor: "test" };
  return openMadeLedger(data("ledger.db"), data("ledger.key"), world);
}

/** As `dsar verify` records it. */
async function verify(request: string): Promise<void> {
  const store = createRequestStore(await openStore());
  const last = (await store.eventsOf(request)).at(-1)?.seq ?? 0;
  const body = { day: "2026-01-20", degree: "reasonable", fields: "license,phone", by: "claims" };
  await store.record(request, last, [{ kind: "request_verified", body }]);
  await store.close();
}

async function open(...who: string[]): Promise<string> {
  const given = ["--type", "delete", "--received", "2026-01-15", "--channel", "email"];
  return JSON.parse((await done("dsar", "open", ...given, ...who)).stdout).id;
}

const kindsOf = async (request: string) => {
  const store = createRequestStore(await openStore());
  const events = await store.eventsOf(request).finally(() => store.close());
  return events.map(({ kind }) => kind);
};

beforeAll(async () => {
  root = temporaryFolder("heartbeat-dsar-erase");
  folder = join(root, "made");
  await mkdir(folder);
  await writeFile(path("npidata.csv"), npidata(rows));
  await writeFile(path("leads.csv"), `NPI,Note\n${other},a\n${gone},b\n${colleague},c\n`);
  await writeFile(path("crm.csv"), `NPI,Email\n${gone},wilma@example.com\n`);
  await done("registry", "import", "npidata.csv");
  await done("registry", "import", "crm.csv", "--source", "crm", "--as-of", "2026-01-01");
  await done("ledger", "init");
  await done("enrich", "leads.csv");
  // A registry that was built from the source file, in the cache.
  await done("show", other, "--registry", "npidata.csv");
  const state = path(".local", "state", "heartbeat", "runs", runId);
  await mkdir(state, { recursive: true });
  const journal = await createJournal(join(state, "journal.jsonl"), header(), never);
  const matched = { status: "matched", confidence: 0.99, reason: "npi: NPI agrees" } as const;
  await journal.append([answer(1), { id: 2, ...matched, npi: gone }, answer(3)]);
  await journal.close();
  const corrections = createCorrectionStore(await openStore());
  await corrections.add("R-CORRECTD", [
    { npi: gone, field: "name.middle", value: "ZENOBIA", date: "2026-01-10" },
  ]);
  await corrections.close();
  id = await open("--npi", gone);
  await verify(id);
  await letGo();
});
afterAll(() => rm(root, { recursive: true, force: true }));
beforeEach(async () => {
  folder = join(root, `test-${tests++}`);
  await cp(join(root, "made"), folder, { recursive: true });
});

async function plan(...more: string[]): Promise<{ bytes: Buffer; plan: DeletionPlan }> {
  await done("dsar", "plan", "--id", id, "-o", "plan.json", ...more);
  const bytes = await readFile(path("plan.json"));
  return { bytes, plan: JSON.parse(bytes.toString()) };
}

const remove = (...more: string[]) =>
  heartbeat("dsar", "delete", "--id", id, "--plan", "plan.json", ...more);

/** Files that hold any of the texts, of all that heartbeat keeps. */
async function filesWith(...texts: string[]): Promise<string[]> {
  await letGo();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  const held = await Promise.all(
    files.map(async (file) => {
      const bytes = await readFile(file);
      return texts.some((text) => bytes.includes(text)) ? [file.slice(folder.length + 1)] : [];
    }),
  );
  return held.flat().sort();
}

describe("dsar plan", () => {
  it("R10, X2, X8: names what is held wherever it is, with public records marked, and no value", async () => {
    const { bytes, plan: made } = await plan("--look", "leads.csv", "leads.enriched.csv");
    expect(made.erased.map(({ place }) => place)).toEqual([
      "registry",
      "cache",
      "journal",
      "corrections",
    ]);
    const [registry, cache, journal, corrections] = made.erased.map(({ fields }) => fields);
    const publicNote = "public record, erased by our own choice";
    expect(registry).toContainEqual({
      ...{ field: "telephone", count: 1, public_record: true, note: publicNote },
    });
    expect(registry).toContainEqual({ field: "contact email", count: 1, public_record: false });
    expect(cache).not.toContainEqual(expect.objectContaining({ field: "contact email" }));
    expect([journal, corrections]).toEqual([
      [{ field: "answer of an unfinished run", count: 1, public_record: false }],
      [{ field: "correction", count: 1, public_record: false }],
    ]);
    expect(made.notify).toEqual([{ recipient: "local", disclosures: 1, last: "2026-01-20" }]);
    expect(made.suppressed.shared_phones).toBe(1);
    expect(made.lists).toEqual([
      { file: path("leads.csv"), rows: [2] },
      { file: path("leads.enriched.csv"), rows: [2] },
    ]);
    expect(bytes.toString()).not.toMatch(/okonkwo|wilhelmina|wilma|QX70001|6145550101/i);
    expect(bytes.includes(gone)).toBe(false);
    expect((await stat(path("plan.json"))).mode & 0o777).toBe(0o600);
    await done(
      "dsar",
      "plan",
      "--id",
      id,
      "-o",
      "again.json",
      "--look",
      "leads.csv",
      "leads.enriched.csv",
    );
    expect(await readFile(path("again.json"))).toEqual(bytes);
  });

  it("R11, R12: keeps each record under its exception, purpose and day; what has none is deleted", async () => {
    await writeFile(
      path("kept.csv"),
      "record,where,exceptions,statute,purpose,review\ninvoices,accounting,E4,tax law,audits,2030-01-01\nnewsletter,mailer,,,,\n",
    );
    const { plan: made } = await plan("--kept", "kept.csv");
    for (const { exceptions, purpose, review } of [...made.kept, ...made.elsewhere.kept]) {
      expect([exceptions, purpose, review]).toEqual([
        ["E4"],
        expect.stringMatching(/./),
        expect.stringMatching(/^20\d\d-/),
      ]);
    }
    expect(made.kept.map(({ record }) => record)).toEqual([
      "record of the request, sealed",
      "suppression keys, as hashes",
      "record of disclosures, under a hash",
    ]);
    expect(made.elsewhere).toMatchObject({
      kept: [{ record: "invoices", exceptions: ["E4"] }],
      erased: [{ record: "newsletter", where: "mailer" }],
    });
    const ran = await remove("--json");
    expect(JSON.parse(ran.stdout)).toMatchObject({ response: "partly" });
    const receipt = JSON.parse(await readFile(path(`${id}.deletion`, "receipt.json"), "utf8"));
    expect(receipt).toMatchObject({ response: "partly", offer_to_opt_out: true });
  });

  it("R13, R20: is refused to whoever is not verified, and the refusal is recorded", async () => {
    const unverified = await open("--npi", other);
    const ran = await heartbeat("dsar", "plan", "--id", unverified);
    expect(ran.code).toBe(6);
    expect(await kindsOf(unverified)).toContain("step_refused");
    expect((await heartbeat("show", other)).code).toBe(0);
  });

  it("is refused where several fit: nobody is deleted for looking like somebody else", async () => {
    const several = await open("--name", "Wilhelmina Okonkwo", "--state", "OH");
    await verify(several);
    const store = createRequestStore(await openStore());
    const told = { request: { id: 1 }, emails: [], phones: [] };
    const bytes = Buffer.from(JSON.stringify({ told, npis: [gone, other] }));
    await store.seal([{ request: several, class: "record", purpose: "person", bytes }]);
    await store.close();
    const ran = await heartbeat("dsar", "plan", "--id", several);
    expect([ran.code, ran.stderr]).toEqual([6, expect.stringContaining("[several_profiles]")]);
  });
});

describe("dsar delete", () => {
  it("R10, X2: leaves nothing of the person anywhere, suppressed for good, and others as they were", async () => {
    const shown = async () => [
      (await heartbeat("show", colleague, "--json")).stdout,
      (await heartbeat("show", other, "--json")).stdout,
    ];
    const before = await shown();
    await plan();
    const ran = await remove("--json");
    expect(JSON.parse(ran.stdout)).toMatchObject({ response: "complied", notices: 1 });
    const own = ["leads.csv", "leads.enriched.csv", "npidata.csv", "crm.csv"];
    const held = await filesWith("OKONKWO", "WILHELMINA", "QX70001", "wilma@", "ZENOBIA", gone);
    const notice = join(`${id}.deletion`, "notice-local.txt");
    expect(held.filter((file) => !own.some((one) => file.includes(one)))).toEqual([notice]);
    expect(await shown()).toEqual(before);
    expect(await kindsOf(id)).toEqual([
      ...[
        "sealed",
        "sealed",
        "request_opened",
        "request_verified",
        "shredded",
        "plan_made",
        "sealed",
      ],
      ...["fulfilment_begun", "profile_suppressed", "profile_erased", "erasure_read_back"],
      ...["shredded", "notices_made", "records_kept", "request_answered"],
    ]);
    const lifted = await heartbeat("suppress", "remove", "--npi", gone);
    expect([lifted.code, lifted.stderr]).toEqual([6, expect.stringContaining("irreversible")]);
    expect(await heartbeat("ledger", "audit")).toMatchObject({ code: 0 });
    expect((await stat(path(notice))).mode & 0o777).toBe(0o600);
    await done("registry", "import", "npidata.csv");
    await heartbeat("registry", "import", "crm.csv", "--source", "crm", "--as-of", "2026-01-02");
    expect(await filesWith("OKONKWO", "wilma@")).toEqual([
      ...["crm.csv", "leads.enriched.csv", "npidata.csv"],
    ]);
  });

  it("X8: keeps public records withheld where the setting says so, and says that it is partly", async () => {
    const setting = ["--public-records", "keep-suppressed"];
    const { plan: made } = await plan(...setting);
    expect(made.kept.map(({ exceptions }) => exceptions)).toContainEqual(["public-record"]);
    expect(JSON.parse((await remove("--json", ...setting)).stdout)).toMatchObject({
      response: "partly",
    });
    expect(await filesWith("wilma@")).toEqual(["crm.csv", "leads.enriched.csv"]);
    const shown = await heartbeat("show", gone, "--json", ...setting);
    expect(JSON.parse(shown.stdout).profile).toBeNull();
  });

  it("is bound to its plan: another one, a changed one, and one of another state are refused", async () => {
    const { bytes } = await plan();
    await writeFile(path("plan.json"), bytes.toString().replace('"count": 1', '"count": 0'));
    expect(await remove()).toMatchObject({
      code: 6,
      stderr: expect.stringContaining("plan_other"),
    });
    await writeFile(path("plan.json"), bytes);
    await done("registry", "remove", "--source", "crm");
    expect(await remove()).toMatchObject({
      code: 6,
      stderr: expect.stringContaining("plan_stale"),
    });
    expect(await kindsOf(id)).not.toContain("profile_suppressed");
    const { bytes: fresh } = await plan("--force");
    expect(createHash("sha256").update(fresh).digest("hex")).not.toBe(
      createHash("sha256").update(bytes).digest("hex"),
    );
    expect((await remove()).code).toBe(0);
  });
});
