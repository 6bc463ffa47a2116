import { setTimeout as pause } from "node:timers/promises";
import { openSqliteRegistry } from "../../src/registry/sqlite/sqlite-registry.ts";
import { createEmbeddedService } from "../../src/service/embedded/embedded-service.ts";
import { type MatchServer, startMatchServer } from "../helpers/match-server.ts";

/** A search service on this machine that is paid by the lead, and what it was made to do twice. */
export interface ChargedService {
  url: string;
  /** Rows that were paid for twice. */
  chargedTwice(): number[];
  /** Batches that were asked again, each as often as it was. */
  repeatedCalls(): number;
  /** Batches that were asked at all. */
  batches(): number;
  server: MatchServer;
  close(): Promise<void>;
}

/** @param answerMs how long each call takes at least */
export async function startChargedService(
  registryPath: string,
  answerMs: number,
): Promise<ChargedService> {
  const service = createEmbeddedService(await openSqliteRegistry(registryPath), { label: "test" });
  /** Of each batch that is to be written; what a context is estimated from is none. */
  const times = new Map<string, number>();
  const server = await startMatchServer({
    service,
    fault: ({ path, ids, text }) => {
      if (path !== "/v1/match") return undefined;
      const batch = ids.join(" ");
      if (JSON.parse(text).with_profile) times.set(batch, (times.get(batch) ?? 0) + 1);
      return async (exchange) => {
        await pause(answerMs);
        exchange.send(await exchange.answer());
      };
    },
  });
  const timesOf = () => [...times.values()];
  return {
    url: server.url,
    server,
    chargedTwice() {
      const seen = new Set<number>();
      return server.account.charged().filter((id) => seen.has(id) || !seen.add(id));
    },
    repeatedCalls: () => timesOf().reduce((sum, times) => sum + times - 1, 0),
    batches: () => timesOf().length,
    async close() {
      await server.close();
      await service.close();
    },
  };
}
