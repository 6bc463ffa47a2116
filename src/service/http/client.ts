import type { Dispatcher } from "undici";
import type { ZodType } from "zod";
import { createDispatcher } from "./dispatcher.ts";
import { exchange } from "./exchange.ts";
import type { Outcome } from "./failure.ts";
import { defaultTimeouts, type HttpServiceOptions } from "./http-options.ts";

const KiB = 1024;

/** Bytes that an answer about so many may have: ample for any, and read at once. */
function longestAnswer(items: number): number {
  return Math.min(64 * 1024 * KiB, 1024 * KiB + items * 256 * KiB);
}

/** One address, and how it is spoken to. */
export interface Client {
  /** In messages: without anything that lets somebody in. */
  label: string;
  send<T>(path: string, message: Message<T>): Promise<Outcome<T>>;
  close(): Promise<void>;
}

interface Message<T> {
  schema: ZodType<T>;
  /** Sent as JSON; undefined to look only. */
  body?: unknown;
  /** How many are asked about: more may take longer. */
  items?: number;
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal | undefined;
}

export function createClient(options: HttpServiceOptions): Client {
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const base = folderOf(options.url);
  const dispatcher: Dispatcher = createDispatcher(base, options.env, timeouts.connect);
  const headers = {
    "user-agent": options.userAgent,
    ...(options.apiKey === undefined ? {} : { authorization: `Bearer ${options.apiKey}` }),
  };
  return {
    label: `search service ${base.href.replace(/\/$/, "")}`,
    send(path, { body, items = 0, signal, ...rest }) {
      const timeout = timeouts.whole + timeouts.perItem * items;
      const text = body === undefined ? undefined : JSON.stringify(body);
      const question = {
        ...{ url: new URL(path, base), body: text, timeout, signal },
        longest: longestAnswer(items),
        ...rest,
      };
      return exchange(question, { dispatcher, headers, date: options.date });
    },
    close: () => dispatcher.destroy(),
  };
}

/** A path that `v1/…` can be put behind, and nothing else of the address. */
function folderOf(url: URL): URL {
  const base = new URL(url.origin);
  base.pathname = url.pathname.replace(/\/?$/, "/");
  return base;
}
