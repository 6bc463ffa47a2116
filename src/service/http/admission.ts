import type { Breaker, Pass } from "./breaker.ts";
import type { Pacer } from "./pacer.ts";
import type { PauseGate } from "./pause-gate.ts";
import type { Slots } from "./slots.ts";
import type { Waiting } from "./waiting.ts";

interface Barriers {
  breaker: Breaker;
  gate: PauseGate;
  slots: Slots;
  pacer: Pacer;
}

/**
 * Waits for everything that a call has to wait for, as often as something new is heard meanwhile.
 * It holds a slot then, to be given back when it has ended.
 */
export async function admit(waiting: Waiting, barriers: Barriers): Promise<Pass> {
  const { breaker, gate, slots } = barriers;
  for (;;) {
    const pass = await breaker.admit(waiting);
    try {
      await passThrough(waiting, barriers);
    } catch (error) {
      breaker.withdraw(pass);
      throw error;
    }
    if (!gate.isShut() && !breaker.holdsBack(pass)) return pass;
    slots.giveBack();
    breaker.withdraw(pass);
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
