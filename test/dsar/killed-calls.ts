/** A call that changes something: the process dies before it, or when it is done. */
export interface Fault {
  /** 1 is the first. */
  call: number;
  when: "before" | "after";
}

export class Killed extends Error {}

/** Calls that change something, counted, and the one of them at which the process dies. */
export function createKilledCalls() {
  let calls = 0;
  let fault: Fault | undefined;
  return {
    /** The call, with the fault that befalls it. */
    changing<Args extends unknown[], T>(work: (...args: Args) => Promise<T>) {
      return async (...args: Args): Promise<T> => {
        const isHit = ++calls === fault?.call;
        if (isHit && fault?.when === "before") throw new Killed();
        const result = await work(...args);
        if (isHit) throw new Killed();
        return result;
      };
    },
    calls: () => calls,
    /** Works until the fault, or to the end; counts calls anew. */
    async until<T>(hit: Fault | undefined, work: () => Promise<T>): Promise<T> {
      calls = 0;
      fault = hit;
      return work().finally(() => {
        fault = undefined;
      });
    },
  };
}
