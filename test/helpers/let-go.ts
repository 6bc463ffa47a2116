import { setImmediate as turn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * Closes for good the databases that this process has closed. Node 20's SQLite keeps a file, its log and its
 * locks until the statements are collected, whenever that is: whoever reads or copies a folder meanwhile may
 * miss a log that has just gone, or what was in it. Before a folder is read as a whole, this is to be awaited.
 */
export async function letGo(): Promise<void> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  // What was collected is finalized in a turn of its own.
  for (let i = 0; i < 2; i++) {
    collect();
    await turn();
  }
}
