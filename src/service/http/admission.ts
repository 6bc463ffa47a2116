import type { Breaker } from "./breaker.ts";
import type { Pacer } from "./pacer.ts";
import type { PauseGate } from "./pause-gate.ts";
import type { Slots } from "./slots.ts";
import type { Waiting } from "./waiting.ts";

/** A call may be made. */
export interface Admitted {
  isProbe: boolean;
  /** To be called once it has ended. */
  leave(): void;
}

interface Barriers {
  breaker: Breaker;
  gate: PauseGate;
  slots: Slots;
  pacer: Pacer;
}

/** Waits for everything that a call has to wait for, as often as something new is heard meanwhile. */
export async function admit(waiting: Waiting, barriers: Barriers): Promise<Admitted> {
  const { breaker, gate, slots } = barriers;
  for (;;) {
    const isProbe = await breaker.admit(waiting);
    try {
      await passThrough(waiting, barriers);
    } catch (error) {
      if (isProbe) breaker.withdraw();
      throw error;
    }
    if (!gate.isShut() && (isProbe || !breaker.isOpen())) return { isProbe, leave: slots.giveBack };
    slots.giveBack();
    if (isProbe) breaker.withdraw();
  }
}

async function passThrough(waiting: Waiting, { gate, slots, pacer }: Barriers): Promise<void> {
  await gate.pass(waiting);
  await slots.take(waiting);
  try {
    await pacer.turn(waiting);
  } catch (error) {
    slots.giveBack();
    throw error;
  }
}
