import { once } from "node:events";
import { createServer as createHttpServer, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import { systemErrorCode, UsageError } from "../../model/errors.ts";
import { isOwnAddress } from "../loopback.ts";
import { perConnection } from "./per-connection.ts";
import type { ServerEnv } from "./server-env.ts";

export interface ListenOptions {
  host: string;
  /** 0 takes any that is free. */
  port: number;
  /** Whether the address is to be this machine's own, whatever a name leads to. */
  isOwn: boolean;
  /** PEM texts. */
  tls?: { cert: string; key: string } | undefined;
}

export interface Listening {
  /** `http://127.0.0.1:8080` */
  url: string;
  /**
   * Takes no new connection, lets what is under way end for at most so many ms, and then closes
   * what is left.
   */
  close(patienceMs: number): Promise<void>;
}

/** A whole request takes no longer to arrive, its headers less; whoever is slower is let go. */
const timeouts = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 1000,
};
const maxHeaderSize = 16 * 1024;
/** Whoever takes nothing of an answer for this long is let go; longer than any answer takes to come. */
const silenceMs = 120_000;
/** More would take the file handles that the registry needs. */
const maxConnections = 16_000;
/** Requests that one connection may send ahead of their answers; no client of today sends any. */
const mostAhead = 64;

export async function listen(
  app: Hono<ServerEnv>,
  { host, port, tls, isOwn }: ListenOptions,
): Promise<Listening> {
  const server = createServer(app, tls);
  server.maxConnections = maxConnections;
  server.setTimeout(silenceMs);
  const listening = once(server, "listening");
  server.listen({ host, port });
  await listening.catch((error: unknown) => {
    throw unusablePort(error, host, port);
  });
  const bound = server.address() as AddressInfo;
  if (isOwn && !isOwnAddress(bound.address)) {
    server.close();
    throw unusablePort(Object.assign(new Error(), { code: "EADDRNOTAVAIL" }), host, port);
  }
  const name = host.includes(":") ? `[${host}]` : host;
  return {
    url: `${tls === undefined ? "http" : "https"}://${name}:${bound.port}`,
    async close(patienceMs) {
      const closed = once(server, "close");
      server.close();
      server.closeIdleConnections();
      const late = setTimeout(() => server.closeAllConnections(), patienceMs);
      await closed;
      clearTimeout(late);
    },
  };
}

function createServer(app: Hono<ServerEnv>, tls: ListenOptions["tls"]): Server {
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const listener = perConnection(answer, mostAhead);
  const options = { ...timeouts, maxHeaderSize };
  if (tls === undefined) return createHttpServer(options, listener);
  // Node takes an empty text for none, and would listen without ever coming to terms with anybody.
  if (tls.cert === "" || tls.key === "") throw unusableTls();
  try {
    return createHttpsServer({ ...options, ...tls }, listener);
  } catch {
    // What OpenSSL says of it is about its own inside.
    throw unusableTls();
  }
}

function unusableTls(): UsageError {
  return new UsageError(
    "tls_unusable",
    "The certificate and the key are not a pair in PEM that TLS can use.",
    "Name the certificate (with its chain) by --tls-cert and its private key by --tls-key.",
  );
}

function unusablePort(error: unknown, host: string, port: number): unknown {
  const code = systemErrorCode(error);
  if (code === "EADDRINUSE") {
    return new UsageError(
      "port_in_use",
      `Port ${port} of ${host} is in use.`,
      "Choose another one: --port N (0 takes any that is free).",
    );
  }
  if (code === "EACCES") {
    return new UsageError(
      "port_refused",
      `Port ${port} may not be opened by this user.`,
      "Ports below 1024 are the system's: choose a higher one, or put a proxy in front.",
    );
  }
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return new UsageError(
      "host_unusable",
      `${host} is no address of this machine.`,
      "Name one by --host, or 0.0.0.0 for all of them.",
    );
  }
  return error;
}
