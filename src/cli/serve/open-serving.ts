import type { SearchService } from "../../service/search-service.ts";
import { createSwappingService, type SwapEvent } from "../../service/swap/swapping-service.ts";
import { after, openPool, type PoolLimits } from "./open-pool.ts";

export interface ServingOptions extends PoolLimits {
  /** Another release is served, or could not be. */
  onEvent: (event: SwapEvent) => void;
}

interface ServedRegistry {
  label: string;
  /** A cheap look: which file is current, and a text that changes with it and with what is in it. */
  look: () => Promise<{ file: string; version: string }>;
  now: () => number;
}

/** How soon a new release is noticed. */
const LOOK_MS = 2_000;
/** A run asks again within minutes, or it has ended. */
const KEEP_MS = 15 * 60_000;
/** Each has threads and memory of its own. */
const MOST_KEPT = 1;

/** Worker threads over the release that is current, and over the next one when it comes. */
export function openServing(
  { label, look, now }: ServedRegistry,
  { onEvent, ...limits }: ServingOptions,
): Promise<SearchService> {
  return createSwappingService({
    ...{ now, after, onEvent },
    ...{ lookMs: LOOK_MS, keepMs: KEEP_MS, mostKept: MOST_KEPT },
    open: async () => openPool((await look()).file, label, limits),
    version: async () => (await look()).version,
  });
}
