import type { ChainEvent } from "../../ledger/chain-event.ts";
import type { RequestStore } from "../../ledger/request-store.ts";
import { RefusedError, UsageError } from "../../model/errors.ts";
import type { StepWork } from "../take-step.ts";
import { firstDay, type Period } from "./look-back.ts";

/** Days that the request itself named. */
export interface AskedDays {
  from?: string | undefined;
  to?: string | undefined;
}

/** When a bundle was begun, and of which days it is. */
export interface Begun {
  /** California's. */
  madeOn: string;
  /** UTC's, as disclosures are counted: nothing of a later day is in the bundle. */
  day: string;
  /** Of the event. */
  seq: number;
  period: Period;
}

/** Settled once, so that whoever goes on after a crash makes the same bundle. */
export async function beginExport(
  store: RequestStore,
  { request, today, record }: StepWork,
  asked: AskedDays,
): Promise<Begun> {
  const find = async () =>
    (await store.eventsOf(request.id)).findLast(({ kind }) => kind === "fulfilment_begun");
  const known = await find();
  if (known !== undefined) {
    const begun = begunOf(known);
    const { from, to } = begun.period;
    if ((asked.from ?? from) === from && (asked.to ?? to) === to) return begun;
    if (request.answered !== undefined) throw bundleChanged();
  }
  const days = requireDays(asked);
  await record({ kind: "fulfilment_begun", body: { day: today, ...days } });
  const event = await find();
  if (event === undefined) throw new Error("what was recorded is not there");
  return begunOf(event);
}

function begunOf({ at, seq, body }: ChainEvent): Begun {
  const day = at.slice(0, 10);
  const period = {
    from: String(body.from ?? firstDay),
    to: String(body.to ?? day),
    narrowed: body.from !== undefined || body.to !== undefined,
  };
  return { madeOn: String(body.day), day, seq, period };
}

function requireDays({ from, to }: AskedDays): { from?: string; to?: string } {
  if ((from ?? firstDay) > (to ?? "9999")) {
    throw new UsageError(
      "usage",
      `No day is from ${from ?? firstDay} to ${to}.`,
      "Give --from-date and --to-date in their order; what was there before 2022 takes --from-date.",
    );
  }
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

/** A request that was answered has one bundle: another one would not be what the person got. */
export function bundleChanged(): RefusedError {
  return new RefusedError(
    "bundle_changed",
    "The request was answered by a bundle that cannot be made again: what is held, the settings or the days are others now.",
    "Send the file that was made then. For what is held today the person asks again: heartbeat dsar open",
  );
}
