import type { ZodType } from "zod";
import type { ApiKey, Charge, Scope } from "../../model/api-key.ts";
import type { Told } from "../../model/disclosures.ts";
import type { ProblemCode } from "./problem-codes.ts";
import type { ServerDeps } from "./server-deps.ts";

/** One call, as what answers it sees it. */
export interface Call {
  deps: ServerDeps;
  /** Undefined where none is asked for. */
  key: ApiKey | undefined;
  /** Fires when the caller has gone. */
  signal: AbortSignal;
  /** Of the path. */
  param(name: string): string;
  header(name: string): string | undefined;
  /** Throws Problem where the key's cap does not reach. */
  charge(charge: Charge): Promise<void>;
  /** Counts so many items against what the key may ask for in a minute. */
  take(items: number): Promise<void>;
  /** Puts on record that this caller is told of them; to be awaited before the answer is. */
  tell(told: Told): Promise<void>;
}

/** One thing that the server answers: how it is called, documented and done. */
export interface Endpoint {
  method: "GET" | "POST";
  /** As in OpenAPI: `/v1/profiles/{npi}`. */
  path: string;
  /** What a key needs for it; undefined for what everybody may ask, with or without one. */
  scope: Scope | "any" | undefined;
  summary: string;
  description: string;
  params?: Readonly<Record<string, string>>;
  body?: BodyForm;
  answer: AnswerForm;
  /** Beside those that any call may come to. */
  problems: readonly ProblemCode[];
  respond(body: unknown, call: Call): Promise<unknown>;
}

interface BodyForm {
  schema: ZodType;
  /** Leads, NPIs or texts in a body; absent where it holds none, and the endpoint itself counts. */
  itemsOf?(body: unknown): number;
  /** Invented people. */
  example: object;
}

type AnswerForm = { schema: ZodType; example?: object } | { contentType: string };

interface Asked<Body, Answer> extends Omit<Endpoint, "body" | "answer" | "respond"> {
  body: { schema: ZodType<Body>; itemsOf?(body: Body): number; example: object };
  answer: { schema: ZodType; example?: object };
  respond(body: Body, call: Call): Promise<Answer>;
}

/** What is asked by a body. It was checked by the schema before it comes here. */
export function asked<Body, Answer>(endpoint: Asked<Body, Answer>): Endpoint {
  const { body, respond } = endpoint;
  const { itemsOf, ...form } = body;
  return {
    ...endpoint,
    body: { ...form, ...(itemsOf && { itemsOf: (given: unknown) => itemsOf(given as Body) }) },
    respond: (given, call) => respond(given as Body, call),
  };
}
