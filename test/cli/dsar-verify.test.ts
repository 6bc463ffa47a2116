import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openLedger } from "../../src/ledger/sqlite/ledger-file.ts";
import { createCorrectionStore } from "../../src/ledger/sqlite/requests/sqlite-correction-store.ts";
import { createRequestStore } from "../../src/ledger/sqlite/requests/sqlite-request-store.ts";
import { commandTree } from "../docs/command-tree.ts";
import { signed } from "../dsar/people.ts";
import { byEffort, patience } from "../helpers/effort.ts";
import { letGo } from "../helpers/let-go.ts";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { world } from "../ledger/full-ledger.ts";

/** One home for all: each test asks for people of its own, for failures are counted by person. */
let home: string;
/** Guesses of each of whom claims are made up; four guesses a person. */
const guessed = byEffort(3, 25, 2500);
const people = 12 + guessed;

const digits = (n: number) => String(n).padStart(4, "0");
const email = (n: number) => `quillfeather${n}@example.com`;
const mobile = (n: number) => `614 234 ${digits(n)}`;
const own = (n: number) => `email: ${email(n)}\nmobile: ${mobile(n)}\n`;

beforeAll(async () => {
  home = temporaryFolder("heartbeat-verify");
  const all = Array.from({ length: people }, (_, i) => i + 1);
  await file(
    "npidata.csv",
    npidata(all.map((n) => personRow(npiOf(n), { "Provider First Name": `ARABELLA${n}` }))),
  );
  const rows = all.map((n) => `${npiOf(n)},${email(n)},${mobile(n)}`);
  await file("crm.csv", ["NPI,Email,Mobile", ...rows, ""].join("\n"));
  for (const rest of [["npidata.csv"], ["crm.csv", "--source", "crm", "--as-of", "2026-01-01"]]) {
    const ran = await heartbeat("registry", "import", ...rest);
    expect(ran.code, ran.stderr).toBe(0);
  }
  await file("signed.txt", signed);
  await file("why.txt", "The voice on the telephone was not hers.");
}, patience);
afterAll(() => rm(home, { recursive: true, force: true }));

const file = (name: string, content: string) => writeFile(join(home, name), content);

function heartbeat(...argv: string[]): Promise<Ran> {
  return run([...argv, "--registry", join(home, "registry")], { cwd: home });
}

async function open(n: number, type: string, ...more: string[]): Promise<string> {
  const terms = ["--npi", npiOf(n), "--received", "2026-01-15", "--channel", "email"];
  const ran = await heartbeat("dsar", "open", "--type", type, ...terms, ...more);
  expect(ran.code, ran.stderr).toBe(0);
  return JSON.parse(ran.stdout).id;
}

const verify = (id: string, ...more: string[]) => heartbeat("dsar", "verify", "--id", id, ...more);

async function claim(id: string, claims: string, ...more: string[]): Promise<Ran> {
  await file("claims.txt", claims);
  return verify(id, "--claims", "claims.txt", ...more);
}

const inLedger = (name: string) => join(home, ".local", "share", "heartbeat", name);

async function withLedger<T>(work: (ledger: Awaited<ReturnType<typeof openLedger>>) => Promise<T>) {
  const ledger = await openLedger(inLedger("ledger.db"), inLedger("ledger.key"), world);
  try {
    return await work(ledger);
  } finally {
    ledger.db.close();
  }
}

const eventsOf = (id: string) => withLedger((ledger) => createRequestStore(ledger).eventsOf(id));

function expectRefused(ran: Ran, code: string): void {
  expect(ran).toMatchObject({ code: 6, stdout: "" });
  expect(ran.stderr).toContain(`[${code}]`);
}

