import { z } from "zod";
import { statuses } from "../../src/model/status.ts";

const count = z.int().min(0);
const counts = z.strictObject(Object.fromEntries(statuses.map((status) => [status, count])));
const at = z.iso.datetime();
const words = z.string().min(1);
const text = words.regex(/^\S.*\S$|^\S$/, "one line, trimmed");
const code = z.string().regex(/^[a-z][a-z_]*$/);
const exitCode = z.union([0, 1, 2, 3, 4, 5, 6, 7, 129, 130, 143].map((one) => z.literal(one)));
const cause = z.enum(["busy", "failed", "no_answer", "unusable"]);

/** What `--progress json` promises in the README, field by field. */
export const runEvents = [
  z.strictObject({ at, event: z.literal("start"), command: words, version: words }),
  z.strictObject({
    at,
    event: z.literal("progress"),
    step: code,
    file: words.optional(),
    done: z.number().min(0),
    total: z.number().min(0).nullable(),
    unit: words,
    rate: z.number().min(0).nullable(),
    eta_s: count.nullable(),
    statuses: counts.optional(),
    requests: count.optional(),
  }),
  z.strictObject({ at, event: z.enum(["note", "warning"]), text }),
  z.strictObject({
    at,
    event: z.literal("retry"),
    kind: z.enum(["retry", "pause", "slow_down"]),
    cause: cause.optional(),
    attempt: count.optional(),
    wait_ms: z.number().min(0).optional(),
    concurrency: count.optional(),
  }),
  z.strictObject({
    at,
    event: z.literal("listening"),
    url: z.url(),
    release: words,
    keys: z.enum(["needed", "none"]),
  }),
  z.strictObject({
    at,
    event: z.literal("call"),
    id: z.string().regex(/^[0-9a-f]{16}$/),
    method: z.enum(["GET", "POST", "HEAD", "other"]),
    route: z.string().regex(/^(none|\/[\w./{}-]+)$/),
    status: count,
    code: code.optional(),
    cause: z.string().regex(/^\w+$/).optional(),
    ms: z.number().min(0),
    key: z.string().regex(/^\w+$/).optional(),
    items: count.optional(),
    bytes_in: count,
    bytes_out: count,
  }),
  z.strictObject({
    at,
    event: z.literal("release"),
    release: words,
    state: z.enum(["opened", "closed"]),
  }),
  z.strictObject({ at, event: z.literal("fault"), name: z.string().regex(/^\w+$/) }),
  z.strictObject({ at, event: z.literal("interrupted"), signal: z.string().regex(/^SIG[A-Z]+$/) }),
  z.strictObject({
    at,
    event: z.literal("error"),
    code,
    message: text,
    hint: words.nullable(),
    exit_code: exitCode,
  }),
  z.strictObject({
    at,
    event: z.literal("end"),
    exit_code: exitCode,
    duration_ms: count,
    rows: count.optional(),
    statuses: counts.optional(),
    reasons: z.record(code, count).optional(),
    requests: count.optional(),
    resumed: count.optional(),
    duplicates: count.optional(),
    dropped: count.optional(),
    release: words.optional(),
    output: words.optional(),
    receipt: words.nullable().optional(),
  }),
] as const;

const runEvent = z.union(runEvents);
export type RunEventRead = z.infer<typeof runEvent>;

/** The events on stderr; throws where a line is none. */
export function eventsOf(stderr: string): RunEventRead[] {
  if (stderr === "") return [];
  if (!stderr.endsWith("\n")) throw new Error(`the last line is cut: ${stderr}`);
  return stderr
    .slice(0, -1)
    .split("\n")
    .map((line) => runEvent.parse(JSON.parse(line)));
}
