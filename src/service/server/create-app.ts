import { type Context, Hono } from "hono";
import { HeartbeatError } from "../../model/errors.ts";
import { type Answerable, answerText, jsonText } from "./answer-text.ts";
import { createCallRunner } from "./call-runner.ts";
import type { Endpoint } from "./endpoint.ts";
import { keepRecord } from "./keep-record.ts";
import { Problem } from "./problem.ts";
import type { ServerDeps } from "./server-deps.ts";
import type { ServerEnv } from "./server-env.ts";
import { toProblem } from "./to-problem.ts";

/** The server's paths, each answered by its endpoint; everything else is a problem with a code. */
export function createServerApp(
  endpoints: readonly Endpoint[],
  deps: ServerDeps,
  newId: () => string,
): Hono<ServerEnv> {
  const app = new Hono<ServerEnv>();
  const run = createCallRunner(deps);
  app.use("*", keepRecord(deps, newId));
  for (const endpoint of endpoints) {
    app.on(endpoint.method, pathOf(endpoint), async (context) => {
      context.var.entry.route = endpoint.path;
      return answerText(context, endpoint, (await run(endpoint, context)) as Answerable);
    });
  }
  for (const path of new Set(endpoints.map(pathOf))) {
    const methods = endpoints.filter((one) => pathOf(one) === path).map(({ method }) => method);
    const allow = [...methods, ...(methods.includes("GET") ? ["HEAD"] : [])].join(", ");
    app.all(path, () => {
      throw new Problem("method_not_allowed", undefined, { allow });
    });
  }
  app.notFound((context) => problemText(context, new Problem("not_found")));
  app.onError((error, context) => {
    const problem = toProblem(error);
    if (problem.status === 500 && !context.var.gone.aborted) deps.onFault(nameOf(error));
    if (problem.code === "service_unusable") context.var.entry.cause = nameOf(error);
    return problemText(context, problem);
  });
  return app;
}

/** hono writes `:npi`. */
function pathOf({ path }: Endpoint): string {
  return path.replace(/\{(\w+)\}/g, ":$1");
}

function problemText(context: Context<ServerEnv>, problem: Problem): Promise<Response> {
  context.var.entry.code = problem.code;
  const headers = { ...problem.headers, "content-type": "application/problem+json" };
  return jsonText(context, problem.toBody(), problem.status, headers);
}

/** Of a class or a code; the words of an unexpected error may hold what was asked. */
function nameOf(error: Error): string {
  return error instanceof HeartbeatError ? error.code : error.name;
}
