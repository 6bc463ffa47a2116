import { readFile, stat } from "node:fs/promises";
import { refuseShared } from "../../config/shared-file.ts";
import { systemErrorCode, UsageError } from "../../model/errors.ts";
import { isOwnAddress } from "../../service/loopback.ts";
import { pathIn } from "../files/output-path.ts";

export interface AskedAccess {
  host: string;
  tlsCert?: string;
  tlsKey?: string;
  behindProxy?: true;
}

/** Who may reach a server, and how: an address that others reach takes a key, and TLS on the way. */
export function requireSafeAccess(asked: AskedAccess, hasUsableKey: boolean): void {
  const { host, tlsCert, tlsKey, behindProxy } = asked;
  if (host.trim() === "") {
    throw new UsageError("usage", "--host is empty.", "Is a variable of the command not set?");
  }
  if ((tlsCert === undefined) !== (tlsKey === undefined)) {
    const [one, other] =
      tlsCert === undefined ? ["--tls-key", "--tls-cert"] : ["--tls-cert", "--tls-key"];
    throw new UsageError("usage", `${one} needs ${other}.`, "Name both files.");
  }
  const isOpen = !isOwnAddress(host);
  if (!isOpen && !behindProxy) return;
  const why = isOpen ? `${host} can be reached by others` : "What comes through a proxy is others'";
  if (isOpen && tlsCert === undefined && !behindProxy) {
    throw new UsageError(
      "tls_needed",
      `${why}, and without TLS they could read every answer on its way.`,
      "Give --tls-cert and --tls-key, or put a proxy in front that does TLS and say --behind-proxy.",
    );
  }
  if (!hasUsableKey) {
    throw new UsageError(
      "keys_needed",
      `${why}, and there is no API key that can be used.`,
      "Make one first: heartbeat keys create --name NAME",
    );
  }
}

/** The texts of both files; undefined without TLS. */
export async function readTls(
  { tlsCert, tlsKey }: AskedAccess,
  cwd: string,
): Promise<{ cert: string; key: string } | undefined> {
  if (tlsCert === undefined || tlsKey === undefined) return undefined;
  return { cert: await readPem(tlsCert, cwd, false), key: await readPem(tlsKey, cwd, true) };
}

async function readPem(file: string, cwd: string, isSecret: boolean): Promise<string> {
  const path = pathIn(cwd, file);
  try {
    if (isSecret) refuseShared(await stat(path), file, "a private key");
    return await readFile(path, "utf8");
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined || error instanceof UsageError) throw error;
    throw new UsageError(
      "tls_unusable",
      `${file} cannot be read (${code}).`,
      "Look at --tls-cert and --tls-key.",
    );
  }
}
