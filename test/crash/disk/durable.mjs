import { dirname } from "node:path";

/**
 * What of a disk would be there after a power cut. A killed process alone loses nothing that it has
 * written, because the system keeps it; so what was never synced is taken back here, or a missing
 * fsync would go unseen for ever.
 *
 * A file has the bytes of its last sync for certain, a folder the entries of its own. What came
 * after may be there, in part or not at all.
 */
export function createDurable(real) {
  /** By their present path: the bytes for certain. Two names of one file share the object. */
  const files = new Map();
  /** Changes of folders that are not synced, in order, each with how it is taken back. */
  let changes = [];

  function bytesAt(path) {
    try {
      return real.readFileSync(path);
    } catch {
      return undefined;
    }
  }

  function changed(path, undo) {
    changes.push({ folder: dirname(path), undo });
  }

  /** How the file at a path is put back; undefined where there is none. */
  function keeper(path) {
    const info = real.lstatSync(path, { throwIfNoEntry: false });
    if (!info?.isFile()) return undefined;
    const bytes = real.readFileSync(path);
    return () => real.writeFileSync(path, bytes, { mode: info.mode });
  }

  function removing(path) {
    const info = real.lstatSync(path, { throwIfNoEntry: false });
    if (info?.isDirectory()) {
      for (const name of real.readdirSync(path)) removing(`${path}/${name}`);
      changed(path, () => real.mkdirSync(path, { mode: info.mode }));
    } else if (info !== undefined) {
      changed(path, keeper(path));
      files.delete(path);
    }
  }

  function loseBytes(lost, random) {
    for (const [path, { bytes }] of files) {
      const now = bytesAt(path);
      if (now === undefined || now.equals(bytes)) continue;
      real.writeFileSync(path, lost === "some" ? torn(bytes, now, random) : bytes);
    }
  }

  /** Of each folder's changes the last ones, so that none is there without those before it. */
  function loseNames(lost, random) {
    const left = new Map();
    for (const { folder } of changes) left.set(folder, (left.get(folder) ?? 0) + 1);
    for (const [folder, count] of left) {
      left.set(folder, lost === "some" ? Math.floor(random() * (count + 1)) : count);
    }
    for (const { folder, undo } of changes.toReversed()) {
      const count = left.get(folder);
      if (count > 0) attempt(undo);
      left.set(folder, count - 1);
    }
  }

  return {
    /** Before a file is opened for writing. */
    opening(path) {
      if (files.has(path)) return;
      const bytes = bytesAt(path);
      files.set(path, { bytes: bytes ?? Buffer.alloc(0) });
      if (bytes === undefined) changed(path, () => real.rmSync(path, { force: true }));
    },
    syncedFile(path) {
      const file = files.get(path);
      if (file !== undefined) file.bytes = bytesAt(path) ?? file.bytes;
    },
    syncedFolder(path) {
      changes = changes.filter(({ folder }) => folder !== path);
    },
    /** Before the rename, inside of one folder. */
    renaming(from, to) {
      const putBack = keeper(to);
      const file = files.get(from);
      files.delete(from);
      files.delete(to);
      if (file !== undefined) files.set(to, file);
      changed(to, () => {
        real.renameSync(to, from);
        putBack?.();
      });
    },
    /** Before the link. */
    linking(from, to) {
      files.set(to, files.get(from) ?? { bytes: bytesAt(from) });
      changed(to, () => real.rmSync(to, { force: true }));
    },
    /** Before the removal, of a folder with all that is in it. */
    removing,
    /** After the folder was made. */
    madeFolder(path) {
      changed(path, () => real.rmSync(path, { recursive: true, force: true }));
    },
    /**
     * The power goes. `nothing` is lost where only the process dies; `data` takes back bytes,
     * `everything` names as well; `some` leaves of each folder's changes the first few and of each
     * file's new bytes a part, the end of it garbage.
     *
     * @param {"nothing" | "data" | "everything" | "some"} lost
     * @param {() => number} random
     */
    cutPower(lost, random) {
      if (lost !== "nothing") loseBytes(lost, random);
      if (lost === "everything" || lost === "some") loseNames(lost, random);
    },
  };
}

/** A part of what was appended, its last bytes anything; what was rewritten is old or new. */
function torn(durable, now, random) {
  if (!now.subarray(0, durable.length).equals(durable)) return random() < 0.5 ? durable : now;
  const length = durable.length + Math.floor(random() * (now.length - durable.length + 1));
  const part = Buffer.from(now.subarray(0, length));
  const garbage = Math.min(Math.floor(random() * 40), length - durable.length);
  for (let at = length - garbage; at < length; at++) part[at] = Math.floor(random() * 256);
  return part;
}

/** What another undone change has already taken along cannot be taken back again. */
function attempt(undo) {
  try {
    undo();
  } catch (error) {
    if (error?.code !== "ENOENT") throw error;
  }
}
