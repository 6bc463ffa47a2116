import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openLedger } from "../../src/ledger/sqlite/ledger-file.ts";
import { createCorrectionStore } from "../../src/ledger/sqlite/sqlite-correction-store.ts";
import { createRequestStore } from "../../src/ledger/sqlite/sqlite-request-store.ts";
import { commandTree } from "../docs/command-tree.ts";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { world } from "../ledger/full-ledger.ts";

/** One registry for all; each test has a home and with it a ledger of its own. */
let root: string;
let home: string;
let tests = 0;

const npi = npiOf(1);
const own = "email: arabella@example.com\nmobile: 614-555-0188\n";
const wrong = "email: nobody@example.com\nmobile: 614-555-0177\n";
const signed = `I declare under penalty of perjury under the laws of the
State of California that I am the consumer whose data this is about.

Executed on January 12, 2026 at Exampleville.
Signature: Arabella Quillfeather
`;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "heartbeat-verify-"));
  home = root;
  await file(
    "npidata.csv",
    npidata([personRow(npi), personRow(npiOf(2), { "Provider First Name": "BEATRIX" })]),
  );
  await file(
    "crm.csv",
    `NPI,Email,Mobile\n${npi},arabella@example.com,6145550188\n${npiOf(2)},bea@example.com,6145550199\n`,
  );
  for (const rest of [["npidata.csv"], ["crm.csv", "--source", "crm", "--as-of", "2026-01-01"]]) {
    const ran = await heartbeat("registry", "import", ...rest);
    expect(ran.code, ran.stderr).toBe(0);
  }
});
afterAll(() => rm(root, { recursive: true, force: true }));
beforeEach(async () => {
  home = join(root, `home-${tests++}`);
  await mkdir(home);
  await file("own.txt", own);
  await file("wrong.txt", wrong);
  await file("signed.txt", signed);
  await file("why.txt", "The voice on the telephone was not hers.");
  await file("copy.jpg", "a passport with a number, of somebody invented");
});

function file(name: string, content: string): Promise<void> {
  return writeFile(join(home, name), content);
}

function heartbeat(...argv: string[]): Promise<Ran> {
  return run([...argv, "--registry", join(root, "registry")], { cwd: home });
}

const dsar = (...argv: string[]) => heartbeat("dsar", ...argv);

async function open(type: string, ...more: string[]): Promise<string> {
  const of = more.includes("--npi") || more.includes("--name") ? [] : ["--npi", npi];
  const terms = ["--type", type, "--received", "2026-01-15", "--channel", "email"];
  const ran = await dsar("open", ...terms, ...of, ...more, "--json");
  expect(ran.code, ran.stderr).toBe(0);
  return JSON.parse(ran.stdout).id;
}

async function verify(id: string, ...more: string[]): Promise<Ran> {
  return dsar("verify", "--id", id, ...more);
}

const inHome = (...names: string[]) => join(home, ".local", "share", "heartbeat", ...names);

async function withLedger<T>(work: (ledger: Awaited<ReturnType<typeof openLedger>>) => Promise<T>) {
  const ledger = await openLedger(inHome("ledger.db"), inHome("ledger.key"), world);
  try {
    return await work(ledger);
  } finally {
    ledger.db.close();
  }
}

const eventsOf = (id: string) => withLedger((ledger) => createRequestStore(ledger).eventsOf(id));

/** Without what every request has, and the sealing of parts. */
async function stepsOf(id: string) {
  const events = await eventsOf(id);
  return events
    .filter(({ kind }) => kind !== "request_opened" && kind !== "sealed")
    .map(({ kind, body }) => ({ kind, ...body }));
}

function expectRefused(ran: Ran, code: string): void {
  expect(ran).toMatchObject({ code: 6, stdout: "" });
  expect(ran.stderr).toContain(`[${code}]`);
}

