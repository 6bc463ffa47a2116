import { channel } from "node:diagnostics_channel";

/** What undici says about its own requests: an account of every call that no client can cook. */
export interface CallWatch {
  /** Requests of this path that were made, whether or not anybody heard of them. */
  made(path: string): number;
  underWay(): number;
  close(): void;
}

interface Message {
  request: { path: string };
}

/** Before the client itself hears of it; the request is there to be recognised. */
export interface CallEvents {
  onMade?: (path: string, request: object) => void;
  onFailed?: (request: object) => void;
}

export function watchCalls({ onMade, onFailed }: CallEvents = {}): CallWatch {
  const made = new Map<string, number>();
  const underWay = new Set<object>();
  const begin = (message: unknown) => {
    const { request } = message as Message;
    made.set(request.path, (made.get(request.path) ?? 0) + 1);
    underWay.add(request);
    onMade?.(request.path, request);
  };
  const end = (message: unknown) => {
    underWay.delete((message as Message).request);
  };
  const fail = (message: unknown) => {
    onFailed?.((message as Message).request);
    end(message);
  };
  const listeners = [
    ["undici:request:create", begin],
    ["undici:request:trailers", end],
    ["undici:request:error", fail],
  ] as const;
  for (const [name, listener] of listeners) channel(name).subscribe(listener);
  return {
    made: (path) => made.get(path) ?? 0,
    underWay: () => underWay.size,
    close() {
      for (const [name, listener] of listeners) channel(name).unsubscribe(listener);
    },
  };
}
