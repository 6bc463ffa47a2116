import type { Config, Flags } from "../../config.ts";
import { InterruptedError, ServiceError, StopError } from "../../model/errors.ts";
import { probeService } from "../../service/probe.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { createOutput } from "../screen/output.ts";
import { ageInDays, medianOf, type Pinged, pingText } from "./ping-screen.ts";
import { locateService } from "./service-location.ts";

export interface PingArguments {
  flags: Flags;
}

/** Small calls that latency is measured by, one after the other. */
const CALLS = 5;

/** Never asks about a person; what cannot be used ends in exit 4. */
export async function runPing({ flags }: PingArguments, app: App): Promise<number> {
  const config = await app.configure(flags);
  const out = createOutput(app.io, config.settings);
  const pinged = await ping(config, app).catch((error: unknown) => {
    throw asUnusable(error);
  });
  if (config.settings.json) await out.json(toJson(pinged, app.io.date()));
  else await out.data(pingText(pinged, app.io.date()));
  return 0;
}

async function ping(config: Config, app: App): Promise<Pinged> {
  const { now, signal } = app.io;
  const began = now();
  return closing(await app.openService(config), async (service) => {
    const info = await service.info();
    const reached = now() - began;
    const latencies: number[] = [];
    for (let call = 0; call < CALLS; call++) {
      if (signal.aborted) throw new InterruptedError();
      const start = now();
      await probeService(service);
      latencies.push(now() - start);
    }
    return {
      service: service.label,
      isLocal: service.traits.local,
      key: locateService(config).kind === "http" ? config.apiKey : undefined,
      reached,
      latencies: latencies.toSorted((a, b) => a - b),
      info,
    };
  });
}

/** Whatever a run would stop at and go on from later, here it is a service that does not answer. */
function asUnusable(error: unknown): unknown {
  if (!(error instanceof StopError)) return error;
  return new ServiceError(error.code, error.message, error.hint);
}

function toJson({ service, isLocal, key, reached, latencies, info }: Pinged, today: Date): object {
  const { id: _, ...registry } = info.registry;
  return {
    schema_version: 1,
    service,
    local: isLocal,
    api_key: key === undefined ? "not_sent" : "accepted",
    release: info.release,
    age_days: ageInDays(info, today) ?? null,
    registry,
    reached_ms: rounded(reached),
    latency_ms: {
      calls: latencies.length,
      median: rounded(medianOf(latencies)),
      worst: rounded(latencies.at(-1) ?? 0),
    },
    limits: info.limits ?? {},
  };
}

/** Microseconds say nothing. */
function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}
