import { rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { locateService } from "../../src/cli/services/service-location.ts";
import { loadConfig } from "../../src/config.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

let cwd: string;
beforeAll(async () => {
  cwd = temporaryFolder("heartbeat-location");
});
afterAll(() => rm(cwd, { recursive: true }));

const locate = async (service: string) =>
  locateService(await loadConfig({ flags: { service }, env: { HOME: cwd }, cwd }));

describe("what --service names", () => {
  test.each([
    ["https://search.example", "https://search.example/"],
    ["https://search.example:8443/heartbeat", "https://search.example:8443/heartbeat"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080/"],
    ["http://localhost/", "http://localhost/"],
    ["http://[::1]:8080", "http://[::1]:8080/"],
  ])("%s", async (service, href) => {
    await expect(locate(service)).resolves.toMatchObject({ kind: "http", url: new URL(href) });
  });

  test.each([
    ["http://search.example", "unencrypted"],
    ["http://127.0.0.1.search.example", "unencrypted"],
    ["http://localhost.search.example", "unencrypted"],
    ["ftp://search.example", "no address"],
    ["search.example", "no address"],
    ["https://", "no address"],
    ["https://somebody:sk-secret@search.example", "user or a password"],
    ["https://sk-secret@search.example", "user or a password"],
    ["nppes:https://somebody:sk-secret@search.example", "user or a password"],
    ["https://search.example/?key=sk-secret", "ends before its ?"],
    ["https://search.example#sk-secret", "ends before its ? or #"],
  ])("%s is refused, and not repeated", async (service, words) => {
    const error = (await locate(service).catch((thrown: unknown) => thrown)) as Error;
    expect(error).toMatchObject({ code: "service_unusable", exitCode: 2 });
    expect(error.message).toContain(words);
    expect(error.message).not.toMatch(/sk-secret|somebody/);
  });
});
