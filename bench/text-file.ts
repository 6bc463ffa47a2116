import { closeSync, openSync, writeSync } from "node:fs";

/** A file written in large pieces. Only for text of the Latin-1 range, which all invented data is. */
export interface TextFile {
  write(text: string): void;
  close(): void;
}

const pieceSize = 1 << 22;

export function createTextFile(path: string): TextFile {
  const handle = openSync(path, "w");
  let pending: string[] = [];
  let size = 0;
  const flush = (): void => {
    const bytes = Buffer.from(pending.join(""), "latin1");
    for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
    pending = [];
    size = 0;
  };
  return {
    write(text) {
      pending.push(text);
      size += text.length;
      if (size >= pieceSize) flush();
    },
    close() {
      flush();
      closeSync(handle);
    },
  };
}
