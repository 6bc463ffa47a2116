import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { openLedger } from "../../src/ledger/sqlite/ledger-file.ts";
import { createSuppressionStore } from "../../src/ledger/sqlite/suppressions/sqlite-suppression-store.ts";
import { describeSuppressionStore } from "./suppression-conformance.ts";

describeSuppressionStore("SQLite", async (folder, world) => {
  await mkdir(folder, { recursive: true });
  const file = await openLedger(join(folder, "ledger.db"), join(folder, "ledger.key"), world);
  return createSuppressionStore(file);
});
