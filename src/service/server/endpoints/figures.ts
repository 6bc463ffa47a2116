import type { Endpoint } from "../endpoint.ts";

export const metricsEndpoint: Endpoint = {
  method: "GET",
  path: "/metrics",
  scope: "admin",
  summary: "Figures for Prometheus",
  description: "Requests, leads by status, disclosures, memory and the event loop, as text.",
  answer: { contentType: "text/plain; version=0.0.4; charset=utf-8" },
  problems: [],
  async respond(_body, { deps }) {
    const { release } = await deps.service.info();
    deps.metrics.serves(release);
    return deps.metrics.text();
  },
};
