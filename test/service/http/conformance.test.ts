import { afterAll } from "vitest";
import type { Profile } from "../../../src/model/profile.ts";
import { createEmbeddedService } from "../../../src/service/embedded/embedded-service.ts";
import type { SearchService } from "../../../src/service/search-service.ts";
import { httpService } from "../../helpers/http-service.ts";
import { type MatchServer, startMatchServer } from "../../helpers/match-server.ts";
import { createMemoryRegistry } from "../../helpers/memory-registry.ts";
import { searchServiceConformance } from "../conformance.ts";
import { searchConformance } from "../search-conformance.ts";

const servers: MatchServer[] = [];
afterAll(async () => {
  for (const server of servers) await server.close();
});

async function overLoopback(profiles: readonly Profile[]): Promise<SearchService> {
  const service = createEmbeddedService(createMemoryRegistry(profiles), { label: "memory" });
  const server = await startMatchServer({ service, apiKey: "a-key-of-tests" });
  servers.push(server);
  return httpService(server.url, { apiKey: "a-key-of-tests" });
}

searchServiceConformance("http, over loopback", overLoopback);
searchConformance("http, over loopback", overLoopback);