describe("dsar verify of a contact", () => {
  it("R9, R13, R17: two pieces verify who asks to know categories, to delete, to correct", async () => {
    for (const [type, ...more] of [
      ["know-categories"],
      ["delete"],
      ["correct", "--disputed", "fax"],
    ]) {
      const id = await open(type as string);
      const ran = await verify(id, "--claims", "own.txt", "--json", ...more);
      expect(ran.code, ran.stderr).toBe(0);
      expect(JSON.parse(ran.stdout)).toEqual({
        ...{ schema_version: 1, id, verified: true, degree: "reasonable" },
        ...{ fields: ["email", "mobile"], downgraded: false },
      });
      expect((await stepsOf(id)).at(-1)).toMatchObject({
        ...{ kind: "request_verified", day: "2026-01-20", degree: "reasonable" },
        ...{ fields: "email,mobile", by: "claims" },
      });
    }
  });

  it("R18: three pieces and a declaration verify specific pieces; the declaration is kept sealed (X4)", async () => {
    const id = await open("know-specific");
    await file("three.txt", `${own}npi: ${npi}\n`);
    const unsigned = await verify(id, "--claims", "three.txt");
    expect(unsigned).toMatchObject({ code: 2, stdout: "" });
    expect(unsigned.stderr).toContain("[declaration_missing]");
    const ran = await verify(id, "--claims", "three.txt", "--declaration", "signed.txt");
    expect(ran.code, ran.stderr).toBe(0);
    const [kept, verified] = await stepsOf(id);
    expect([kept?.kind, verified]).toMatchObject(["declaration_kept", { degree: "high" }]);
    const place = { request: id, class: "record", purpose: "declaration" } as const;
    const parts = await withLedger((ledger) => createRequestStore(ledger).partsOf(place));
    expect(parts.map(String)).toEqual([signed]);
    expect(String(await readFile(inHome("ledger.db")))).not.toContain("penalty of perjury");
  });

  it.each([
    ["the oath", signed.replace("perjury", "law")],
    ["a date", signed.replace("January 12, 2026", "today")],
    ["a date that has come", signed.replace("January 12, 2026", "January 22, 2026")],
    ["a signature", signed.replace("Arabella Quillfeather", "______")],
  ])("R18: a declaration that lacks %s is refused before anything is compared", async (_, text) => {
    const id = await open("know-specific");
    await file("unsigned.txt", text);
    expectRefused(
      await verify(id, "--claims", "own.txt", "--declaration", "unsigned.txt"),
      "declaration_incomplete",
    );
    expect(await stepsOf(id)).toEqual([
      { kind: "step_refused", step: "verify", code: "declaration_incomplete" },
    ]);
  });

  it("§7024(a): specific pieces that cannot be verified become a request for categories", async () => {
    const id = await open("know-specific");
    const attempt = () => verify(id, "--claims", "own.txt", "--declaration", "signed.txt");
    expectRefused(await attempt(), "not_verified");
    expectRefused(await attempt(), "not_verified");
    const last = await attempt();
    expect(last.code, last.stderr).toBe(0);
    expect(last.stderr).toContain("For categories only");
    expect((await stepsOf(id)).map(({ kind }) => kind)).toEqual([
      ...["declaration_kept", "claims_failed", "claims_failed"],
      ...["claims_failed", "request_downgraded", "request_verified"],
    ]);
    const other = await open("know-specific", "--npi", npiOf(2));
    await file("bea.txt", "email: bea@example.com\nmobile: 6145550199");
    expect((await verify(other, "--claims", "bea.txt", "--as-categories")).code).toBe(0);
    expect((await stepsOf(other)).map(({ kind }) => kind)).toEqual([
      ...["request_downgraded", "request_verified"],
    ]);
  });

  it("X7: deletion and correction may rest on public values, unless a setting asks for more", async () => {
    await file("public.txt", `npi: ${npi}\nphone: 6145550123`);
    const id = await open("delete");
    const strict = await verify(id, "--claims", "public.txt", "--change-degree", "high");
    expect(strict.stderr).toContain("[declaration_missing]");
    expect((await verify(id, "--claims", "public.txt")).code).toBe(0);
  });

  it("R17: what came by a correction proves nothing", async () => {
    const id = await open("delete");
    await withLedger((ledger) =>
      createCorrectionStore(ledger).add("R-OTHER", [
        { npi, field: "email", value: "mallory@example.com", date: "2026-01-10" },
      ]),
    );
    await file("mallory.txt", `npi: ${npi}\nemail: mallory@example.com`);
    expectRefused(await verify(id, "--claims", "mallory.txt"), "not_verified");
    expect((await verify(id, "--claims", "own.txt")).code, "what sources say counts").toBe(0);
  });

  it("R19: where several fit, claims decide that all fit one; whose it is is sealed with the request", async () => {
    const id = await open("delete", "--name", "Quillfeather", "--state", "OH");
    expect((await eventsOf(id)).at(-1)?.body).toMatchObject({ found: "several" });
    await file(
      "mixed.txt",
      "email: arabella@example.com\nemail: bea@example.com\nphone: 6145550123",
    );
    expectRefused(await verify(id, "--claims", "mixed.txt"), "not_verified");
    expect((await verify(id, "--claims", "own.txt")).code).toBe(0);
    const place = { request: id, class: "record", purpose: "person" } as const;
    const parts = await withLedger((ledger) => createRequestStore(ledger).partsOf(place));
    expect(parts.map((part) => JSON.parse(String(part)).npis)).toEqual([
      [npi, npiOf(2)].sort(),
      [npi],
    ]);
  });

  it("R20: whoever is not verified is told nothing, and gets nothing done", async () => {
    const id = await open("delete");
    for (let i = 0; i < 3; i++) expect((await verify(id, "--claims", "wrong.txt")).code).toBe(6);
    expect((await stepsOf(id)).map(({ kind }) => kind)).toEqual([
      ...["claims_failed", "claims_failed", "claims_failed", "verification_refused"],
    ]);
    expectRefused(await verify(id, "--claims", "own.txt"), "verification_locked");
    const again = await open("know-categories");
    expectRefused(await verify(again, "--claims", "own.txt"), "verification_locked");
    const other = await open("delete", "--npi", npiOf(2));
    await file("bea.txt", "email: bea@example.com\nmobile: 6145550199");
    expect((await verify(other, "--claims", "bea.txt")).code, "somebody else's").toBe(0);
  });

  it("takes claims from standard input, and from a terminal after asking", async () => {
    const id = await open("delete");
    const argv = ["dsar", "verify", "--id", id, "--registry", join(root, "registry")];
    const piped = await run(argv, { cwd: home, stdin: wrong });
    expectRefused(piped, "not_verified");
    const typed = await run(argv, { cwd: home, typed: own, terminal: 80 });
    expect(typed.stderr).toContain("Say what they say: lines like");
    expect(typed.code).toBe(0);
  });
});

