import { Agent, type Dispatcher, EnvHttpProxyAgent } from "undici";
import { UsageError } from "../../model/errors.ts";
import { isLoopback } from "../loopback.ts";
import type { HttpServiceOptions } from "./http-options.ts";

type Environment = HttpServiceOptions["env"];

/**
 * What connections are made with. A proxy is taken from HTTPS_PROXY where NO_PROXY does not say
 * otherwise, and never for this machine itself.
 */
export function createDispatcher(url: URL, env: Environment, connectTimeout: number): Dispatcher {
  const connect = { timeout: connectTimeout };
  const proxy = valueIn(env, "HTTPS_PROXY") || valueIn(env, "HTTP_PROXY");
  if (proxy === "" || isLoopback(url.hostname)) return new Agent({ connect });
  const address = toProxy(proxy);
  const noProxy = valueIn(env, "NO_PROXY");
  return new EnvHttpProxyAgent({ connect, httpProxy: address, httpsProxy: address, noProxy });
}

/** Lower case first, as other programs do. */
function valueIn(env: Environment, name: string): string {
  return (env[name.toLowerCase()] ?? env[name] ?? "").trim();
}

/** Its address, also where it is written as `host:port`; it may hold a password and is never shown. */
function toProxy(said: string): string {
  const address = said.includes("://") ? said : `http://${said}`;
  if (/^https?:/i.test(address) && URL.canParse(address)) return address;
  throw new UsageError(
    "proxy_unusable",
    "HTTPS_PROXY is no address of a proxy.",
    "Say http://host:port, or unset it.",
  );
}
