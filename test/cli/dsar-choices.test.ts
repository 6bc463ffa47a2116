import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Channel, channels, type Subject, subjects } from "../../src/dsar/request.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import {
  choiceWorld,
  clinicPhone,
  kindsOf,
  lateNpi,
  npiAt,
  phoneAt,
} from "../dsar/choice-world.ts";
import { byEffort } from "../helpers/effort.ts";

const world = choiceWorld();
const { open, done, heartbeat, events, isShown } = world;

async function refused(code: string, ...argv: string[]): Promise<void> {
  const ran = await heartbeat(...argv);
  expect([ran.code, /\[(\w+)\]/.exec(ran.stderr)?.[1]]).toEqual([6, code]);
}

const optOut = async (id: string, ...more: string[]) =>
  JSON.parse((await done("dsar", "opt-out", "--id", id, "--json", ...more)).stdout);

describe("dsar opt-out", () => {
  it("R25, R26: keeps whoever asks out of everything, and confirms that (X6)", async () => {
    expect(await isShown(npiAt(0))).toBe(true);
    const id = await open("opt-out", `npi: ${npiAt(0)}`);
    const { stderr } = await done("dsar", "opt-out", "--id", id);
    expect(stderr).toContain("1 profile kept out from now on");
    expect(stderr).toContain(`Next: heartbeat dsar letter --id ${id}`);
    expect(await isShown(npiAt(0))).toBe(false);
    const list = await world.file(
      "leads.csv",
      `NPI,Name,ZIP\n${npiAt(0)},,\n,Wilma Alderquist,43001\n`,
    );
    await done("enrich", list, "-o", "out.csv");
    const rows = (await world.read("out.csv")).trimEnd().split("\n").slice(1);
    expect(rows.map((row) => row.includes("suppressed"))).toEqual([true, true]);
    expect(rows.join()).not.toContain("ALDERQUIST");
    const found = await events(id);
    expect(kindsOf(found)).toEqual([
      ...["request_opened", "fulfilment_begun", "opted_out", "recipients_listed"],
      "request_answered",
    ]);
    expect(found.at(-1)?.body).toEqual({ day: "2026-01-20", response: "complied" });
  });

  it("X8: an opt-out covers the whole profile, by whatever of it somebody is sought", async () => {
    await optOut(await open("opt-out", `phone: ${phoneAt(0)}`));
    const leads = ["NPI,Email,Phone,License Number,License State"];
    const rows = [
      `${npiAt(0)},,,,`,
      ",box0@choices.example,,,",
      `,,${phoneAt(0)},,`,
      ",,,ZQ90000,OH",
    ];
    await world.file("leads.csv", `${[...leads, ...rows].join("\n")}\n`);
    const { stdout } = await done("suppress", "check", "leads.csv");
    expect(stdout.trimEnd().split("\n").slice(1)).toEqual(rows.map((_, i) => `${i + 1},key`));
  });

  it.each([
    ["an e-mail address", "email: BOX6@choices.example"],
    ["a license", "license: ZQ90078\nlicense_state: OH"],
    ["a telephone number", `phone: ${phoneAt(6)}`],
    ["a name and a state", "full_name: Wilma Firtham\nstate: OH"],
  ])("finds somebody by %s alone", async (_, said) => {
    expect(await optOut(await open("opt-out", said))).toMatchObject({ profiles: 1, shared: 0 });
    expect(await isShown(npiAt(6))).toBe(false);
  });

  it("R26: several fit: all of them are kept out", async () => {
    const id = await open("opt-out", "full_name: Robert Bircham\nstate: OH");
    expect(await optOut(id)).toMatchObject({ profiles: 2 });
    expect([await isShown(npiAt(1)), await isShown(npiAt(2))]).toEqual([false, false]);
  });

  it("keeps no colleague out who shares a telephone with whoever asks", async () => {
    const id = await open("opt-out", `npi: ${npiAt(3)}\nphone: ${clinicPhone}`);
    expect(await optOut(id)).toMatchObject({ profiles: 1, shared: 1 });
    const shown = await Promise.all([3, 4, 5].map((place) => isShown(npiAt(place))));
    expect(shown).toEqual([false, true, true]);
    const all = await open("opt-out", `phone: ${clinicPhone}`);
    expect(await optOut(all)).toMatchObject({ profiles: 3, shared: 0 });
    expect(await isShown(npiAt(5))).toBe(false);
  });

  it.each([
    ["a telephone number", "phone: (614) 555-6600"],
    ["an NPI", `npi: ${lateNpi}`],
    ["a license", "license: ZQ91300\nlicense_state: OH"],
  ])("R26: nobody fits: %s is kept, and whoever is imported later is kept out", async (_, said) => {
    const id = await open("opt-out", said);
    expect(await optOut(id)).toMatchObject({ profiles: 0 });
    await done("registry", "import", "npidata_pfile_20260105-20260111.csv");
    expect(await isShown(lateNpi)).toBe(false);
    expect(await isShown(npiAt(0))).toBe(true);
  });

  it("R26: nobody fits and nothing tells the person from others: asks for more, never for proof", async () => {
    const id = await open("opt-out", "full_name: Wanda Imaginary\nstate: OH");
    await refused("too_little_said", "dsar", "opt-out", "--id", id);
    expect(kindsOf(await events(id)).at(-1)).toBe("step_refused");
    await done("dsar", "amend", "--id", id, "--person", await world.file("more.txt", "zip: 43009"));
    expect(await optOut(id)).toMatchObject({ profiles: 0 });
    await world.file("leads.csv", "Name,ZIP\nWanda Imaginary,43009\n");
    expect((await done("suppress", "check", "leads.csv")).stdout).toBe("row,by\n1,name\n");
  });

  it("R26: nobody is taken for a namesake whose NPI is another", async () => {
    const said = `npi: ${lateNpi}\nfull_name: Wilma Alderquist\nzip: 43001`;
    expect(await optOut(await open("opt-out", said))).toMatchObject({ profiles: 0 });
    expect(await isShown(npiAt(0))).toBe(true);
  });

  it("is carried out once more after it was interrupted, and answered once", async () => {
    const id = await open("opt-out", `npi: ${npiAt(0)}`);
    await world.record(id, { kind: "fulfilment_begun", body: { day: "2026-01-20" } });
    await optOut(id);
    await refused("step_out_of_turn", "dsar", "opt-out", "--id", id);
    expect(kindsOf(await events(id)).filter((kind) => kind === "request_answered")).toHaveLength(1);
  });

  it("X5: needs no account, whatever way it came", async () => {
    const some = byEffort<readonly Channel[]>(["account", "letter"], channels, channels);
    for (const [place, channel] of some.entries()) {
      const id = await open("opt-out", `npi: ${npiAt(place)}`, "--channel", channel);
      expect(await optOut(id)).toMatchObject({ profiles: 1 });
    }
  });

  it("R15: takes an agent's signed permission, and nothing but that (Honda)", async () => {
    const id = await open("opt-out", `npi: ${npiAt(0)}`, "--agent", "permission");
    await refused("permission_missing", "dsar", "opt-out", "--id", id);
    expect(await isShown(npiAt(0))).toBe(true);
    const proof = await world.file("agent.txt", "signed by Wilma Alderquist");
    await optOut(id, "--permission", proof);
    expect(await isShown(npiAt(0))).toBe(false);
    const parts = await world.withRequests((store) =>
      store.partsOf({ request: id, class: "record", purpose: "agent-proof" }),
    );
    expect(parts.map(String)).toEqual(["signed by Wilma Alderquist"]);
    const own = await open("opt-out", `npi: ${npiAt(1)}`);
    const ran = await heartbeat("dsar", "opt-out", "--id", own, "--permission", proof);
    expect([ran.code, /\[(\w+)\]/.exec(ran.stderr)?.[1]]).toEqual([2, "no_agent"]);
  });

  it("R21: carries nothing out that is held for fraud", async () => {
    const id = await open("opt-out", `npi: ${npiAt(0)}`);
    await world.record(id, { kind: "fraud_held", body: { day: "2026-01-20" } });
    await refused("fraud_held", "dsar", "opt-out", "--id", id);
    expect(await isShown(npiAt(0))).toBe(true);
  });

  it("names who was told between the day it came and the day it was done (§7026(f))", async () => {
    const list = await world.file("leads.csv", `NPI\n${npiAt(0)}\n`);
    await done("enrich", list, "-o", "out.csv");
    const early = await open("opt-out", `npi: ${npiAt(0)}`);
    const told = { recipient: "local", from: "2026-01-20", until: "2026-01-20", count: 1 };
    expect(await optOut(early)).toMatchObject({ recipients: [told] });
    const other = await open("opt-out", `npi: ${npiAt(1)}`);
    expect(await optOut(other)).toMatchObject({ recipients: [] });
  });
});