describe("dsar verify of a user", () => {
  const facts = {
    logged_in_at: "2026-01-16T10:00:00-08:00",
    section: "Exercising Individual Privacy Rights",
    ticked: ["delete", "opt-out"],
    saved_at: "2026-01-16T10:05:00-08:00",
  };
  const prove = async (id: string, given: object) => {
    await file("account.json", JSON.stringify(given));
    return verify(id, "--account-proof", "account.json");
  };

  it("R16: login, section, ticks and save verify a user; only a ticked right is authorised", async () => {
    const id = await open("delete", "--subject", "user");
    const ran = await prove(id, facts);
    expect(ran.code, ran.stderr).toBe(0);
    expect(await stepsOf(id)).toEqual([
      { kind: "account_proved", day: "2026-01-20", rights: "delete,opt-out" },
      { kind: "request_verified", day: "2026-01-20", degree: "account", fields: "", by: "account" },
    ]);
    const other = await open("know-specific", "--subject", "user");
    expectRefused(await prove(other, facts), "right_not_ticked");
  });

  it.each(Object.keys(facts))("R16: all four facts are needed: without %s", async (fact) => {
    const id = await open("delete", "--subject", "user");
    const ran = await prove(id, { ...facts, [fact]: undefined });
    expect(ran).toMatchObject({ code: 3, stdout: "" });
    expect(ran.stderr).toContain("[account_proof_invalid]");
    expect(await stepsOf(id)).toEqual([]);
  });

  it.each([
    ["a login before the request", { logged_in_at: "2026-01-14T10:00:00-08:00" }, "login_too_old"],
    ["a save before the login", { saved_at: "2026-01-16T09:00:00-08:00" }, "account_proof_times"],
    ["a save to come", { saved_at: "2026-01-21T09:00:00-08:00" }, "account_proof_times"],
  ])("§7061: %s does not do", async (_, changes, code) => {
    const id = await open("delete", "--subject", "user");
    expectRefused(await prove(id, { ...facts, ...changes }), code);
  });

  it("R16, R17: claims are a contact's, an account is a user's", async () => {
    const user = await open("delete", "--subject", "user");
    expectRefused(await verify(user, "--claims", "own.txt"), "takes_account_proof");
    expectRefused(await prove(await open("delete"), facts), "takes_no_account");
  });
});

