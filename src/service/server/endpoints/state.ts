import { infoSchema, stateSchema } from "../../../model/wire.ts";
import { probeService } from "../../probe.ts";
import type { Call, Endpoint } from "../endpoint.ts";
import { Problem } from "../problem.ts";

export const infoEndpoint: Endpoint = {
  method: "GET",
  path: "/v1/info",
  scope: "any",
  summary: "Release, counts and limits",
  description:
    "The release that new runs are answered from, what it was built from, and what this key may ask for.",
  answer: { schema: infoSchema },
  problems: [],
  async respond(_body, { deps, key }) {
    const info = await deps.service.info();
    return { ...info, limits: { ...info.limits, ...limitsOf(deps.limits.batch, key) } };
  },
};

function limitsOf(batch: number, key: Call["key"]) {
  if (key === undefined) return { batch };
  const { per_minute = batch, spend_cap, spent } = key;
  const remaining = spend_cap === undefined ? {} : { remaining: Math.max(0, spend_cap - spent) };
  return { batch: Math.min(batch, per_minute), ...remaining };
}

export const healthEndpoint: Endpoint = {
  method: "GET",
  path: "/healthz",
  scope: undefined,
  summary: "Whether the process is alive",
  description: "For whoever restarts it.",
  answer: { schema: stateSchema, example: { status: "ok" } },
  problems: [],
  respond: async () => ({ status: "ok" }),
};

export const readyEndpoint: Endpoint = {
  method: "GET",
  path: "/readyz",
  scope: undefined,
  summary: "Whether it takes work",
  description: "For load balancers: 503 while it stops, or when the registry cannot be used.",
  answer: { schema: stateSchema, example: { status: "ready", release: "3f2a9c0d1e4b5a69" } },
  problems: ["draining"],
  async respond(_body, { deps }) {
    if (deps.isDraining()) throw new Problem("draining");
    const { release } = await deps.service.info();
    // Of the registry itself, read by whoever answers: that there is a release is known without it.
    await probeService(deps.service);
    return { status: "ready", release };
  },
};