describe("dsar opt-in", () => {
  const person = `npi: ${npiAt(0)}`;
  const ask = (id: string) => done("dsar", "opt-in", "--id", id);
  const confirm = async (id: string) =>
    JSON.parse((await done("dsar", "opt-in", "--id", id, "--confirm", "--json")).stdout);

  it("§7028: takes two steps, and then the person is found again", async () => {
    await optOut(await open("opt-out", person));
    const id = await open("opt-in", person);
    await refused("opt_in_not_asked", "dsar", "opt-in", "--id", id, "--confirm");
    expect((await ask(id)).stderr).toContain(`Next: heartbeat dsar opt-in --id ${id} --confirm`);
    expect(await isShown(npiAt(0))).toBe(false);
    expect(await confirm(id)).toMatchObject({ step: "confirmed", lifted: 1, left: 0 });
    expect(await isShown(npiAt(0))).toBe(true);
    expect(kindsOf(await events(id)).slice(-2)).toEqual(["opted_in", "request_answered"]);
  });

  it("lifts whatever opt-outs are theirs, and never a list of the business's own", async () => {
    await optOut(await open("opt-out", person));
    await done("suppress", "add", "--npi", npiAt(0), "--reason", "opt_out", "--channel", "letter");
    await done("suppress", "add", "--npi", npiAt(0), "--reason", "own_list");
    const id = await open("opt-in", "email: box0@choices.example");
    await ask(id);
    expect(await confirm(id)).toMatchObject({ lifted: 2, left: 1 });
    expect(await isShown(npiAt(0))).toBe(false);
    const left = JSON.parse((await done("suppress", "check", "--npi", npiAt(0), "--json")).stdout);
    expect(left.suppressions).toMatchObject([{ reason: "own_list" }]);
  });

  it.each([
    ["deletion", "suppression_irreversible"],
    ["minor", "minor_kept_out"],
  ])("lifts nothing where there is a %s", async (reason, code) => {
    await optOut(await open("opt-out", person));
    await done("suppress", "add", "--npi", npiAt(0), "--reason", reason);
    const id = await open("opt-in", person);
    await ask(id);
    await refused(code, "dsar", "opt-in", "--id", id, "--confirm");
    const left = JSON.parse((await done("suppress", "check", "--npi", npiAt(0), "--json")).stdout);
    expect(left.suppressions).toHaveLength(2);
    expect((await events(id)).at(-1)?.body).toEqual({ step: "opt-in", code });
    const grounds = await world.file("grounds.txt", "What was asked before cannot be undone so.\n");
    const basis = reason === "minor" ? "exempt" : "other";
    await done("dsar", "deny", "--id", id, "--basis", basis, "--grounds-file", grounds);
    const { stdout } = await done("dsar", "letter", "--id", id);
    expect(stdout).toContain("What was asked before cannot be undone so.");
    expect(stdout).toContain("Nothing has changed by your request");
    await done("dsar", "close", "--id", id);
    expect(await isShown(npiAt(0))).toBe(false);
  });

  it("is not denied as long as nothing hinders it, and is where it is never confirmed", async () => {
    const id = await open("opt-in", person);
    const grounds = await world.file("grounds.txt", "You have not confirmed it.\n");
    const deny = (basis: string) => [
      ...["dsar", "deny", "--id", id, "--basis", basis, "--grounds-file", grounds],
    ];
    await refused("opt_in_not_hindered", ...deny("other"));
    await ask(id);
    await refused("verification_not_needed", ...deny("not-verifiable"));
    await refused("opt_in_not_hindered", ...deny("not-consumer"));
    await done(...deny("other"));
    expect((await done("dsar", "letter", "--id", id)).stdout).toContain("not confirmed it");
  });

  it("brings nobody back where it is not clear who asks", async () => {
    const said = "full_name: Robert Bircham\nstate: OH";
    await optOut(await open("opt-out", said));
    const id = await open("opt-in", said);
    await ask(id);
    await refused("several_fit", "dsar", "opt-in", "--id", id, "--confirm");
    const clear = await open("opt-in", `npi: ${npiAt(1)}`);
    await ask(clear);
    await confirm(clear);
    expect([await isShown(npiAt(1)), await isShown(npiAt(2))]).toEqual([true, false]);
  });
});

