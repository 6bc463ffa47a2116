/**
 * What it costs to charge the leads of a run to a key, and how large the file becomes:
 *   npx tsx bench/charge.ts [--batches 10000] [--leads 100] [--together 8] [--scratch FOLDER]
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openKeyStore } from "../src/ledger/sqlite/keys/sqlite-key-store.ts";
import { bytesOf } from "./measuring/scratch.ts";
import { numberOption } from "./options.ts";

const { values } = parseArgs({
  options: {
    batches: { type: "string" },
    leads: { type: "string" },
    together: { type: "string" },
    scratch: { type: "string", default: tmpdir() },
  },
});
const batches = numberOption("batches", values.batches, 10_000);
const leads = numberOption("leads", values.leads, 100);
const together = numberOption("together", values.together, 8);

const folder = mkdtempSync(join(values.scratch, "heartbeat-charge-"));
try {
  const path = join(folder, "keys.db");
  const store = await openKeyStore(path, { now: () => new Date(), random: randomBytes });
  const { key } = await store.create({ name: "charged", scopes: ["match"] });
  const run_key = randomBytes(16).toString("hex");
  const all = Array.from({ length: batches }, (_, batch) =>
    Array.from({ length: leads }, (_, i) => batch * leads + i + 1),
  );
  for (const pass of ["first time", "again"]) {
    const started = performance.now();
    const cpu = process.cpuUsage();
    for (let at = 0; at < batches; at += together) {
      const group = all.slice(at, at + together);
      await Promise.all(group.map((ids) => store.charge(key.id, { run_key, ids })));
    }
    const { user, system } = process.cpuUsage(cpu);
    const seconds = (performance.now() - started) / 1000;
    console.log(
      `${pass.padEnd(10)} ${batches} batches of ${leads}, ${together} together: ${((seconds / batches) * 1e6).toFixed(0)} µs wall, ${((user + system) / batches).toFixed(0)} µs CPU a batch`,
    );
  }
  const [{ spent } = { spent: 0 }] = await store.list();
  await store.close();
  console.log(`${spent} leads charged, file ${(bytesOf(path) / 1e3).toFixed(0)} kB`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