describe("dsar verify through an agent", () => {
  const proof = (id: string, how: string, ...more: string[]) =>
    verify(id, "--agent-proof", "signed.txt", "--how", how, ...more);
  const claims = (id: string, ...more: string[]) => verify(id, "--claims", "own.txt", ...more);

  it("§7063: signed permission and the person's own word, by confirmation or by own claims", async () => {
    for (const [how, more] of [
      ["confirmation", []],
      ["permission", ["--from-person"]],
    ] as const) {
      const id = await open("delete", "--agent", "permission");
      expectRefused(await claims(id), "agent_unproved");
      expect((await proof(id, "permission")).code).toBe(0);
      const halfway = await claims(id);
      expectRefused(halfway, "agent_unproved");
      expect((await proof(id, how)).code).toBe(0);
      const done = await claims(id, ...more);
      expect(done.code, done.stderr).toBe(0);
      const events = await stepsOf(id);
      expect(events.filter(({ kind }) => kind === "agent_proved")).toHaveLength(2);
      expect(
        events.filter(({ kind }) => kind === "claims_failed"),
        "nothing was judged",
      ).toEqual([]);
    }
  });

  it("§7063: a power of attorney is enough alone, and is never asked for", async () => {
    const id = await open("delete", "--agent", "permission");
    const bare = await claims(id);
    expect(bare.stderr).not.toMatch(/attorney/i);
    expect((await proof(id, "power-of-attorney", "--claims", "own.txt")).code).toBe(0);
    const told = await open("delete", "--agent", "power-of-attorney");
    expect((await claims(told)).stderr).not.toMatch(/attorney/i);
    expect((await proof(told, "permission")).code).toBe(0);
    expect((await proof(told, "confirmation", "--claims", "own.txt")).code).toBe(0);
  });

  it("R14, R15: agents ask through the channels that everybody asks through", async () => {
    for (const channel of ["email", "form", "phone", "letter"]) {
      const terms = ["--type", "delete", "--received", "2026-01-15", "--channel", channel];
      for (const agent of [[], ["--agent", "permission"]])
        expect((await dsar("open", ...terms, "--npi", npi, ...agent)).code).toBe(0);
    }
    expectRefused(await proof(await open("delete"), "permission"), "no_agent");
  });
});

