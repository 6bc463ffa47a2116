import { createEmbeddedService } from "../../src/service/embedded/embedded-service.ts";
import { createMemoryRegistry } from "../helpers/memory-registry.ts";
import { searchServiceConformance } from "./conformance.ts";

searchServiceConformance("embedded, registry in memory", async (profiles) =>
  createEmbeddedService(createMemoryRegistry(profiles), { label: "memory" }),
);
