import type { Config } from "../config.ts";
import type { MatchOnFile } from "../dsar/find-profiles.ts";
import { ServiceError } from "../model/errors.ts";
import type { App } from "./app.ts";
import { nameContext } from "./suppression-columns.ts";

/** Whom the registry has, also who is withheld; to be closed by the caller. */
export async function matchesOnFile(
  app: App,
  config: Config,
): Promise<{ match: MatchOnFile | undefined; close(): Promise<void> }> {
  const onFile = await app.openOnFile(config).catch(noRegistry);
  if (onFile === undefined) return { match: undefined, close: async () => {} };
  const context = nameContext(config);
  return {
    async match(requests) {
      const batch = { context, min_confidence: 0.95, with_profile: false, requests };
      return (await onFile.service.match(batch, { signal: app.io.signal })).results;
    },
    close: () => onFile.close(),
  };
}

/** A request is received also on a machine that has no registry. */
function noRegistry(error: unknown): undefined {
  if (error instanceof ServiceError && error.code === "registry_missing") return undefined;
  throw error;
}
