import type { Config } from "../../config.ts";
import { UsageError } from "../../model/errors.ts";
import { isLoopback } from "../../service/loopback.ts";

/** Who answers: a registry in this process, the public NPPES API, or a server of `/v1`. */
export type ServiceLocation =
  | { kind: "registry" }
  | { kind: "nppes"; url: URL | undefined }
  | { kind: "http"; url: URL };

/**
 * What `--service` names: nothing, `nppes:` (`nppes:http://127.0.0.1:8080/api/` for a stand-in), or
 * the address of a server.
 */
export function locateService({ settings, origin }: Config): ServiceLocation {
  const { service } = settings;
  if (service === undefined) return { kind: "registry" };
  const [, nppes, address = ""] = /^(nppes:)?(.*)$/.exec(service) ?? [];
  if (nppes !== undefined) {
    return { kind: "nppes", url: address === "" ? undefined : toUrl(address, origin.service) };
  }
  return { kind: "http", url: toUrl(address, origin.service) };
}

function toUrl(text: string, said: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && url.username + url.password !== "") throw keyInAddress(said);
  if (url !== undefined && url.search + url.hash !== "") throw wordsBehindAddress(said);
  if (url?.protocol === "https:") return url;
  if (url?.protocol === "http:" && isLoopback(url.hostname)) return url;
  const isPlain = url?.protocol === "http:";
  throw new UsageError(
    "service_unusable",
    isPlain
      ? `${said}: names and numbers of people would travel unencrypted.`
      : `${said} is no address of a search service.`,
    "Say https://…, or nppes: for the public NPPES API.",
  );
}

/** It would stand in the history of the shell and in the list of processes. */
function keyInAddress(said: string): UsageError {
  return new UsageError(
    "service_unusable",
    `${said}: an address with a user or a password in it is not used.`,
    "Give the API key in HEARTBEAT_API_KEY, and the address without it.",
  );
}

/** Calls go below the address; what is behind a question mark would be lost, or is a key. */
function wordsBehindAddress(said: string): UsageError {
  return new UsageError(
    "service_unusable",
    `${said}: an address ends before its ? or #.`,
    "Give the address without them, and an API key in HEARTBEAT_API_KEY.",
  );
}
