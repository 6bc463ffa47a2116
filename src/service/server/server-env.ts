import type { HttpBindings } from "@hono/node-server";
import type { CallEntry } from "./call-entry.ts";

/** What a call carries with it from one step to the next. */
export interface ServerEnv {
  Bindings: HttpBindings;
  Variables: {
    /** What will be logged of it. */
    entry: CallEntry;
    /** Fires when the caller has gone before it was answered. */
    gone: AbortSignal;
  };
}
