import { once } from "node:events";
import { rm } from "node:fs/promises";
import type { Socket } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { request } from "undici";
import { describe, expect, it } from "vitest";
import { byEffort, isBrief, patience } from "../../helpers/effort.ts";
import { holdOpen } from "../../helpers/server.ts";
import { spawnHeartbeat } from "../../helpers/spawn.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const registry = fileURLToPath(new URL("../../../fixtures/npidata.csv", import.meta.url));
/** Opened a hundred at a time: a machine takes no more in its queue. */
const atATime = 100;

/** Connections that say nothing, begin and stop, or send a body that never ends. */
const beginnings = [
  "",
  "GET /v1/info HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
  "POST /v1/match HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{",
];

describe.skipIf(isBrief)("ten thousand connections", () => {
  it("hold up nobody else, and cost nothing when they have gone", {
    timeout: patience,
  }, async () => {
    const cwd = temporaryFolder("heartbeat-flood");
    const sockets: Socket[] = [];
    const ran = spawnHeartbeat(["serve", "--port", "0", "--registry", registry], {
      cwd,
      meanwhile: (child) => {
        void attack(child.stderr)
          .catch((error: unknown) => {
            outcome = [error];
          })
          .finally(() => child.kill("SIGTERM"));
      },
    });
    let outcome: unknown[] = [];
    async function attack(stderr: NodeJS.ReadableStream | null): Promise<void> {
      const url = await listening(stderr as NodeJS.ReadableStream);
      const port = Number(new URL(url).port);
      const wanted = byEffort(0, 3000, 10_000);
      while (sockets.length < wanted) {
        const more = Array.from({ length: atATime }, (_, i) =>
          holdOpen(port, beginnings[i % beginnings.length]),
        );
        sockets.push(...(await Promise.all(more)));
      }
      const meanwhile = await Promise.all(Array.from({ length: 20 }, () => statusOf(url)));
      for (const socket of sockets) socket.destroy();
      outcome = [sockets.length, ...meanwhile, await statusOf(url)];
    }
    const { code } = await ran;
    await rm(cwd, { recursive: true, force: true });
    expect(outcome).toEqual([byEffort(0, 3000, 10_000), ...Array.from({ length: 21 }, () => 200)]);
    expect(code).toBe(0);
  });
});

async function statusOf(url: string): Promise<number> {
  const { statusCode, body } = await request(`${url}/v1/info`);
  await body.dump();
  return statusCode;
}

async function listening(stderr: NodeJS.ReadableStream): Promise<string> {
  const lines = createInterface({ input: stderr });
  const [line] = (await once(lines, "line")) as [string];
  return (JSON.parse(line) as { url: string }).url;
}
