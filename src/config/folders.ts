import { userInfo } from "node:os";
import { isAbsolute, join, resolve } from "node:path";

/** Where heartbeat keeps things when nobody says otherwise (XDG base directories). */
export interface Folders {
  /** The user's own settings. */
  config: string;
  /** The registry and the ledger. */
  data: string;
  /** Journals of runs. */
  state: string;
  /** Registries built from a source file; may be deleted at any time. */
  cache: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** XDG folders on every system; a relative XDG variable is ignored, as the specification asks. */
export function standardFolders(env: Environment): Folders {
  const home = homeFolder(env);
  const folder = (variable: string, ...fallback: string[]) => {
    const value = env[variable];
    const base = value !== undefined && isAbsolute(value) ? value : join(home, ...fallback);
    return join(base, "heartbeat");
  };
  return {
    config: folder("XDG_CONFIG_HOME", ".config"),
    data: folder("XDG_DATA_HOME", ".local", "share"),
    state: folder("XDG_STATE_HOME", ".local", "state"),
    cache: folder("XDG_CACHE_HOME", ".cache"),
  };
}

/** A home that is not absolute would be another folder wherever a command is typed. */
export function homeFolder(env: Environment): string {
  const said = [env.HOME, env.USERPROFILE].find((home) => home !== undefined && isAbsolute(home));
  if (said !== undefined) return said;
  try {
    return userInfo().homedir;
  } catch {
    // A container's user that the system does not know; such a one is at home in the root.
    return resolve("/");
  }
}
