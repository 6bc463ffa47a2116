import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { type ApiKey, type ApiKeys, scopes } from "../../src/model/api-key.ts";
import type { Disclosures, FieldSet } from "../../src/model/disclosures.ts";
import type { SearchService } from "../../src/service/search-service.ts";
import type { CallEntry } from "../../src/service/server/call-entry.ts";
import { createMetrics } from "../../src/service/server/metrics.ts";
import { limitsFor, type ServerDeps } from "../../src/service/server/server-deps.ts";
import { startServer } from "../../src/service/server/start-server.ts";
import { fakeService } from "./service.ts";

export interface TestServer {
  url: string;
  port: number;
  /** What the log was told of ended calls. */
  calls: CallEntry[];
  faults: string[];
  /** Recipient, field set and NPI of everything on record, in the order of the flushes. */
  told: [recipient: string, fields: FieldSet, npi: string][];
  drain(): void;
  close(): Promise<void>;
}

/** Our server on a port of its own, in front of any service. */
export async function startTestServer(
  service: SearchService = fakeService(),
  more: Partial<ServerDeps> & { batch?: number; tls?: { cert: string; key: string } } = {},
): Promise<TestServer> {
  const { batch = 100, tls, ...deps } = more;
  const calls: CallEntry[] = [];
  const faults: string[] = [];
  const record = memoryDisclosures();
  let isDraining = false;
  const server = await startServer(
    {
      service,
      keys: memoryKeys(),
      isExposed: false,
      disclosures: record,
      limits: limitsFor(batch),
      metrics: createMetrics(),
      onCall: (entry) => calls.push(entry),
      onFault: (name) => faults.push(name),
      now: () => 0,
      isDraining: () => isDraining,
      behindProxy: false,
      ...deps,
    },
    "1.2.3",
    { host: "127.0.0.1", port: 0, isOwn: true, tls },
  );
  return {
    url: server.url,
    port: Number(new URL(server.url).port),
    calls,
    faults,
    told: record.told,
    drain() {
      isDraining = true;
    },
    close: () => server.close(2000),
  };
}

function memoryDisclosures(): Disclosures & { told: TestServer["told"] } {
  const told: TestServer["told"] = [];
  const open: TestServer["told"] = [];
  return {
    told,
    record(recipient, fields, npis) {
      for (const npi of npis) open.push([recipient, fields, npi]);
    },
    async flush() {
      told.push(...open.splice(0));
    },
  };
}

/** Keys in memory: a token is the id of its key. */
export function memoryKeys(...keys: Partial<ApiKey>[]): ApiKeys {
  const all = new Map(
    keys.map((key): [string, ApiKey] => [
      key.id ?? "key",
      { id: "key", name: "a key", scopes, created_at: "2026-01-01T00:00:00Z", spent: 0, ...key },
    ]),
  );
  return {
    isAsked: async () => all.size > 0,
    hasUsable: async () => all.size > 0,
    authenticate: async (token) => all.get(token),
    async charge(id, charge) {
      const key = all.get(id) as ApiKey;
      const spent = key.spent + ("ids" in charge ? charge.ids.length : charge.count);
      if (spent > (key.spend_cap ?? Number.POSITIVE_INFINITY)) return undefined;
      all.set(id, { ...key, spent });
      return (key.spend_cap ?? Number.POSITIVE_INFINITY) - spent;
    },
  };
}

/** Bytes as they are, and everything that comes back until the server ends the connection. */
export async function raw(port: number, ...bytes: (string | Buffer)[]): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  const chunks: Buffer[] = [];
  socket.on("data", (chunk) => chunks.push(chunk));
  // A server that has heard enough may close on what is still being sent.
  socket.on("error", () => undefined);
  const closed = new Promise((resolve) => socket.once("close", resolve));
  for (const some of bytes) socket.write(some);
  await closed;
  return Buffer.concat(chunks).toString("latin1");
}

/** A connection that says this and then nothing. */
export async function holdOpen(port: number, text = ""): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  await once(socket, "connect");
  if (text !== "") socket.write(text);
  return socket;
}
