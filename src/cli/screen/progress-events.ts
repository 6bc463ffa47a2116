import type { Io } from "../io.ts";
import { createPace, every } from "./pace.ts";
import type { Progress } from "./progress-state.ts";

const eventMs = 1000;

/** Progress for programs: an event when a step begins, and then at most one a second. */
export function progressEvents({ speech, now }: Io): Progress {
  const pace = createPace(now);
  const isTime = every(eventMs, now, Number.NEGATIVE_INFINITY);
  let current = "";
  return {
    update: (state) => {
      const { rate, left } = pace(state);
      if (!isTime() && state.step === current) return;
      current = state.step;
      const { step, file, done, total, unit, statuses, requests } = state;
      speech.tell({
        event: "progress",
        step: step.toLowerCase().replace(/\W+/g, "_"),
        file,
        done,
        total: total ?? null,
        unit,
        rate: rate === undefined ? null : Math.round(rate * 10) / 10,
        eta_s: left === undefined ? null : Math.ceil(left),
        statuses,
        requests,
      });
    },
    stop: () => undefined,
  };
}
