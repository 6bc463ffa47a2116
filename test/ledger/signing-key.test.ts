import { createPublicKey, verify } from "node:crypto";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { auditLedger } from "../../src/ledger/sqlite/chain/audit-ledger.ts";
import { backupLedger } from "../../src/ledger/sqlite/copies/backup-ledger.ts";
import { openSigner } from "../../src/ledger/sqlite/requests/open-signer.ts";
import { openLedgerIn, world } from "./full-ledger.ts";
import { filesOf, tempFolder } from "./temp-folder.ts";

const folder = tempFolder();
const bytes = Buffer.from("a manifest");

it("is made once, signs the same bytes the same way, and is told by the chain", async () => {
  const ledger = await openLedgerIn(folder());
  const first = openSigner(ledger);
  const again = openSigner(ledger);
  expect(again.publicKey).toBe(first.publicKey);
  expect(again.sign(bytes)).toEqual(first.sign(bytes));
  expect(verify(null, bytes, createPublicKey(first.publicKey), first.sign(bytes))).toBe(true);
  const told = ledger.db.prepare("SELECT body FROM event WHERE kind = 'signing_key'").all();
  expect(told).toEqual([[JSON.stringify({ public_key: first.fingerprint })]]);
  expect(auditLedger(ledger)).toMatchObject({ findings: [] });
  ledger.db.close();
});

it("lies in a file of its own (0600) that signs nothing without the secret, and in no backup", async () => {
  const ledger = await openLedgerIn(folder());
  const { publicKey } = openSigner(ledger);
  const path = join(folder(), "signing.key");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const text = await readFile(path, "latin1");
  await backupLedger(ledger, join(folder(), "backup"), { ...world, pid: 1 });
  expect(await filesOf(join(folder(), "backup"))).not.toContain("signing.key");
  ledger.db.close();

  const other = await openLedgerIn(join(folder(), "other"));
  await writeFile(join(folder(), "other", "signing.key"), text);
  expect(() => openSigner(other)).toThrow(
    expect.objectContaining({ code: "signing_key_unusable", exitCode: 4 }),
  );
  other.db.close();

  await writeFile(path, "");
  const damaged = await openLedgerIn(folder());
  expect(() => openSigner(damaged)).toThrow(
    expect.objectContaining({ code: "signing_key_unusable" }),
  );
  await writeFile(path, text);
  expect(openSigner(damaged).publicKey).toBe(publicKey);
  damaged.db.close();
});
