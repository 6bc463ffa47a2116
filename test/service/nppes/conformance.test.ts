import { afterAll } from "vitest";
import { type NppesServer, startNppesServer } from "../../helpers/nppes-server.ts";
import { nppesService } from "../../helpers/nppes-service.ts";
import { searchServiceConformance } from "../conformance.ts";

const servers: NppesServer[] = [];
afterAll(async () => {
  for (const server of servers) await server.close();
});

for (const era of ["today", "2019"] as const) {
  searchServiceConformance(
    `public NPPES API, replies of ${era}`,
    async (profiles) => {
      const server = await startNppesServer(profiles, { era });
      servers.push(server);
      return nppesService(server.url);
    },
    {},
  );
}
