import { randomInt } from "node:crypto";
import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Letters of no word, name or number: tests look in messages, paths and all, for what must not be there. */
const letters = "qxzjkvfh";

/** Makes a folder of its own in `parent` (else where temporary files are) and returns its path. */
export function temporaryFolder(name: string, parent: string = tmpdir()): string {
  const rest = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join("");
  const folder = join(parent, `${name}-${rest}`);
  mkdirSync(folder, 0o700);
  return folder;
}
