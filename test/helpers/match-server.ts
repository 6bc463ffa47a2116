import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { SearchService, ServiceLimits } from "../../src/service/search-service.ts";
import { type Account, createAccount } from "./server-account.ts";
import { type Answer, answersOf, type Question } from "./server-answers.ts";

export interface MatchServerOptions {
  service: SearchService;
  /** Asked of everybody as a Bearer token. */
  apiKey?: string;
  limits?: ServiceLimits;
  /** Leads that may be charged; then 402. */
  quota?: number;
  /** So that every call has to connect anew. */
  isOneCallPerConnection?: boolean;
  /** Looks at a call before it is answered, and may take it over. */
  fault?: (exchange: Exchange) => Fault | undefined;
}

/** Does to a call what a sound server would not. */
export type Fault = (exchange: Exchange) => unknown;

export interface Exchange extends Question {
  /** 1 for the first call that arrived, whatever its path. */
  number: number;
  /** Rows that are asked about; empty where it is no readable match request. */
  ids: readonly number[];
  /** Calls that are not answered yet, this one among them. */
  inFlight: number;
  request: IncomingMessage;
  response: ServerResponse;
  /** What a sound server answers, charges included. */
  answer(): Promise<Answer>;
  /** Sends it as it should be. */
  send(answer: Answer): void;
}

interface Call {
  method: string;
  path: string;
  ids: readonly number[];
  idempotencyKey: string | undefined;
  authorization: string | undefined;
  userAgent: string | undefined;
  bytesIn: number;
}

export interface MatchServer {
  /** `http://127.0.0.1:…`, without a slash at the end. */
  url: string;
  port: number;
  /** Every call that arrived, in the order of arrival. */
  calls: Call[];
  matchCalls(): Call[];
  /** Bytes of the answers that were sent as they should be. */
  bytesOut(): number;
  account: Account;
  inFlight(): number;
  mostInFlight(): number;
  close(): Promise<void>;
}

/** Our server in front of any search service, on a port where calls can be counted and spoilt. */
export async function startMatchServer(options: MatchServerOptions): Promise<MatchServer> {
  const account = createAccount(options);
  const answer = answersOf(options.service, account, options.limits ?? { batch: 100 });
  const calls: Call[] = [];
  let bytesOut = 0;
  let inFlight = 0;
  let mostInFlight = 0;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    inFlight += 1;
    mostInFlight = Math.max(mostInFlight, inFlight);
    response.once("close", () => {
      inFlight -= 1;
    });
    const question = await readQuestion(request);
    const ids = idsOf(question);
    const number = calls.push(callOf(question, ids));
    const exchange: Exchange = {
      ...question,
      number,
      ids,
      inFlight,
      request,
      response,
      answer: () => answer(question, { incoming: request, outgoing: response }),
      send: (answer) => {
        bytesOut += sendAnswer(answer, response);
      },
    };
    const fault = options.fault?.(exchange);
    if (fault !== undefined) await fault(exchange);
    else exchange.send(await exchange.answer());
  }

  const server = createServer((request, response) => {
    // A caller that went away while it was being answered is no failure of the server.
    handle(request, response).catch(() => response.destroy());
  });
  if (options.isOneCallPerConnection) server.maxRequestsPerSocket = 1;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    calls,
    matchCalls: () => calls.filter(({ path }) => path === "/v1/match"),
    bytesOut: () => bytesOut,
    account,
    inFlight: () => inFlight,
    mostInFlight: () => mostInFlight,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function readQuestion(request: IncomingMessage): Promise<Question> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return {
    method: request.method ?? "",
    path: new URL(request.url ?? "/", "http://127.0.0.1").pathname,
    headers: request.headers,
    text: Buffer.concat(chunks).toString(),
  };
}

function idsOf({ path, text }: Question): number[] {
  if (path !== "/v1/match") return [];
  try {
    const { requests } = JSON.parse(text) as { requests: { id: number }[] };
    return requests.map(({ id }) => id);
  } catch {
    return [];
  }
}

function callOf({ method, path, headers, text }: Question, ids: readonly number[]): Call {
  const key = headers["idempotency-key"];
  return {
    method,
    path,
    ids,
    idempotencyKey: typeof key === "string" ? key : undefined,
    authorization: headers.authorization,
    userAgent: headers["user-agent"],
    bytesIn: Buffer.byteLength(text),
  };
}

function sendAnswer({ status, headers, body }: Answer, response: ServerResponse): number {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { ...headers, "content-length": bytes.length });
  response.end(bytes);
  return bytes.length;
}