describe("R28: minors", () => {
  it("whoever there is a sign of being under 16 is kept out at once, at every way out", async () => {
    await open("know-categories", `npi: ${npiAt(7)}`, "--minor");
    expect(await isShown(npiAt(7))).toBe(false);
    const rows = `${npiAt(7)},,\n,Wilma Gumtrees,43001\n`;
    await world.file("leads.csv", `NPI,Name,ZIP\n${rows}`);
    await done("enrich", "leads.csv", "-o", "out.csv");
    const told = (await world.read("out.csv")).split("\n").slice(1).join("\n");
    expect(told).not.toMatch(/GUMTREES|ZQ900/);
    const search = JSON.parse((await done("search", "--npi", npiAt(7), "--json")).stdout);
    expect(search).toMatchObject({ count: 0, results: [] });
  });

  it("is possible at any time, and lifted by compliance with the reason alone", async () => {
    const id = await open("opt-out", `npi: ${npiAt(7)}`);
    await optOut(id);
    await done("dsar", "minor", "--id", id);
    expect((await events(id)).at(-1)).toMatchObject({
      ...{ kind: "minor_found", body: { day: "2026-01-20", profiles: 1 } },
    });
    await refused("suppression_of_minor", "suppress", "remove", "--npi", npiAt(7));
    await done("suppress", "remove", "--npi", npiAt(7), "--reason", "minor");
    expect(await isShown(npiAt(7))).toBe(false);
    await done("suppress", "remove", "--npi", npiAt(7));
    expect(await isShown(npiAt(7))).toBe(true);
  });

  it("§7027: `limit` keeps a minor's data from use, and of others' holds nothing sensitive", async () => {
    const limit = async (id: string) =>
      JSON.parse((await done("dsar", "limit", "--id", id, "--json")).stdout);
    const adult = await open("limit", `npi: ${npiAt(6)}`);
    expect(await limit(adult)).toMatchObject({ profiles: 1, sensitive: "none" });
    expect(await isShown(npiAt(6))).toBe(true);
    const minor = await open("limit", `npi: ${npiAt(7)}`, "--minor");
    expect(await limit(minor)).toMatchObject({ profiles: 1, sensitive: "minor" });
    expect(await isShown(npiAt(7))).toBe(false);
    expect(kindsOf(await events(adult)).slice(-2)).toEqual(["use_limited", "request_answered"]);
  });
});

