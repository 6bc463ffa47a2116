import type { Registry } from "../../registry/registry.ts";

type Reader = (...args: unknown[]) => Promise<unknown>;

/**
 * The registry, with a look before each read: a thread at work hears no message, but it can look at
 * memory. `check` throws when nobody waits for what is being read. Whatever methods the port has or
 * gets are reads, except the last.
 */
export function stoppableRegistry(registry: Registry, check: () => void): Registry {
  const methods = Object.entries(registry).map(([name, value]: [string, unknown]) => {
    if (typeof value !== "function" || name === "close") return [name, value];
    const read: Reader = async (...args) => {
      check();
      return (value as Reader)(...args);
    };
    return [name, read];
  });
  return Object.fromEntries(methods);
}
