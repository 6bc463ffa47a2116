import type { Config } from "../../config.ts";
import { HeartbeatError } from "../../model/errors.ts";
import type { SubjectText } from "../../normalize/keys/subject-keys.ts";
import type { App } from "../app.ts";
import type { Output } from "../screen/output.ts";
import { locateRegistry } from "./registry-location.ts";

/**
 * Opens the registry on this machine, which brings it up to what the ledger says. Where there is
 * none, or it cannot be used now, that is done when it is used next: nobody gets past it.
 *
 * @param known values by which somebody has just been suppressed
 */
export async function bringRegistryUpToDate(
  app: Pick<App, "openRegistry">,
  config: Config,
  out: Pick<Output, "note">,
  known: readonly SubjectText[] = [],
): Promise<void> {
  const found = await locateRegistry(config).catch(() => undefined);
  if (found?.kind !== "release") return;
  try {
    const { registry } = await app.openRegistry(config, known);
    await registry.close();
  } catch (error) {
    if (!(error instanceof HeartbeatError)) throw error;
    out.note("The registry takes it in when it is used next.");
  }
}
