import { rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Validator } from "@seriousme/openapi-schema-validator";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allEndpoints } from "../../../src/service/server/endpoints/all.ts";
import { invented } from "../../../src/service/server/endpoints/examples.ts";
import { namedSchemas } from "../../../src/service/server/named-schemas.ts";
import type { OpenApi } from "../../../src/service/server/open-api.ts";
import { problems } from "../../../src/service/server/problem-codes.ts";
import { patience } from "../../helpers/effort.ts";
import { startTestServer, type TestServer } from "../../helpers/server.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

let server: TestServer;
let document: OpenApi;
beforeAll(async () => {
  server = await startTestServer();
  document = (await (await fetch(`${server.url}/openapi.json`)).json()) as OpenApi;
});
afterAll(() => server.close());

describe("the OpenAPI document", () => {
  it("is one, as a validator of others sees it", async () => {
    const whole = structuredClone(document) as unknown as Record<string, unknown>;
    expect(await new Validator().validate(whole)).toMatchObject({ valid: true });
    const broken = { ...whole, paths: { "/v1/match": { post: { responses: "none" } } } };
    expect(await new Validator().validate(broken)).toMatchObject({ valid: false });
  });

  it("has every path that is answered, and every code that a call may be refused with", () => {
    const documented = allEndpoints({ admits: () => true }, "1").filter(
      ({ path }) => path !== "/openapi.json" && path !== "/docs",
    );
    expect(Object.keys(document.paths).sort()).toEqual(
      [...new Set(documented.map(({ path }) => path))].sort(),
    );
    const text = JSON.stringify(document.paths);
    // These two meet whatever path was asked.
    const anywhere = new Set(["not_found", "method_not_allowed"]);
    const missing = Object.keys(problems).filter((code) => !text.includes(`\`${code}\``));
    expect(missing).toEqual([...anywhere]);
  });

  it("has examples that keep to it", () => {
    expect(namedSchemas.MatchBody?.safeParse(invented.matchBody).error).toBeUndefined();
    expect(namedSchemas.MatchAnswer?.safeParse(invented.matchAnswer).error).toBeUndefined();
    expect(namedSchemas.SearchQuery?.safeParse(invented.searchBody).error).toBeUndefined();
    expect(namedSchemas.SearchAnswer?.safeParse(invented.searchAnswer).error).toBeUndefined();
    expect(namedSchemas.Profile?.safeParse(invented.profile).error).toBeUndefined();
  });
});

const client = (more: string) => `
import createClient from "openapi-fetch";
import type { paths } from "./contract.ts";

const service = createClient<paths>({ baseUrl: "http://127.0.0.1" });
const { data, error } = await service.POST("/v1/match", {
  body: {
    context: { name_order: "first_last", prior: 0.8 },
    min_confidence: 0.95,
    with_profile: true,
    requests: [{ id: 1, name: { full: "Morgan Exemplar" } }],
  },
});
const status: "matched" | "ambiguous" | undefined | string = data?.results[0]?.status;
const city: string | undefined = data?.results[0]?.profile?.addresses[0]?.city;
const code: string | undefined = error?.code;
const one = await service.GET("/v1/profiles/{npi}", { params: { path: { npi: "1" } } });
const npi: string | undefined = one.data?.npi;
const found = await service.POST("/v1/search", { body: { state: ["IL"], limit: 5 } });
const count: number | undefined = found.data?.count;
export const all = [status, city, code, npi, count];
${more}
`;

describe("a client that is generated from it", () => {
  let folder: string;
  beforeAll(async () => {
    folder = temporaryFolder("heartbeat-client");
    const modules = fileURLToPath(new URL("../../../node_modules", import.meta.url));
    await symlink(modules, join(folder, "node_modules"));
    await writeFile(join(folder, "package.json"), '{ "type": "module" }');
    const ast = await openapiTS(JSON.stringify(document));
    await writeFile(join(folder, "contract.ts"), astToString(ast));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("type-checks where it is right, and only there", { timeout: patience }, async () => {
    const files = {
      "right.ts": client(""),
      "wrong-type.ts": client('await service.POST("/v1/search", { body: { state: "IL" } });'),
      "wrong-path.ts": client('await service.GET("/v1/people");'),
      "wrong-status.ts": client('const no: number = data?.results[0]?.confidence ?? "none";'),
    };
    const paths = Object.keys(files).map((name) => join(folder, name));
    await Promise.all(
      Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)),
    );
    const program = ts.createProgram(paths, {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      allowImportingTsExtensions: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      types: [],
    });
    const wrong = ts
      .getPreEmitDiagnostics(program)
      .map(({ file, messageText }) => [file?.fileName.split("/").at(-1), messageText] as const);
    const names = [...new Set(wrong.map(([name]) => name))].sort();
    expect(names, JSON.stringify(wrong)).toEqual([
      "wrong-path.ts",
      "wrong-status.ts",
      "wrong-type.ts",
    ]);
  });
});
