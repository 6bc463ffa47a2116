/**
 * `node --import preload.mjs program`: the file system as the program sees it, with the moment at
 * which the program is killed or the call that fails, as `HEARTBEAT_DISK` says. Only what is below
 * the plan's roots counts. SQLite writes by itself and is beyond our reach: the registry, the locks.
 * A way to write that is not known here is refused, so that none goes unseen.
 */
import fs from "node:fs";
import fsp from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { createCalls, flagsAfterMaking, optionsOf } from "./calls.mjs";
import { createPlan } from "./plan.mjs";

const options = JSON.parse(process.env.HEARTBEAT_DISK);
delete process.env.HEARTBEAT_DISK;
const real = realCalls();
const plan = createPlan(options, real);
const calls = createCalls(plan, real, options);
process.on("exit", () => plan.end());

/** Node's own calls; what they call in their turn is not the program's doing. */
function realCalls() {
  let depth = 0;
  const entries = Object.entries(fs).filter(([, value]) => typeof value === "function");
  const wrapped = entries.map(([name, original]) => [
    name,
    (...given) => {
      depth += 1;
      try {
        return original(...given);
      } finally {
        depth -= 1;
      }
    },
  ]);
  return { ...Object.fromEntries(wrapped), inside: () => depth > 0 };
}

/** The outcome of something that is done at once, when that of any call would come. */
async function later(perform) {
  let outcome;
  try {
    const value = perform();
    outcome = () => value;
  } catch (error) {
    outcome = () => {
      throw error;
    };
  }
  await new Promise(setImmediate);
  return outcome();
}

function replace(module, name, make) {
  module[name] = Object.assign(make(module[name]), module[name]);
}

/** Both forms of a call that names a path. */
function replacePath(name, perform) {
  replace(fsp, name, (original) => (path, ...rest) => {
    const found = calls.tracked(path);
    return found === undefined ? original(path, ...rest) : later(() => perform(found, rest));
  });
  replace(fs, `${name}Sync`, (original) => (path, ...rest) => {
    const found = calls.tracked(path);
    return found === undefined ? original(path, ...rest) : perform(found, rest);
  });
}

for (const name of calls.names) replacePath(name, (path, rest) => calls.doByPath(name, path, rest));
replacePath("mkdir", calls.makeFolder);
replacePath("writeFile", (path, [data, given]) => calls.writeFile(path, data, given, "w"));
replacePath("appendFile", (path, [data, given]) => calls.writeFile(path, data, given, "a"));

replace(fsp, "open", (original) => async (path, flags = "r", mode = undefined) => {
  const found = calls.tracked(path);
  if (found === undefined) return original(path, flags, mode);
  // A handle cannot be had at once: the file is made, and opened as it is afterwards.
  await later(() =>
    calls.open(found, flags, () => real.closeSync(real.openSync(found, flags, mode))),
  );
  const handle = await original(found, flagsAfterMaking(flags));
  calls.remember(handle.fd, found);
  return handle;
});
replace(fs, "openSync", (original) => (path, flags = "r", mode = undefined) => {
  const found = calls.tracked(path);
  return found === undefined ? original(path, flags, mode) : calls.openNow(found, flags, mode);
});

/** The bytes of `write(buffer, offset, length, position)`, `(buffer, options)` or `(text, …)`. */
function bytesOf(data, rest) {
  if (typeof data === "string") {
    return { bytes: Buffer.from(data, rest[1]), position: rest[0] ?? null };
  }
  const named = typeof rest[0] === "object" && rest[0] !== null;
  const [offset, length, position] = named
    ? [rest[0].offset, rest[0].length, rest[0].position]
    : rest;
  const whole = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const from = offset ?? 0;
  const bytes = whole.subarray(from, from + (length ?? whole.length - from));
  return { bytes, position: position ?? null };
}

function writeGiven(fd, data, rest) {
  const { bytes, position } = bytesOf(data, rest);
  return calls.write(fd, bytes, position);
}

const byHandle = {
  async write(fd, data, ...rest) {
    return {
      bytesWritten: await later(() => writeGiven(fd, data, rest)),
      buffer: data,
    };
  },
  async writev(fd, buffers, position) {
    const bytesWritten = await later(() =>
      calls.write(fd, Buffer.concat(buffers), position ?? null),
    );
    return { bytesWritten, buffers };
  },
  writeFile: (fd, data, given) =>
    later(() => calls.writeAll(fd, Buffer.from(data, optionsOf(given).encoding))),
  appendFile: (fd, data, given) =>
    later(() => calls.writeAll(fd, Buffer.from(data, optionsOf(given).encoding))),
  sync: (fd) => later(() => calls.sync(fd)),
  datasync: (fd) => later(() => calls.sync(fd)),
  truncate: (fd, length = 0) => later(() => calls.cut(fd, length)),
};

const probe = await fsp.open("/dev/null", "r");
const handles = Object.getPrototypeOf(probe);
await probe.close();
for (const [name, perform] of Object.entries(byHandle)) {
  replace(handles, name, (original) => {
    return function (...given) {
      return calls.isOpen(this.fd) ? perform(this.fd, ...given) : original.apply(this, given);
    };
  });
}
for (const [name, kind] of Object.entries({ read: "read", readFile: "read", stat: "look" })) {
  replace(handles, name, (original) => {
    return async function (...given) {
      calls.look(this.fd, kind);
      return original.apply(this, given);
    };
  });
}
replace(handles, "close", (original) => {
  return async function () {
    const closed = calls.forget(this.fd);
    await original.call(this);
    closed();
  };
});

const bySyncHandle = {
  writeSync: (fd, data, ...rest) => writeGiven(fd, data, rest),
  fsyncSync: calls.sync,
  fdatasyncSync: calls.sync,
  ftruncateSync: (fd, length = 0) => calls.cut(fd, length),
  closeSync: calls.close,
};
for (const [name, perform] of Object.entries(bySyncHandle)) {
  replace(
    fs,
    name,
    (original) =>
      (fd, ...rest) =>
        calls.isOpen(fd) ? perform(fd, ...rest) : original(fd, ...rest),
  );
}
replace(fs, "readSync", (original) => (fd, ...rest) => {
  if (calls.isOpen(fd)) calls.look(fd, "read");
  return original(fd, ...rest);
});

const withCallback =
  "rename link unlink rm mkdir writeFile appendFile truncate write fsync fdatasync";
const unknown = [
  [fsp, ["copyFile", "cp", "mkdtemp", "symlink"]],
  [fs, ["copyFileSync", "cpSync", "mkdtempSync", "symlinkSync", "writevSync", "createWriteStream"]],
  [fs, withCallback.split(" ")],
];
for (const [module, names] of unknown) {
  for (const name of names) {
    replace(module, name, (original) => (first, ...rest) => {
      if (calls.tracked(first) === undefined && !calls.isOpen(first))
        return original(first, ...rest);
      throw new Error(`the disk of this test does not know ${name}`);
    });
  }
}
syncBuiltinESMExports();
