import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const npidata = fileURLToPath(new URL("../../fixtures/npidata.csv", import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-ping");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("ping asks the registry on this machine", () => {
  it("and says what it found", async () => {
    const ran = await run(["ping", "--registry", npidata, "-q"], { cwd: folder });
    expect({ ...ran, stdout: "" }).toEqual({ code: 0, stdout: "", stderr: "" });
    const told = ran.stdout
      .replace(npidata, "NPIDATA")
      .replace(/(Reached +).*/, "$1…")
      .replace(/(Release +)[\da-f]{16}/, "$1…");
    expect(told).toMatchInlineSnapshot(`
      "Service   registry NPIDATA
      Reached   …
      API key   none needed
      Release   …
      Built     2026-01-20T09:30:00.000Z (0 days ago)
      Profiles  2,200
      Latency   1.0 ms median, 1.0 ms worst of 5 calls
      Limits    none
      "
    `);
  });

  it("and prints it for scripts", async () => {
    const { code, stdout } = await run(["ping", "--registry", npidata, "--json"], { cwd: folder });
    expect(code).toBe(0);
    const told = JSON.parse(stdout);
    expect(told).toMatchObject({
      schema_version: 1,
      local: true,
      api_key: "not_sent",
      age_days: 0,
      registry: { counts: { profiles: 2200 } },
      latency_ms: { calls: 5, median: 1, worst: 1 },
      limits: {},
    });
    expect(told.release).toMatch(/^[\da-f]{16}$/);
  });

  it("or ends with exit 4", async () => {
    const { code, stdout, stderr } = await run(["ping", "--registry", "absent"], { cwd: folder });
    expect([code, stdout]).toEqual([4, ""]);
    expect(stderr).toContain("[registry_missing]");
  });
});