describe("dsar correct", () => {
  const right = "practice.phone: (614) 555-0199\nemail: right@choices.example\nmobile:\n";
  const verified = (fields: string) => ({
    kind: "request_verified",
    body: { day: "2026-01-19", degree: "reasonable", fields, by: "claims" },
  });

  async function verifiedRequest(fields = "npi,license"): Promise<string> {
    const id = await open("correct", `npi: ${npiAt(6)}`);
    await world.record(id, verified(fields));
    await world.file("right.txt", right);
    await world.file("grounds.txt", "their word; we are not the source");
    return id;
  }

  const correct = (id: string, decision: string, ...more: string[]) =>
    heartbeat(
      ...["dsar", "correct", "--id", id, "--decision", decision],
      ...["--grounds-file", "grounds.txt", "--json", ...more],
    );

  async function shown() {
    const { stdout } = await done("show", npiAt(6), "--json");
    const { addresses, contacts, corrected } = JSON.parse(stdout).profile;
    return { phone: addresses[0].phone, email: contacts?.[0]?.value, corrected };
  }

  it("§7023: puts right for good: no import takes it back, and it is no piece to verify by (R17)", async () => {
    await done("enrich", await world.file("leads.csv", `NPI\n${npiAt(6)}\n`), "-o", "out.csv");
    const id = await verifiedRequest();
    const ran = await correct(id, "accept", "--from", "right.txt");
    expect(ran.code, ran.stderr).toBe(0);
    expect(JSON.parse(ran.stdout)).toMatchObject({
      fields: ["email", "mobile", "practice.phone"],
      recipients: [{ recipient: "local", count: 1 }],
    });
    const after = await shown();
    expect(after).toMatchObject({ phone: "6145550199", email: "right@choices.example" });
    await done("registry", "import", "npidata.csv");
    await done("registry", "import", "crm.csv", "--source", "crm", "--as-of", "2026-01-19");
    expect(await shown()).toEqual(after);
    // R17: what verifies somebody is what sources gave; a correction of theirs is no piece of it.
    const onFile = JSON.stringify(await world.onFile(npiAt(6)));
    expect(onFile).toContain(phoneAt(6));
    expect(onFile).not.toMatch(/6145550199|right@/);
    const found = await events(id);
    expect(found.find(({ kind }) => kind === "corrections_made")?.body).toEqual({
      fields: "email,mobile,practice.phone",
    });
    expect(found.at(-1)?.body).toEqual({ day: "2026-01-20", response: "complied" });
    const told = JSON.stringify(found).replace(/\b[0-9a-f]{32,64}\b/g, "(hash)");
    expect(told).not.toMatch(/5550199|right@/);
  });

  it("keeps what the decision rests on sealed, denied or partly", async () => {
    const id = await verifiedRequest();
    expect((await correct(id, "deny")).code).toBe(0);
    expect(await shown()).toMatchObject({ phone: phoneAt(6), corrected: undefined });
    const part = { request: id, class: "record", purpose: "grounds" } as const;
    const kept = await world.withRequests((store) => store.partsOf(part));
    expect(kept.map(String)).toEqual(["their word; we are not the source"]);
    const answered = { day: "2026-01-20", response: "denied", basis: "other" };
    expect((await events(id)).at(-1)?.body).toEqual(answered);
    const other = await verifiedRequest();
    expect((await correct(other, "partly", "--from", "right.txt")).code).toBe(0);
    expect((await events(other)).at(-1)?.body).toMatchObject({ response: "partly" });
  });

  it("§7060(h): never by a verification that rests on what is disputed", async () => {
    const id = await verifiedRequest("email,phone,npi");
    const ran = await correct(id, "accept", "--from", "right.txt");
    expect([ran.code, ran.stderr]).toEqual([6, expect.stringContaining("verified_by_disputed")]);
    expect(await shown()).toMatchObject({ phone: phoneAt(6) });
  });

  it("R13, R20: nothing is put right of somebody who is not verified", async () => {
    const id = await open("correct", `npi: ${npiAt(6)}`);
    await world.file("right.txt", right);
    await world.file("grounds.txt", "none");
    const ran = await correct(id, "accept", "--from", "right.txt");
    expect([ran.code, ran.stderr]).toEqual([6, expect.stringContaining("step_out_of_turn")]);
  });
});

