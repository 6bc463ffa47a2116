import { cp } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./run.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const source = fileURLToPath(new URL("../../fixtures/npidata.csv", import.meta.url));

/** The folder of the one that is copied; it goes with the run's scratch folder. */
let built: Promise<string> | undefined;

/** Makes `registry` a registry of fixtures/npidata.csv, which is built once for many files of tests. */
export async function fixtureRegistry(registry: string): Promise<void> {
  built ??= build();
  await cp(await built, registry, { recursive: true });
}

async function build(): Promise<string> {
  const folder = temporaryFolder("heartbeat-fixtures");
  const argv = ["registry", "import", source, "--registry", "registry"];
  const { code, stderr } = await run(argv, { cwd: folder });
  if (code !== 0) throw new Error(stderr);
  return join(folder, "registry");
}
