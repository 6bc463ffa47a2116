import type { Config } from "../../config.ts";
import { keepMinorOut } from "../../dsar/choices/minor.ts";
import { RefusedError } from "../../model/errors.ts";
import type { App } from "../app.ts";
import type { Output } from "../screen/output.ts";
import { withChoices } from "./with-choices.ts";

/** R28: nobody waits for another command. Who cannot be told from others is left to whoever entered it. */
export async function keepMinorOutNow(
  id: string,
  app: App,
  config: Config,
  out: Output,
): Promise<void> {
  try {
    await withChoices(app, config, out, (world) => keepMinorOut(world, id, { all: false }));
    out.note("There is a sign that the person is under 16: they are kept out from now on");
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    out.warn(`The minor is not kept out yet. ${error.message} ${error.hint ?? ""}`);
    out.warn(`heartbeat dsar minor --id ${id}`);
  }
}