describe("dsar hold", () => {
  it("R21: a request that is held is verified and goes no further until it is cleared", async () => {
    const id = await open("delete");
    expect((await dsar("hold", "--id", id, "--reason-file", "why.txt")).code).toBe(0);
    expect((await verify(id, "--claims", "own.txt")).code).toBe(0);
    const place = { request: id, class: "record", purpose: "fraud-belief" } as const;
    const kept = await withLedger((ledger) => createRequestStore(ledger).partsOf(place));
    expect(kept.map(String)).toEqual(["The voice on the telephone was not hers."]);
    expect((await dsar("hold", "--id", id, "--clear")).code).toBe(0);
    expectRefused(await dsar("hold", "--id", id, "--clear"), "not_held");
    expect((await dsar("hold", "--id", id)).code).toBe(2);
  });

  const passport = "a passport with a number";
  const bytesBelow = async (folder: string): Promise<string> => {
    const all = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = all.filter((entry) => entry.isFile());
    const read = files.map((entry) => readFile(join(entry.parentPath, entry.name), "latin1"));
    return (await Promise.all(read)).join("");
  };

  it("R22, R24: a copy of an identification credential is taken under suspicion alone", async () => {
    const id = await open("delete");
    expectRefused(await verify(id, "--identity", "copy.jpg"), "identity_without_suspicion");
    await dsar("hold", "--id", id, "--reason-file", "why.txt", "--ask-identity");
    expect((await verify(id, "--identity", "copy.jpg")).code).toBe(0);
    expect((await stepsOf(id)).map(({ kind }) => kind)).toEqual([
      ...["step_refused", "fraud_held", "identity_asked", "identity_kept"],
    ]);
  });

  it("R23: the copy is shredded when verification is over, with an event; no copy stays anywhere", async () => {
    const id = await open("delete");
    await dsar("hold", "--id", id, "--reason-file", "why.txt");
    await verify(id, "--identity", "copy.jpg");
    const sealedBytes = () =>
      withLedger(
        async ({ db }) => db.get("SELECT bytes FROM sealed WHERE class = 'evidence'")?.[0],
      );
    const sealed = Buffer.from((await sealedBytes()) as Uint8Array).toString("latin1");
    expect(await bytesBelow(inHome())).toContain(sealed);
    expect((await verify(id, "--claims", "own.txt")).code).toBe(0);
    expect(await sealedBytes(), "held: whoever holds it has yet to be convinced").toBeDefined();
    expect((await heartbeat("ledger", "backup", join(home, "backup"))).code).toBe(0);
    expect((await dsar("hold", "--id", id, "--clear")).code).toBe(0);
    expect((await stepsOf(id)).at(-1)).toEqual({ kind: "shredded", class: "evidence", parts: 1 });
    const left = await bytesBelow(inHome());
    const backedUp = await bytesBelow(join(home, "backup"));
    for (const bytes of [left, backedUp]) {
      expect(bytes.length).toBeGreaterThan(1000);
      expect([bytes.includes(sealed), bytes.includes(passport)]).toEqual([false, false]);
    }
    expect((await heartbeat("ledger", "audit")).code).toBe(0);
  });

  it("R23: refused, too", async () => {
    const id = await open("delete");
    await dsar("hold", "--id", id, "--reason-file", "why.txt");
    await verify(id, "--identity", "copy.jpg");
    for (let i = 0; i < 3; i++) await verify(id, "--claims", "wrong.txt");
    expect((await stepsOf(id)).map(({ kind }) => kind).slice(-2)).toEqual([
      ...["verification_refused", "shredded"],
    ]);
  });
});

describe("opt-out and limit", () => {
  it("R26, X5: take no claims, no declaration, no account, no copy", async () => {
    for (const type of ["opt-out", "limit", "opt-in"]) {
      const id = await open(type);
      for (const given of ["--claims", "--account-proof", "--identity"]) {
        const proof = given === "--account-proof" ? "account.json" : "own.txt";
        await file(
          "account.json",
          JSON.stringify({
            logged_in_at: "2026-01-16T10:00:00Z",
            section: "Exercising Individual Privacy Rights",
            ticked: ["opt-out"],
            saved_at: "2026-01-16T10:05:00Z",
          }),
        );
        expectRefused(await verify(id, given, proof), "takes_no_claims");
      }
    }
  });

  it("X5: no other command has an option that takes proof of who somebody is", () => {
    const proofs = /--(claims|declaration|account-proof|identity)\b/;
    const takers = commandTree().filter(({ options }) =>
      options.some((flags) => proofs.test(flags)),
    );
    expect(takers.map(({ path }) => path)).toEqual(["dsar verify"]);
  });
});
