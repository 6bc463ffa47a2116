import { availableParallelism } from "node:os";
import type { Config, Flags } from "../../config.ts";
import { UsageError } from "../../model/errors.ts";
import { withChannelRules } from "../../service/channels/with-channel-rules.ts";
import { isOwnAddress } from "../../service/loopback.ts";
import type { SearchService } from "../../service/search-service.ts";
import type { Listening } from "../../service/server/listen.ts";
import { withSuppressions } from "../../service/suppressions/with-suppressions.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { wholeNumber } from "../typed/whole-number.ts";
import { version } from "../version.ts";
import { type AskedAccess, readTls, requireSafeAccess } from "./serve-access.ts";
import { createServeLog } from "./serve-log.ts";

export interface ServeArguments extends AskedAccess {
  port: string;
  workers?: string;
  maxBatch: string;
  flags: Flags;
}

/** More are refused at once, so that those that wait are answered in time. */
const mostWaitingPerWorker = 32;
const deadlineMs = 30_000;
/** How long requests under way may still take; whoever stops a server waits no longer. */
const drainMs = 8000;

/** Serves until it is told to stop; that is its end, and a good one. */
export async function runServe(given: ServeArguments, app: App): Promise<number> {
  const config = await app.configure(given.flags);
  const port = wholeNumber("--port", given.port, 0, 65_535);
  const maxBatch = wholeNumber("--max-batch", given.maxBatch, 1, 10_000);
  const workers =
    given.workers === undefined
      ? availableParallelism()
      : wholeNumber("--workers", given.workers, 1, 64);
  refuseSummary(config);
  const tls = await readTls(given, app.io.cwd);
  // Before anything is made beside the ledger that is not there.
  await app.requireLedger(config);
  const suppressions = await app.suppressions(config);
  return closing(await app.openKeys(config), async (keys) => {
    requireSafeAccess(given, await keys.hasUsable());
    const isOwn = isOwnAddress(given.host);
    const log = createServeLog(app.io, config.settings);
    const { startServer } = await import("../../service/server/start-server.ts");
    const { createMetrics } = await import("../../service/server/metrics.ts");
    const { limitsFor } = await import("../../service/server/server-deps.ts");
    const disclosures = await app.openDisclosures(config);
    const openServing = () =>
      app.openServing(config, {
        ...{ workers, deadlineMs, onEvent: log.swap },
        mostWaiting: workers * mostWaitingPerWorker,
      });
    return closing(disclosures, async () =>
      closing(await app.channelRules(config), async (channels) =>
        closing(await openServing(), async (everybody) => {
          const told = withSuppressions(everybody, suppressions, () => app.bringUpToDate(config));
          const service = withChannelRules(told, channels);
          const server = await startServer(
            {
              ...{ service, disclosures },
              ...{ keys, isExposed: !isOwn || given.behindProxy === true },
              limits: limitsFor(maxBatch),
              metrics: createMetrics(),
              onCall: log.call,
              onFault: log.fault,
              now: app.io.now,
              isDraining: () => app.io.signal.aborted,
              behindProxy: given.behindProxy === true,
            },
            version(),
            { host: given.host, port, tls, isOwn },
          );
          const keysNeeded = await keys.isAsked();
          await serveUntilStopped(server, service, app, (at) =>
            log.listening({ ...at, keysNeeded }),
          );
          return 0;
        }),
      ),
    );
  });
}

async function serveUntilStopped(
  server: Listening,
  service: SearchService,
  { io: { signal } }: App,
  onListening: (at: { url: string; release: string }) => void,
): Promise<void> {
  try {
    const { release } = await service.info();
    onListening({ url: server.url, release });
    if (!signal.aborted) {
      await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    }
  } finally {
    await server.close(drainMs);
  }
}

/** There is no end at which a summary could be printed. */
function refuseSummary({ settings }: Config): void {
  if (!settings.json) return;
  throw new UsageError(
    "usage",
    "serve has no summary for --json.",
    "Its log is JSON with --progress json, and wherever stderr is no terminal.",
  );
}