describe("dsar verify", () => {
  it("R17: takes claims from standard input, and from a terminal after asking", async () => {
    const argv = ["dsar", "verify", "--registry", join(home, "registry"), "--json", "--id"];
    const id = await open(1, "delete");
    const ran = await run([...argv, id], { cwd: home, stdin: own(1) });
    expect(ran.code, ran.stderr).toBe(0);
    expect(JSON.parse(ran.stdout)).toEqual({
      ...{ schema_version: 1, id, verified: true, degree: "reasonable" },
      ...{ fields: ["email", "mobile"], downgraded: false },
    });
    const other = await open(1, "correct");
    const terminal = { typed: own(1), terminal: 80 };
    const typed = await run([...argv, other, "--disputed", "company"], { cwd: home, ...terminal });
    expect([typed.code, typed.stderr]).toEqual([0, expect.stringContaining("what they say:")]);
  });

  it("R17: what came by a correction proves nothing, and makes a profile no less private", async () => {
    const email = "mallory@example.com";
    await withLedger((ledger) =>
      createCorrectionStore(ledger).add("R-OTHER", [
        { npi: npiOf(2), field: "email", value: email, date: "2026-01-10" },
      ]),
    );
    const id = await open(2, "delete");
    expectRefused(await claim(id, `npi: ${npiOf(2)}\nemail: ${email}`), "not_verified");
    expect((await claim(id, own(2))).code).toBe(0);
  });

  it("X7: deletion and correction may rest on public values, unless a setting asks for more", async () => {
    const id = await open(3, "delete");
    const published = `npi: ${npiOf(3)}\nphone: 614-555-0123`;
    const strict = await claim(id, published, "--change-degree", "high");
    expect([strict.code, strict.stderr]).toEqual([
      2,
      expect.stringContaining("[declaration_missing]"),
    ]);
    const three = `${own(3)}npi: ${npiOf(3)}`;
    const own3 = await claim(id, three, "--change-degree", "high", "--declaration", "signed.txt");
    expect(own3.stderr).toContain("Verified to the high degree");
    expect((await claim(await open(3, "delete"), published)).code).toBe(0);
  });

  it("R17: a list that is imported again meanwhile makes no value newer, nor one that came with it older", async () => {
    const [one, other] = [8, 9];
    const list = (asOf: string, date: string, rows: readonly string[]) =>
      file("again.csv", ["NPI,Email,Mobile,Fax", ...rows, ""].join("\n")).then(() =>
        run(
          [
            ...["registry", "import", "again.csv", "--source", "again", "--as-of", asOf],
            ...["--registry", join(home, "registry")],
          ],
          { cwd: home, date },
        ),
      );
    const fax = "614 235 0001";
    const row = (n: number) => `${npiOf(n)},again${n}@example.com,614 236 000${n},`;
    const january = [row(one), row(other)];
    expect((await list("2026-01-02", "2026-01-03T20:00:00Z", january)).code).toBe(0);
    const id = await open(one, "know-categories");
    const unlucky = await open(other, "know-categories");
    const choice = await open(other, "opt-out");
    const february = [`${row(one)}${fax}`, `${row(other)}${fax}`];
    expect((await list("2026-02-02", "2026-02-03T20:00:00Z", february)).code).toBe(0);
    const claims = (n: number) => `email: again${n}@example.com\nmobile: 614 236 000${n}\n`;
    expectRefused(
      await claim(unlucky, `email: again${other}@example.com\nfax: ${fax}\n`),
      "not_verified",
    );
    const ran = await claim(id, claims(one));
    expect([ran.code, ran.stderr]).toEqual([0, expect.stringContaining("by email, mobile")]);
    expect((await claim(unlucky, claims(other))).code).toBe(0);
    // Sealed until it is settled who asks, of whoever has to show it.
    const about = (await eventsOf(id)).filter(({ body }) => body.class === "evidence");
    expect(about.map(({ kind }) => kind)).toEqual(["sealed", "shredded"]);
    expect((await eventsOf(choice)).filter(({ body }) => body.class === "evidence")).toEqual([]);
    expect((await heartbeat("ledger", "audit")).code).toBe(0);
  });

  it("R16: takes what a user did in their account", async () => {
    const id = await open(4, "delete", "--subject", "user");
    const facts = {
      logged_in_at: "2026-01-16T10:00:00-08:00",
      section: "Exercising Individual Privacy Rights",
      ...{ ticked: ["delete"], saved_at: "2026-01-16T10:05:00-08:00" },
    };
    await file("account.json", JSON.stringify(facts));
    const ran = await verify(id, "--account-proof", "account.json", "--json");
    expect(JSON.parse(ran.stdout)).toMatchObject({ verified: true, degree: "account" });
    expect((await verify(id, "--account-proof", "account.json", "--from-person")).code).toBe(2);
  });

  it("§7063: takes what an agent shows, and claims with it", async () => {
    const id = await open(5, "delete", "--agent", "permission");
    expectRefused(await claim(id, own(5)), "agent_unproved");
    const shown = await verify(id, "--agent-proof", "signed.txt", "--how", "permission", "--json");
    expect(JSON.parse(shown.stdout)).toMatchObject({ agent_proof: "permission" });
    const more = ["--agent-proof", "signed.txt", "--how", "confirmation", "--json"];
    expect(JSON.parse((await claim(id, own(5), ...more)).stdout)).toMatchObject({ verified: true });
    expect((await verify(id, "--agent-proof", "signed.txt")).code, "without --how").toBe(2);
  });

  it("R26, X5: takes nothing for an opt-out; no other command has an option for such proof", async () => {
    const id = await open(6, "opt-out");
    for (const given of ["--claims", "--identity"])
      expectRefused(await verify(id, given, "why.txt"), "takes_no_claims");
    const proofs = /--(claims|declaration|account-proof|identity)\b/;
    const takers = commandTree().filter(({ options }) => options.some((flag) => proofs.test(flag)));
    expect(takers.map(({ path }) => path)).toEqual(["dsar verify"]);
  });

  it("says when there is no such request, or no ledger, and makes none", async () => {
    expect((await claim("R-22222222", own(1))).stderr).toContain("[request_unknown]");
    const elsewhere = ["--ledger", join(home, "other", "ledger.db")];
    const ran = await claim("R-22222222", own(1), ...elsewhere);
    expect([ran.code, ran.stderr]).toEqual([4, expect.stringContaining("[ledger_missing]")]);
  });
});

