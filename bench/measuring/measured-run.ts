import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

export interface Measured {
  exitCode: number;
  seconds: number;
  /** User and system time as last sampled; misses at most the last 50 ms. */
  cpuSeconds: number;
  /** Largest RssAnon sampled, MB; undefined where there is no /proc. */
  peakRssAnonMb: number | undefined;
  /** What the program said to the terminal. */
  stderr: string;
}

const sampleEvery = 50;
const ticksPerSecond = 100;

/** Our own anonymous memory: mapped files are shared page cache and say nothing. */
function rssAnonMb(pid: number): number | undefined {
  try {
    const kb = /^RssAnon:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1];
    return kb === undefined ? undefined : Number(kb) / 1024;
  } catch {
    return undefined;
  }
}

function cpuSeconds(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const afterName = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(afterName[11]) + Number(afterName[12])) / ticksPerSecond;
  } catch {
    return undefined;
  }
}

const pinned = ["taskset", "-c", "0"] as const;

/** Words to put before a command so that it gets one processor, or none where that is not offered. */
function onOneProcessor(): readonly string[] {
  const [command, ...rest] = pinned;
  return spawnSync(command, [...rest, "true"]).status === 0 ? pinned : [];
}

/** Runs node with these arguments as a process of its own, on one processor, and watches it. */
export async function measuredRun(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Measured> {
  const [command, ...rest] = [...onOneProcessor(), process.execPath, ...args];
  const started = performance.now();
  const child = spawn(command as string, rest, { env, stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  let peak: number | undefined;
  let cpu = 0;
  const timer = setInterval(() => {
    if (child.pid === undefined) return;
    const now = rssAnonMb(child.pid);
    if (now !== undefined) peak = Math.max(peak ?? 0, now);
    cpu = cpuSeconds(child.pid) ?? cpu;
  }, sampleEvery);
  try {
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => resolve(code ?? -1));
    });
    const seconds = (performance.now() - started) / 1000;
    return { exitCode, seconds, cpuSeconds: cpu, peakRssAnonMb: peak, stderr };
  } finally {
    clearInterval(timer);
  }
}
