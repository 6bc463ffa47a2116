import { once } from "node:events";
import net, { type AddressInfo, createServer } from "node:net";
import tls from "node:tls";

export type ConnectionFault = "refused" | "unknown_host" | "tls";

/**
 * The way to the network that undici takes, with connections that fail on demand; each failure is a
 * real one of node's. `https://` reaches the tests' server, which speaks no TLS, so a connection
 * that is sound is plain, and one that is not is a handshake with nobody.
 */
export async function faultyNetwork(
  next: () => ConnectionFault | undefined,
): Promise<{ restore(): void }> {
  const originals = { net: net.connect, tls: tls.connect };
  const closedPort = await unusedPort();

  function connect(options: net.NetConnectOpts, isSecure: boolean): net.Socket {
    const fault = next();
    if (fault === "refused") return originals.net({ host: "127.0.0.1", port: closedPort });
    if (fault === "unknown_host")
      return originals.net({ host: "search.invalid", port: 443, lookup: nobody });
    if (fault === "tls") return originals.tls(options as tls.ConnectionOptions);
    const socket = originals.net(options);
    if (isSecure) socket.once("connect", () => socket.emit("secureConnect"));
    return socket;
  }

  net.connect = ((options: net.NetConnectOpts) => connect(options, false)) as typeof net.connect;
  tls.connect = ((options: net.NetConnectOpts) => connect(options, true)) as typeof tls.connect;
  return {
    restore() {
      net.connect = originals.net;
      tls.connect = originals.tls;
    },
  };
}

const nobody: net.LookupFunction = (host, _options, callback) => {
  const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: "ENOTFOUND" });
  setImmediate(() => callback(error, ""));
};

async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
