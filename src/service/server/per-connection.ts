import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/**
 * Watches the calls of each connection. A caller may send the next one before the last is answered;
 * Node begins them all at once, and when the connection closes it tells only the one whose turn it
 * is. Here the others hear it too, and a caller that sends more than `most` ahead is cut off.
 */
export function perConnection(
  listener: (incoming: IncomingMessage, outgoing: ServerResponse) => unknown,
  most: number,
): RequestListener {
  const open = new WeakMap<Socket, Set<ServerResponse>>();

  function watch(socket: Socket): Set<ServerResponse> {
    const calls = new Set<ServerResponse>();
    open.set(socket, calls);
    socket.once("close", () => {
      for (const call of calls) if (call.socket === null) call.emit("close");
    });
    return calls;
  }

  return (incoming, outgoing) => {
    const { socket } = incoming;
    const calls = open.get(socket) ?? watch(socket);
    // What came in the same packet is still handed over after the cut.
    if (socket.destroyed || calls.size >= most) {
      socket.destroy();
      return;
    }
    calls.add(outgoing);
    outgoing.once("close", () => calls.delete(outgoing));
    listener(incoming, outgoing);
  };
}
