import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Ran } from "./run.ts";

const bin = fileURLToPath(new URL("../../bin/heartbeat.js", import.meta.url));

interface SpawnOptions {
  cwd: string;
  stdin?: string;
  env?: Record<string, string>;
  /** Before the program: `--import hook.mjs`. */
  node?: readonly string[];
  /** Another program than ours: a copy of it with a planted bug. */
  program?: string;
  /** Called with the running process, e.g. to send it a signal. */
  meanwhile?: (child: ChildProcess) => void;
}

/** The built program in a process of its own, with a bare environment. */
export function spawnHeartbeat(argv: readonly string[], options: SpawnOptions): Promise<Ran> {
  const child = spawn(
    process.execPath,
    [...(options.node ?? []), options.program ?? bin, ...argv],
    {
      cwd: options.cwd,
      env: { HOME: options.cwd, PATH: process.env.PATH ?? "", NO_COLOR: "1", ...options.env },
      stdio: ["pipe", "pipe", "pipe"],
    },
  );
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  child.stdin.on("error", () => undefined);
  child.stdin.end(options.stdin ?? "");
  options.meanwhile?.(child);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      const [stdout, stderr] = [out, err].map((chunks) => Buffer.concat(chunks).toString());
      resolve({ code: code ?? -1, stdout: stdout ?? "", stderr: stderr ?? "" });
    });
  });
}
