import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { openKeyStore } from "../../src/ledger/sqlite/keys/sqlite-key-store.ts";
import { tempFolder } from "./temp-folder.ts";

const work: string[] = vi.hoisted(() => []);
vi.mock("node:crypto", async (load) => {
  const real = await load<typeof import("node:crypto")>();
  return {
    ...real,
    createHash(name: string) {
      const hash = real.createHash(name);
      return {
        update(text: string) {
          work.push(`${name} of ${text.length}`);
          hash.update(text);
          return this;
        },
        digest: () => hash.digest(),
      };
    },
    timingSafeEqual(a: Uint8Array, b: Uint8Array) {
      work.push(`equal ${a.length} ${b.length}`);
      return real.timingSafeEqual(a, b);
    },
  };
});

const folder = tempFolder();
beforeEach(() => {
  work.length = 0;
});

/** Of how a token is checked, what an attacker could tell apart by its time. */
describe("the check of a token", () => {
  it("does the same for every token there can be", async () => {
    let now = new Date("2026-01-20T09:30:00Z");
    const options = { now: () => now, random: randomBytes };
    const store = await openKeyStore(join(folder(), "keys.db"), options);
    const terms = { name: "Acme", scopes: ["match"] as const };
    const right = await store.create(terms);
    const revoked = await store.create(terms);
    await store.revoke(revoked.key.id);
    const expired = await store.create({ ...terms, expires_at: "2026-01-21T00:00:00.000Z" });
    now = new Date("2026-01-22T00:00:00Z");
    const secret = "0".repeat(64);
    const tokens = {
      right: right.token,
      wrongSecret: `hb_${right.key.id}_${secret}`,
      unknown: `hb_${"k".repeat(12)}_${secret}`,
      revoked: revoked.token,
      revokedWrong: `hb_${revoked.key.id}_${secret}`,
      expired: expired.token,
      malformed: "Bearer",
      empty: "",
      long: "hb_".padEnd(100_000, "a"),
    };
    for (const [name, token] of Object.entries(tokens)) {
      work.length = 0;
      const key = await store.authenticate(token);
      expect(key?.id, name).toBe(name === "right" ? right.key.id : undefined);
      expect(work, name).toEqual(["sha256 of 64", "equal 32 32"]);
    }
    await store.close();
  });
});
