import type { Settings } from "../../config/settings.ts";
import { HeartbeatError } from "../../model/errors.ts";
import type { CallEntry } from "../../service/server/call-entry.ts";
import type { SwapEvent } from "../../service/swap/swapping-service.ts";
import type { Io } from "../io.ts";

/** What a server says of itself while it runs. */
export interface ServeLog {
  listening(at: { url: string; release: string; keysNeeded: boolean }): void;
  call(entry: CallEntry): void;
  swap(event: SwapEvent): void;
  fault(name: string): void;
}

/** Lines for whoever looks at a terminal, events (one JSON object a line) for everybody else. */
export function createServeLog(io: Io, settings: Settings): ServeLog {
  const { speech, stderr } = io;
  const say = (line: string) => {
    if (!speech.asEvents() && !settings.quiet) speech.say(line);
  };
  const fault = (name: string) => {
    speech.tell({ event: "fault", name });
    say(`${timeOf(io.date())} a request failed (${name}); please report it if it comes again`);
  };
  /** The next release could not be opened; what was served is served. */
  const trouble = (error: unknown) => {
    if (!(error instanceof HeartbeatError)) return fault(error instanceof Error ? error.name : "");
    speech.warn(`the next release is not served yet: ${error.message} [${error.code}]`);
  };
  return {
    listening({ url, release, keysNeeded }) {
      // Only now: why a server did not start is told in words.
      if (settings.progress === "auto" && stderr.isTTY !== true) {
        speech.settle({ progress: "json", quiet: settings.quiet });
      }
      speech.tell({ event: "listening", url, release, keys: keysNeeded ? "needed" : "none" });
      const whom = keysNeeded ? "whoever has an API key" : "everybody on this machine";
      say(`Listening on ${url} to ${whom}.`);
      say(`Release ${release}. How to ask: ${url}/docs`);
      say("Ctrl-C stops it.");
    },
    call(entry) {
      speech.tell({ event: "call", ...entry });
      if (settings.progress !== "none") say(`${timeOf(io.date())} ${lineOf(entry)}`);
    },
    swap(event) {
      if (event.kind === "trouble") return trouble(event.error);
      const { kind, release } = event;
      speech.tell({ event: "release", release, state: kind });
      const words =
        kind === "opened" ? "new runs are answered from" : "nothing more is answered from";
      say(`${timeOf(io.date())} ${words} release ${release}`);
    },
    fault,
  };
}

/** `12:03:01`, UTC as in the events. */
function timeOf(date: Date): string {
  return date.toISOString().slice(11, 19);
}

/** `POST /v1/match 200 43.2 ms, 100 items, key 4kd93jf02hsa` */
function lineOf({ method, route, status, code, cause, ms, items, key }: CallEntry): string {
  const why = cause === undefined ? "" : ` (${cause})`;
  return [
    `${method} ${route} ${status}${code === undefined ? "" : ` ${code}${why}`} ${ms} ms`,
    ...(items === undefined ? [] : [`${items} ${items === 1 ? "item" : "items"}`]),
    ...(key === undefined ? [] : [`key ${key}`]),
  ].join(", ");
}
