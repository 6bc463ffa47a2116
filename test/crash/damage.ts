import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Job } from "./job.ts";

/** Changes a digit of an answer that a journal holds, so that it names somebody else. */
export async function damageJournal({ folder }: Job): Promise<void> {
  const runs = join(folder, "home", ".local", "state", "heartbeat", "runs");
  const [run = ""] = await readdir(runs);
  const path = join(runs, run, "journal.jsonl");
  const text = await readFile(path, "latin1");
  const damaged = text.replace(/"npi":"(\d{9})(\d)"/, (_found, first, last) => {
    return `"npi":"${first}${(Number(last) + 1) % 10}"`;
  });
  if (damaged === text) throw new Error("nothing in the journal was changed");
  await writeFile(path, damaged, "latin1");
}
