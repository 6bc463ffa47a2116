import { closeSync, openSync, writeSync } from "node:fs";

/** A file written in large pieces. Only for text of the Latin-1 range, which all invented data is. */
export interface TextFile {
  write(text: string): void;
  close(): void;
}

const pieceSize = 1 << 20;

export function createTextFile(path: string): TextFile {
  const handle = openSync(path, "w");
  const piece = Buffer.allocUnsafe(pieceSize);
  let filled = 0;
  const flush = (): void => {
    for (let at = 0; at < filled; ) at += writeSync(handle, piece, at, filled - at);
    filled = 0;
  };
  return {
    // Copied at once: strings kept for later cost more garbage collection than all the rest.
    write(text) {
      if (text.length > pieceSize) throw new RangeError("a text longer than a piece");
      if (filled + text.length > pieceSize) flush();
      filled += piece.write(text, filled, "latin1");
    },
    close() {
      flush();
      closeSync(handle);
    },
  };
}
