import { type ZodType, z } from "zod";
import type { Endpoint } from "./endpoint.ts";
import { namedSchemas } from "./named-schemas.ts";
import { type ProblemCode, problems } from "./problem-codes.ts";

/** A JSON Schema as it stands in the document. */
export type Schema = Readonly<Record<string, unknown>>;

interface Content {
  [type: string]: { schema: Schema; example?: object };
}

interface Parameter {
  name: string;
  in: "path";
  required: true;
  description: string;
  schema: Schema;
}

export interface Operation {
  operationId: string;
  summary: string;
  description: string;
  security: readonly object[];
  parameters?: readonly Parameter[];
  requestBody?: { required: true; content: Content };
  responses: Record<string, { description: string; content?: Content }>;
}

export interface OpenApi {
  openapi: "3.1.0";
  info: {
    title: string;
    version: string;
    description: string;
    license: { name: string };
  };
  servers: readonly { url: string; description: string }[];
  security: readonly object[];
  paths: Record<string, { get?: Operation; post?: Operation }>;
  components: {
    schemas: Record<string, Schema>;
    securitySchemes: Record<string, object>;
  };
}

const bearer = "key";

/** The contract as OpenAPI 3.1, from the very schemas that requests are checked by. */
export function openApi(endpoints: readonly Endpoint[], version: string): OpenApi {
  const schemas = componentsOf();
  const paths: OpenApi["paths"] = {};
  for (const endpoint of endpoints) {
    const method = endpoint.method === "GET" ? "get" : "post";
    paths[endpoint.path] = { ...paths[endpoint.path], [method]: operationOf(endpoint) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "heartbeat search service",
      version,
      description:
        "Matches leads about US clinicians to their NPIs and searches the registry behind it. Every answer is of one release. Failures are problem details (RFC 9457) with a stable `code`.",
      license: { name: "Proprietary" },
    },
    servers: [{ url: "/", description: "This server." }],
    security: [{ [bearer]: [] }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        [bearer]: {
          type: "http",
          scheme: "bearer",
          description:
            "A key made by `heartbeat keys create`. A server without keys asks for none.",
        },
      },
    },
  };
}

const problemContent: Content = {
  "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
};

function operationOf(endpoint: Endpoint): Operation {
  const { method, path, scope, summary, description, params = {}, body, answer } = endpoint;
  const isLimited = scope !== undefined && scope !== "any";
  const needs = isLimited ? ` The key needs the scope \`${scope}\`.` : "";
  const parameters = Object.entries(params).map(([name, words]) => parameterOf(name, words));
  return {
    operationId: operationId(method, path),
    summary,
    description: `${description}${needs}`,
    security: scope === undefined ? [] : [{ [bearer]: [] }],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { "application/json": { schema: refOf(body.schema), example: body.example } },
          },
        }),
    responses: {
      "200": { description: "Answered.", content: answerContent(answer) },
      ...problemResponses(problemsOf(endpoint)),
    },
  };
}

function parameterOf(name: string, description: string): Parameter {
  return { name, in: "path", required: true, description, schema: { type: "string" } };
}

function answerContent(answer: Endpoint["answer"]): Content {
  if ("contentType" in answer) {
    const [type = ""] = answer.contentType.split(";");
    return { [type]: { schema: { type: "string" } } };
  }
  const { schema, example } = answer;
  return {
    "application/json": { schema: refOf(schema), ...(example === undefined ? {} : { example }) },
  };
}

/** Its own, and those that its kind of call may come to. */
function problemsOf({ scope, body, problems: own }: Endpoint): ProblemCode[] {
  const byKey: ProblemCode[] =
    scope === undefined ? [] : ["key_missing", "key_refused", "too_many_failures", "host_refused"];
  const byScope: ProblemCode[] = scope === undefined || scope === "any" ? [] : ["scope_missing"];
  const byBody: ProblemCode[] =
    body === undefined
      ? []
      : [
          "invalid_json",
          "not_json",
          "body_too_large",
          "batch_too_large",
          "invalid_request",
          "rate_limited",
        ];
  const always: ProblemCode[] = [
    "internal_error",
    "service_busy",
    "service_unusable",
    "deadline_exceeded",
  ];
  return [...new Set([...own, ...byKey, ...byScope, ...byBody, ...always])];
}

/** One response a status, which names the codes behind it. */
function problemResponses(codes: readonly ProblemCode[]): Operation["responses"] {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codes) {
    const { status } = problems[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const sorted = [...byStatus].sort(([a], [b]) => a - b);
  return Object.fromEntries(
    sorted.map(([status, some]) => [
      `${status}`,
      {
        description: some.map((code) => `\`${code}\`: ${problems[code].detail}`).join(" "),
        content: problemContent,
      },
    ]),
  );
}

/** `POST /v1/name-counts` → `postNameCounts` */
function operationId(method: string, path: string): string {
  const words = path.replace(/^\/v1/, "").match(/\w+/g) ?? [];
  const named = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return method.toLowerCase() + named.join("");
}

function refOf(schema: ZodType): Schema {
  const name = Object.entries(namedSchemas).find(([, one]) => one === schema)?.[0];
  if (name === undefined) throw new Error("a schema of an endpoint has no name");
  return { $ref: `#/components/schemas/${name}` };
}

function componentsOf(): Record<string, Schema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(namedSchemas)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    target: "draft-2020-12",
    io: "input",
    unrepresentable: "throw",
    uri: (id) => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _, $id: __, ...schema }]) => [name, schema]),
  ) as Record<string, Schema>;
}
