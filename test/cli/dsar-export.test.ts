import { spawnSync } from "node:child_process";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRequestStore } from "../../src/ledger/sqlite/requests/sqlite-request-store.ts";
import { unzip } from "../dsar/export-world.ts";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { openLedgerIn } from "../ledger/full-ledger.ts";

const npi = npiOf(1);
let folder: string;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-dsar-export");
  await writeFile(join(folder, "npidata.csv"), npidata([personRow(npi), personRow(npiOf(2))]));
  const contacts = `NPI,Work Email,Company\n${npi},wilma@quill.example,Quillfeather Practice\n`;
  await writeFile(join(folder, "crm.csv"), contacts);
  expect((await heartbeat("registry", "import", "npidata.csv")).code).toBe(0);
  const source = ["--source", "crm", "--as-of", "2025-12-31"];
  expect((await heartbeat("registry", "import", "crm.csv", ...source)).code).toBe(0);
  await writeFile(join(folder, "leads.csv"), `NPI\n${npi}\n`);
  expect((await heartbeat("enrich", "leads.csv")).code).toBe(0);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function heartbeat(...argv: string[]) {
  return run([...argv, "--registry", join(folder, "registry")], { cwd: folder });
}

const dsar = (...argv: string[]) => heartbeat("dsar", ...argv);

async function opened(type: string, ...more: string[]): Promise<string> {
  const told = ["--type", type, "--received", "2026-01-15", "--channel", "email"];
  const { stdout } = await dsar("open", ...told, "--npi", npi, ...more, "--json");
  return JSON.parse(stdout).id;
}

/** What `dsar verify` records. */
async function verified(id: string, degree: string): Promise<void> {
  const store = createRequestStore(await openLedgerIn(join(folder, ".local/share/heartbeat")));
  const after = (await store.eventsOf(id)).at(-1)?.seq ?? 0;
  const body = { day: "2026-01-20", degree, fields: "email,phone,zip" };
  await store.record(id, after, [{ kind: "request_verified", body }]);
  await store.close();
}

describe("dsar export", () => {
  it("answers a contact's request, who is on file and was told about, and openssl takes the signature", async () => {
    const id = await opened("know-specific");
    const early = await dsar("export", "--id", id, "--out", "bundles");
    expect([early.code, early.stdout]).toEqual([6, ""]);
    expect(early.stderr).toContain("[step_out_of_turn]");
    expect(await readdir(folder)).not.toContain("bundles");

    await verified(id, "high");
    // Whoever is kept out of everything else is still told what is held.
    expect((await heartbeat("suppress", "add", "--npi", npi, "--reason", "opt_out")).code).toBe(0);
    const done = await dsar("export", "--id", id, "--out", "bundles", "--json");
    expect(done.stderr).toContain(`Next: heartbeat dsar letter --id ${id}`);
    const told = JSON.parse(done.stdout);
    expect(told).toMatchObject({
      schema_version: 1,
      id,
      kind: "know-specific",
      categories: ["C1", "C3", "C8"],
    });
    expect(done.stdout + done.stderr).not.toMatch(/QUILLFEATHER|quill\.example/);

    const files = await unzip(await readFile(join(folder, "bundles", `${id}.zip`)));
    const data = JSON.parse(files.get("data.json")?.bytes.toString() ?? "");
    const values = data.specific_pieces.map(({ value }: { value: string }) => value);
    expect(values).toEqual(
      expect.arrayContaining([npi, "QUILLFEATHER", "wilma@quill.example", "6145550123"]),
    );
    expect(data.received_by).toMatchObject([
      { day: "2026-01-20", recipient: "local", fields: "profile", times: 1 },
    ]);
    expect(data.choices.suppressions).toMatchObject([{ reason: "opt_out", channel: "cli" }]);

    for (const name of ["manifest.json", "manifest.sig"]) {
      await writeFile(join(folder, name), files.get(name)?.bytes ?? "");
    }
    const key = await dsar("key");
    expect(key.stdout).toBe(files.get("public-key.pem")?.bytes.toString());
    await writeFile(join(folder, "public-key.pem"), key.stdout);
    const checking = ["pkeyutl", "-verify", "-pubin", "-inkey", "public-key.pem", "-rawin"];
    const given = ["-in", "manifest.json", "-sigfile", "manifest.sig"];
    const checker = "openssl";
    const openssl = spawnSync(checker, [...checking, ...given], { cwd: folder });
    if (openssl.error === undefined) expect(openssl.status).toBe(0);
  });

  it("takes in what other systems hold of a user, and asks no registry", async () => {
    const id = await opened("know-specific", "--subject", "user");
    await verified(id, "account");
    await writeFile(join(folder, "purchases.csv"), "date,item\n2025-03-01,Prospector 500\n");
    const refused = await dsar("export", "--id", id);
    expect(refused.code).toBe(6);
    expect(refused.stderr).toContain("C1, C2, C4, C5, C6, C7");
    for (const code of ["C1", "C2", "C4", "C5", "c7"]) {
      expect((await dsar("collect", "--id", id, "--category", code, "--none")).code).toBe(0);
    }
    const kept = await dsar(
      "collect",
      "--id",
      id,
      "--category",
      "C6",
      "--from",
      "purchases.csv",
      "--json",
    );
    expect(JSON.parse(kept.stdout)).toMatchObject({ schema_version: 1, category: "C6", values: 2 });
    const { code, stderr } = await run(["dsar", "export", "--id", id, "--registry", "/nowhere"], {
      cwd: folder,
    });
    expect([code, stderr]).toEqual([0, expect.stringContaining("2 pieces of information (C6)")]);
  });

  it.each([
    ["an id that there is not", ["export", "--id", "R-NOBODY22"], "request_unknown"],
    ["a day that is none", ["export", "--id", "R-1", "--from-date", "2025-02-30"], "date_invalid"],
    [
      "a category that there is not",
      ["collect", "--id", "R-1", "--category", "C9", "--none"],
      "usage",
    ],
    ["neither file nor none", ["collect", "--id", "R-1", "--category", "C4"], "usage"],
    [
      "a setting that there is not",
      ["export", "--id", "R-1", "--rights-npi", "maybe"],
      "config_invalid",
    ],
  ])("refuses %s", async (_, argv, code) => {
    const ran = await dsar(...argv);
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining(`[${code}]`)]);
  });

  it("says which file cannot be read, or where nothing can be written", async () => {
    const id = await opened("know-categories");
    const missing = await dsar("collect", "--id", id, "--category", "C4", "--from", "none.csv");
    expect([missing.code, missing.stderr]).toEqual([
      3,
      expect.stringContaining("[collected_unreadable]"),
    ]);
    await verified(id, "reasonable");
    await writeFile(join(folder, "file"), "");
    const under = await dsar("export", "--id", id, "--out", "file/below");
    expect([under.code, under.stderr]).toEqual([
      3,
      expect.stringContaining("[output_not_writable]"),
    ]);
    await mkdir(join(folder, "taken"), { recursive: true });
    await mkdir(join(folder, "taken", `${id}.zip`));
    expect((await dsar("export", "--id", id, "--out", "taken")).code).toBe(3);
    expect((await dsar("export", "--id", id, "--out", "taken/else")).code).toBe(0);
  });
});
