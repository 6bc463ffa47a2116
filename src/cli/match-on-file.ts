import type { Config } from "../config.ts";
import type { MatchOnFile } from "../dsar/find-profiles.ts";
import type { OnFile } from "./app.ts";
import { nameContext } from "./suppression-columns.ts";

/** Whom the registry has for a request, also who is withheld. */
export function matchOnFile(
  { service }: Pick<OnFile, "service">,
  config: Config,
  signal: AbortSignal,
): MatchOnFile {
  return async (requests) => {
    const batch = { context: nameContext(config), min_confidence: 0.95, with_profile: false };
    return (await service.match({ ...batch, requests }, { signal })).results;
  };
}