describe("dsar hold", () => {
  const copy = "a passport with a number, of somebody invented";
  async function bytesBelow(folder: string): Promise<string> {
    await letGo();
    const all = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = all.filter((entry) => entry.isFile());
    const read = files.map((entry) => readFile(join(entry.parentPath, entry.name), "latin1"));
    return (await Promise.all(read)).join("");
  }

  it("R21, R22, R23, R24: a copy is taken while held, and shredded when that is over: no byte stays", async () => {
    const id = await open(7, "delete");
    await file("copy.jpg", copy);
    expectRefused(await verify(id, "--identity", "copy.jpg"), "identity_without_suspicion");
    const held = ["--reason-file", "why.txt", "--ask-identity"];
    expect((await heartbeat("dsar", "hold", "--id", id, ...held)).code).toBe(0);
    expect((await verify(id, "--identity", "copy.jpg")).code).toBe(0);
    await rm(join(home, "copy.jpg"));
    const cell = await withLedger(async ({ db }) =>
      db.get("SELECT bytes FROM sealed WHERE purpose = 'identity' AND request = ?", id),
    );
    const sealed = Buffer.from(cell?.[0] as Uint8Array).toString("latin1");
    expect((await claim(id, own(7))).code).toBe(0);
    expect((await bytesBelow(home)).includes(sealed), "held: it is still needed").toBe(true);
    expect((await heartbeat("ledger", "backup", join(home, "backup"))).code).toBe(0);
    expect((await heartbeat("dsar", "hold", "--id", id, "--clear")).code).toBe(0);
    expect((await eventsOf(id)).at(-1)).toMatchObject({
      ...{ kind: "shredded", body: { class: "evidence", parts: 2 } },
    });
    const left = await bytesBelow(home);
    expect(left.length).toBeGreaterThan(100_000);
    expect([left.includes(sealed), left.includes(copy)]).toEqual([false, false]);
    const audit = await heartbeat("ledger", "audit");
    expect(audit.code, audit.stderr).toBe(0);
    expectRefused(await heartbeat("dsar", "hold", "--id", id, "--clear"), "not_held");
    expect((await heartbeat("dsar", "hold", "--id", id)).code).toBe(2);
  });
});

describe("R20: guessed claims", () => {
  /** Claims about somebody that do not suffice: at most one piece is right, in whatever form. */
  const guess = (n: number) => {
    const right = fc.constantFrom(
      [],
      [`email: ${email(n)}`],
      [`mobile: ${mobile(n)}`, `phone: 1-${mobile(n)}`],
      [`npi: ${npiOf(n)}`],
      ["address: 1 Sample Way", "zip: 43001"],
    );
    const wrong = fc.constantFrom(
      ...[`email: ${email(n + 1)}`, `mobile: ${mobile(n + 1)}`, "fax: 614 234 9999"],
      ...["email: nobody@example.com", "company: Sampleton Health", `npi: ${npiOf(n + 1)}`],
    );
    const wrongs = fc.array(wrong, { minLength: 1, maxLength: 3 });
    return fc.tuple(right, wrongs).map((lines) => lines.flat().join("\n"));
  };

  it(
    `are locked after three, and answered alike byte for byte, ${4 * guessed} of them`,
    async () => {
      const seen = new Set<string>();
      const recorded = new Set<string>();
      for (let i = 0; i < guessed; i++) {
        const n = 10 + i;
        const id = await open(n, "delete");
        const answers: Ran[] = [];
        for (const claims of fc.sample(guess(n), { numRuns: 4, seed: n }))
          answers.push(await claim(id, claims));
        expect(answers.map(({ code, stdout }) => [code, stdout])).toEqual(Array(4).fill([6, ""]));
        seen.add(JSON.stringify(answers).replaceAll(id, "ID"));
        const all = await eventsOf(id);
        const events = all.slice(all.findIndex(({ kind }) => kind === "request_opened") + 1);
        const [reference] = events.map(({ body }) => body.profiles);
        recorded.add(
          JSON.stringify(events.map(({ kind, body }) => ({ kind, body }))).replaceAll(
            String(reference),
            "whose",
          ),
        );
        if (i % 500 === 0) expectRefused(await claim(id, own(n)), "verification_locked");
      }
      const [answer = ""] = seen;
      expect(seen.size, "one way to be answered").toBe(1);
      for (const code of ["not_verified", "verification_refused", "verification_locked"])
        expect(answer).toContain(`[${code}]`);
      expect(answer).not.toMatch(/quillfeather|example\.com|614|mobile|email|fax/i);
      expect(recorded.size, "one way to be recorded").toBe(1);
      expect([...recorded][0]).not.toMatch(/quillfeather|example\.com|614|mobile|email|fax/i);
    },
    patience,
  );
});
