import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ServiceError } from "../../src/model/errors.ts";
import { createReleaseGuard } from "../../src/registry/sqlite/release/release-guard.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

it("a batch whose transaction SQLite has ended itself fails with what went wrong first, and the next one reads", async () => {
  const folder = temporaryFolder("heartbeat-guard");
  const db = await openSqlite(join(folder, "release.db"), { store: "registry", mode: "write" });
  try {
    db.exec("CREATE TABLE meta(key TEXT, value TEXT); INSERT INTO meta VALUES('release', 'r1')");
    const read = createReleaseGuard(db, "r1");
    const failed = new ServiceError("registry_io_error", "The disk reported an error.");
    const failing = () => {
      // As a failing disk does.
      db.exec("ROLLBACK");
      throw failed;
    };
    expect(() => read(failing)).toThrow(failed);
    expect(read(() => db.get("SELECT value FROM meta"))).toEqual(["r1"]);
  } finally {
    db.close();
    await rm(folder, { recursive: true });
  }
});
