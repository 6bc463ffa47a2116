import type { Settings } from "../../config/settings.ts";
import type { Io } from "../io.ts";

/** Whether somebody is there to answer, and may be asked: no program reads events to answer them. */
export function canAsk(
  { stdin, stderr, speech }: Io,
  { no_input }: Pick<Settings, "no_input">,
): boolean {
  return !no_input && stdin.isTTY === true && stderr.isTTY === true && !speech.asEvents();
}
