import type { ApiKey } from "../../config/api-key.ts";
import type { ServiceInfo, ServiceLimits } from "../../service/search-service.ts";
import { count, counted } from "../screen/progress.ts";

export interface Pinged {
  service: string;
  isLocal: boolean;
  /** The one that was sent. */
  key: ApiKey | undefined;
  /** Until it had said what it is, in ms. */
  reached: number;
  /** Of the small calls after that, in ms, ascending. */
  latencies: readonly number[];
  info: ServiceInfo;
}

/** Who answers, from what, how fast and how much. */
export function pingText(pinged: Pinged, today: Date): string {
  const { info, latencies } = pinged;
  const { built_at, counts } = info.registry;
  const age = ageInDays(info, today);
  const facts: [string, string][] = [
    ["Service", pinged.service],
    ["Reached", `yes, in ${milliseconds(pinged.reached)}`],
    ["API key", keyWords(pinged)],
    ["Release", info.release],
    ["Built", age === undefined ? built_at : `${built_at} (${counted(age, "day")} ago)`],
    // A service that counts nothing has no number of them.
    ["Profiles", counts.profiles === 0 && !pinged.isLocal ? "" : count(counts.profiles)],
    [
      "Latency",
      `${milliseconds(medianOf(latencies))} median, ${milliseconds(latencies.at(-1) ?? 0)} worst of ${latencies.length} calls`,
    ],
    ["Limits", limitWords(info.limits)],
  ];
  const width = Math.max(...facts.map(([label]) => label.length));
  const known = facts.filter(([, value]) => value !== "");
  return known.map(([label, value]) => `${label.padEnd(width)}  ${value}\n`).join("");
}

/** Whole days since the release was built; undefined where that is no date. */
export function ageInDays({ registry }: ServiceInfo, today: Date): number | undefined {
  const built = Date.parse(registry.built_at);
  if (Number.isNaN(built)) return undefined;
  return Math.max(0, Math.floor((today.getTime() - built) / 86_400_000));
}

/** Of an ascending list. */
export function medianOf(values: readonly number[]): number {
  return values[Math.floor(values.length / 2)] ?? 0;
}

function keyWords({ isLocal, key }: Pinged): string {
  if (isLocal) return "none needed";
  return key === undefined ? "none sent" : `accepted (from ${key.from})`;
}

function limitWords(limits: ServiceLimits = {}): string {
  const { batch, per_second, per_lead, remaining } = limits;
  const words = [
    per_lead === undefined ? [] : `up to ${counted(per_lead, "call")} a lead`,
    batch === undefined || per_lead !== undefined ? [] : `${counted(batch, "lead")} a call`,
    per_second === undefined ? [] : `${count(per_second)} calls a second`,
    remaining === undefined ? [] : `${counted(remaining, "lead")} left on the account`,
  ].flat();
  return words.length === 0 ? "none" : words.join(", ");
}

function milliseconds(ms: number): string {
  if (ms < 0.1) return "under 0.1 ms";
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}
