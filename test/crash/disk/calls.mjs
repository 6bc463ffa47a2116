import { constants } from "node:fs";
import { dirname, resolve, sep } from "node:path";

/** The calls that name a path and are one step, and what the model has to know before each. */
const byPath = {
  rename: { kind: "rename", before: (disk, path, to) => disk.renaming(path, resolve(to)) },
  link: { kind: "rename", before: (disk, path, to) => disk.linking(path, resolve(to)) },
  unlink: { kind: "remove", before: (disk, path) => disk.removing(path) },
  rm: { kind: "remove", before: (disk, path) => disk.removing(path) },
  rmdir: { kind: "remove", before: (disk, path) => disk.removing(path) },
  truncate: { kind: "cut", before: (disk, path) => disk.opening(path) },
  stat: { kind: "look" },
  lstat: { kind: "look" },
  access: { kind: "look" },
  realpath: { kind: "look" },
  readdir: { kind: "look" },
  readFile: { kind: "read" },
};

/** File system calls below the roots, each done at once when its step allows it. */
export function createCalls(plan, real, { roots, plant }) {
  const { durable, step } = plan;
  /** Open files below the roots. */
  const opened = new Map();

  function tracked(path) {
    if (typeof path !== "string" || real.inside()) return undefined;
    const absolute = resolve(path);
    // What SQLite writes it syncs by itself, and none of that is seen here.
    if (absolute.endsWith(".db")) return undefined;
    const isBelow = (root) => absolute === root || absolute.startsWith(root + sep);
    return roots.some(isBelow) ? absolute : undefined;
  }

  function doByPath(name, path, rest) {
    const { kind, before } = byPath[name];
    return step({ kind, path, changes: before !== undefined }, () => {
      before?.(durable, path, ...rest);
      return real[`${name}Sync`](path, ...rest);
    });
  }

  function makeFolder(path, rest) {
    return step({ kind: "folder", path, changes: true }, () => {
      const missing = [];
      for (let at = path; !real.existsSync(at); at = dirname(at)) missing.unshift(at);
      const made = real.mkdirSync(path, ...rest);
      missing.forEach(durable.madeFolder);
      return made;
    });
  }

  /** @param open opens the file for good, by a number or a handle */
  function open(path, flags, perform) {
    const creates = isCreating(flags);
    return step({ kind: creates ? "create" : "open", path, changes: creates }, () => {
      const refused = isExclusive(flags) && real.existsSync(path);
      if (isWriting(flags) && !refused) durable.opening(path);
      return perform();
    });
  }

  function remember(fd, path) {
    opened.set(fd, { path, isFolder: real.fstatSync(fd).isDirectory() });
    return fd;
  }

  function openNow(path, flags, mode) {
    return remember(
      open(path, flags, () => real.openSync(path, flags, mode)),
      path,
    );
  }

  function write(fd, bytes, position) {
    const put = (length) => real.writeSync(fd, bytes, 0, length, position);
    const half = () => put(Math.ceil(bytes.length / 2));
    const { path } = opened.get(fd);
    return step({ kind: "write", path, changes: true, half }, () => put(bytes.length));
  }

  function writeAll(fd, bytes) {
    for (let at = 0; at < bytes.length; ) at += write(fd, bytes.subarray(at), null);
  }

  function close(fd) {
    const { path } = opened.get(fd);
    opened.delete(fd);
    step({ kind: "close", path }, () => real.closeSync(fd));
  }

  return {
    tracked,
    isOpen: (fd) => !real.inside() && opened.has(fd),
    names: Object.keys(byPath),
    doByPath,
    makeFolder,
    open,
    openNow,
    remember,
    write,
    writeAll,
    close,
    writeFile(path, data, given, usualFlag) {
      const { encoding, mode, flag = usualFlag } = optionsOf(given);
      const fd = openNow(path, flag, mode);
      try {
        writeAll(fd, Buffer.from(data, encoding));
      } finally {
        close(fd);
      }
    },
    /** The disk is the model: a real sync would cost time and prove nothing. */
    sync(fd) {
      const { path, isFolder } = opened.get(fd);
      step({ kind: "sync", path, changes: true }, () => {
        if (plant === "no sync") return;
        if (isFolder) durable.syncedFolder(path);
        else durable.syncedFile(path);
      });
    },
    cut(fd, length) {
      const { path } = opened.get(fd);
      step({ kind: "cut", path, changes: true }, () => real.ftruncateSync(fd, length));
    },
    /** What is read of an open file is read by Node itself, unless it fails. */
    look(fd, kind) {
      const file = opened.get(fd);
      if (file !== undefined) step({ kind, path: file.path }, () => undefined);
    },
    forget(fd) {
      const file = opened.get(fd);
      opened.delete(fd);
      return () => {
        if (file !== undefined) step({ kind: "close", path: file.path }, () => undefined);
      };
    },
  };
}

export function optionsOf(given) {
  return typeof given === "string" ? { encoding: given } : (given ?? {});
}

function isWriting(flags) {
  if (typeof flags === "string") return /[wa+]/.test(flags);
  return (flags & (constants.O_WRONLY | constants.O_RDWR)) !== 0;
}

function isCreating(flags) {
  if (typeof flags === "string") return /[wa]/.test(flags);
  return (flags & (constants.O_CREAT | constants.O_TRUNC)) !== 0;
}

function isExclusive(flags) {
  return typeof flags === "string" ? flags.includes("x") : (flags & constants.O_EXCL) !== 0;
}

/** How a file that was just made with these flags is opened once more, as it is. */
export function flagsAfterMaking(flags) {
  if (typeof flags === "number") return flags & ~(constants.O_EXCL | constants.O_TRUNC);
  return flags.includes("w") ? "r+" : flags.replace("x", "");
}
