import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Profile } from "../../src/model/profile.ts";
import { type Era, toResult } from "./nppes-results.ts";
import { errorOf, searchOf } from "./nppes-search.ts";

export interface NppesServerOptions {
  era?: Era;
  /** Takes a call over; answers false where the stand-in shall. */
  fault?: (call: number, response: ServerResponse, query: URLSearchParams) => boolean;
}

export interface NppesServer {
  /** As `--service` takes it, behind `nppes:`. */
  url: string;
  /** What was asked, in the order of arrival. */
  asked: URLSearchParams[];
  close(): Promise<void>;
}

/**
 * A stand-in for the NPPES API v2.1 over invented people, as data.md section 2 describes the real
 * one: always 200, ten results unless more are asked for, never over 200, the page at `skip` 1000
 * over and over.
 */
export async function startNppesServer(
  profiles: readonly Profile[],
  { era = "today", fault = () => false }: NppesServerOptions = {},
): Promise<NppesServer> {
  const sorted = [...profiles].sort((a, b) => (a.npi < b.npi ? -1 : 1));
  const asked: URLSearchParams[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    const query = new URL(request.url ?? "/", "http://localhost").searchParams;
    asked.push(query);
    if (fault(asked.length, response, query)) return;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(answerTo(query, sorted, era)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api/`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answerTo(query: URLSearchParams, profiles: readonly Profile[], era: Era): object {
  const error = errorOf(query);
  if (error !== undefined) return { Errors: [error] };
  const limit = Math.min(200, Number(query.get("limit") ?? 10) || 10);
  const skip = Math.min(1000, Number(query.get("skip") ?? 0));
  const page = profiles.filter(searchOf(query)).slice(skip, skip + limit);
  return { result_count: page.length, results: page.map((profile) => toResult(profile, era)) };
}
