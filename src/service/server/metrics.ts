import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { FieldSet } from "../../model/disclosures.ts";
import type { Status } from "../../model/status.ts";
import type { CallEntry } from "./call-entry.ts";

/** What `/metrics` tells: numbers, routes and statuses, nothing of anybody. */
export interface Metrics {
  began(): void;
  ended(call: CallEntry): void;
  answered(statuses: Iterable<Status>): void;
  disclosed(fields: FieldSet, count: number): void;
  serves(release: string): void;
  /** Prometheus' text format. */
  text(): Promise<string>;
}

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: "heartbeat_request_duration_seconds",
    help: "Time from a request's first line to the last byte of its answer.",
    labelNames: ["method", "route", "status"],
    buckets: seconds,
    registers,
  });
  const problems = new Counter({
    name: "heartbeat_problems_total",
    help: "Requests that were refused or failed, by code.",
    labelNames: ["code"],
    registers,
  });
  const underWay = new Gauge({
    name: "heartbeat_requests_in_flight",
    help: "Requests that are being answered.",
    registers,
  });
  const leads = new Counter({
    name: "heartbeat_leads_total",
    help: "Leads answered, by status.",
    labelNames: ["status"],
    registers,
  });
  const disclosures = new Counter({
    name: "heartbeat_disclosures_total",
    help: "Profiles told to somebody, by field set.",
    labelNames: ["fields"],
    registers,
  });
  const release = new Gauge({
    name: "heartbeat_release_info",
    help: "1 for the release that new runs are answered from.",
    labelNames: ["release"],
    registers,
  });
  return {
    began: () => underWay.inc(),
    ended({ method, route, status, code, ms }) {
      underWay.dec();
      duration.observe({ method, route, status: `${status}` }, ms / 1000);
      if (code !== undefined) problems.inc({ code });
    },
    answered(statuses) {
      for (const status of statuses) leads.inc({ status });
    },
    disclosed: (fields, count) => disclosures.inc({ fields }, count),
    serves(id) {
      release.reset();
      release.set({ release: id }, 1);
    },
    text: () => registry.metrics(),
  };
}
