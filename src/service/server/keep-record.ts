import type { MiddlewareHandler } from "hono";
import type { ServerDeps } from "./server-deps.ts";
import type { ServerEnv } from "./server-env.ts";

/** As nginx has it: who asked did not wait for the answer. */
const CLIENT_GONE = 499;

/** Notes every call down when it has ended, and tells it when its caller has gone. */
export function keepRecord(deps: ServerDeps, newId: () => string): MiddlewareHandler<ServerEnv> {
  return async (context, next) => {
    const began = deps.now();
    const { outgoing } = context.env;
    const gone = new AbortController();
    const entry: ServerEnv["Variables"]["entry"] = {
      id: newId(),
      method: /^(GET|POST|HEAD)$/.test(context.req.method) ? context.req.method : "other",
      route: "none",
      status: 0,
      ms: 0,
      bytes_in: 0,
      bytes_out: 0,
    };
    context.set("entry", entry);
    context.set("gone", gone.signal);
    deps.metrics.began();
    outgoing.once("close", () => {
      if (!outgoing.writableFinished) {
        gone.abort();
        entry.status = CLIENT_GONE;
      }
      entry.ms = Math.round((deps.now() - began) * 10) / 10;
      deps.metrics.ended(entry);
      deps.onCall(entry);
    });
    await next();
    // What became of it is told already.
    if (gone.signal.aborted) return;
    context.header("x-request-id", entry.id);
    if (deps.isDraining()) context.header("connection", "close");
    entry.status = context.res.status;
    entry.bytes_out = Number(context.res.headers.get("content-length") ?? 0);
  };
}
