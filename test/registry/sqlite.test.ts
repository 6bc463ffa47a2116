import { rm } from "node:fs/promises";
import { openContactUpdater } from "../../src/registry/sqlite/contacts/contact-updater.ts";
import { openReleaseUpdater } from "../../src/registry/sqlite/release/release-updater.ts";
import { createReleaseWriter } from "../../src/registry/sqlite/release/release-writer.ts";
import { openSqliteRegistry } from "../../src/registry/sqlite/sqlite-registry.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { testRegistry } from "./conformance.ts";
import { type ContactBackend, testContacts } from "./contact-conformance.ts";

const now = () => new Date("2026-01-02T03:04:05Z");

async function createBackend(): Promise<ContactBackend> {
  const folder = temporaryFolder("hb-registry");
  return {
    createWriter: () => createReleaseWriter(folder, { now, pid: 4711 }),
    openUpdater: () => openReleaseUpdater(folder, { now, pid: 4711 }),
    openContacts: () => openContactUpdater(folder, { now, pid: 4711 }),
    openRegistry: () => openSqliteRegistry(folder),
    remove: () => rm(folder, { recursive: true }),
  };
}

testRegistry(createBackend);
testContacts(createBackend);
