import { constants, open } from "node:fs";
import { stat } from "node:fs/promises";
import { Socket } from "node:net";
import { addAbortSignal, type Readable } from "node:stream";
import { promisify } from "node:util";

/**
 * A named pipe, `<(zcat leads.csv.gz)`; undefined for anything else. It may be silent for as long
 * as it likes: opened and read as a file it would hold one of Node's threads until then, and with
 * it the whole program, which could not even be left.
 */
export async function openPipe(path: string, signal: AbortSignal): Promise<Readable | undefined> {
  const info = await stat(path).catch(() => undefined);
  if (info?.isFIFO() !== true) return undefined;
  const fd = await promisify(open)(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const pipe = new Socket({ fd, readable: true, writable: false });
  // Whoever reads it hears of it; an error that comes when nobody does is nobody's.
  pipe.on("error", () => undefined);
  return addAbortSignal(signal, pipe);
}