it("R27: no key, price or limit changes over any request (N1-N4)", async () => {
  await done("keys", "create", "--name", "Acme", "--per-minute", "60", "--spend-cap", "1000");
  const before = await keyRows(world.data());
  const person = `npi: ${npiAt(0)}`;
  for (const subject of byEffort<readonly Subject[]>(["contact"], subjects, subjects)) {
    const of = ["--subject", subject];
    for (const type of ["know-categories", "know-specific", "delete"])
      await open(type, person, ...of);
    await optOut(await open("opt-out", person, ...of));
    await done("dsar", "limit", "--id", await open("limit", person, ...of));
    const id = await open("opt-in", person, ...of);
    await done("dsar", "opt-in", "--id", id);
    await done("dsar", "opt-in", "--id", id, "--confirm");
    await world.file("grounds.txt", "as asked");
    const correct = await open("correct", person, ...of);
    const body = { day: "2026-01-19", degree: "account", fields: "", by: "account" };
    await world.record(correct, { kind: "request_verified", body });
    const decided = ["--decision", "deny", "--grounds-file", "grounds.txt"];
    await done("dsar", "correct", "--id", correct, ...decided);
  }
  expect(before).toContain("Acme");
  expect(await keyRows(world.data())).toBe(before);
});

/** Everything that is kept of keys. */
async function keyRows(folder: string): Promise<string> {
  const db = await openSqlite(join(folder, "keys.db"), { store: "ledger", mode: "write" });
  try {
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type='table'").all();
    const rows = tables.map(([name]) => [name, db.prepare(`SELECT * FROM "${name}"`).all()]);
    return JSON.stringify(rows, (_, value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value,
    );
  } finally {
    db.close();
  }
}
