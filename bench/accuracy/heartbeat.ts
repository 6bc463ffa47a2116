import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../bin/heartbeat.js", import.meta.url));

/** The built program, run as a user would, but with nothing of the user's own. */
export type Heartbeat = (args: readonly string[]) => string;

/** Its configuration, data and cache live in `folder`. A run returns what was written to stdout. */
export function heartbeatIn(folder: string): Heartbeat {
  const env: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, "config"),
    XDG_DATA_HOME: join(folder, "data"),
    XDG_CACHE_HOME: join(folder, "cache"),
    XDG_STATE_HOME: join(folder, "state"),
    NO_COLOR: "1",
  };
  return (args) => {
    const run = spawnSync(process.execPath, [program, ...args], {
      env,
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    if (run.error !== undefined) throw run.error;
    if (run.status !== 0)
      throw new Error(
        `heartbeat ${args[0]} ended with exit code ${run.status}\n${run.stderr.slice(-2000)}`,
      );
    return run.stdout;
  };
}
