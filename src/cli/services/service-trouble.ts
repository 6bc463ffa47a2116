import type { Settings } from "../../config/settings.ts";
import type { ServiceEvent, ServiceTrouble } from "../../service/search-service.ts";
import type { Io } from "../io.ts";
import { every } from "../screen/pace.ts";
import { duration } from "../screen/progress.ts";

const lineMs = 5000;
const lineMsInCi = 30_000;

/** Says what a search service elsewhere has trouble with: events for programs, a line now and then. */
export function showTrouble(io: Io, { quiet }: Pick<Settings, "quiet">): (e: ServiceEvent) => void {
  const isTime = every(io.env.CI ? lineMsInCi : lineMs, io.now, Number.NEGATIVE_INFINITY);
  return (event) => {
    if (io.speech.asEvents()) return io.speech.tell({ event: "retry", ...event });
    if (quiet || event.kind === "slow_down" || !isTime()) return;
    io.speech.say(troubleLine(event));
  };
}

function troubleLine(event: Exclude<ServiceEvent, { kind: "slow_down" }>): string {
  const { kind, cause, wait_ms } = event;
  const wait = wait_ms < 1000 ? "" : `: waiting ${duration(wait_ms)}`;
  if (kind === "pause") return `the service ${words[cause]}${wait}`;
  return `the service ${words[cause]}: attempt ${event.attempt + 1} follows`;
}

const words: Readonly<Record<ServiceTrouble, string>> = {
  busy: "is busy",
  failed: "fails",
  no_answer: "does not answer",
  unusable: "gives answers that cannot be used",
};
