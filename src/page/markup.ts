import type { html } from "hono/html";

/** A piece of a page whose texts are escaped. */
export type Markup = ReturnType<typeof html>;
