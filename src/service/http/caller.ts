import { InterruptedError, type StopError } from "../../model/errors.ts";
import type { ServiceEvent, ServiceTrouble } from "../search-service.ts";
import { admit } from "./admission.ts";
import { backoff } from "./backoff.ts";
import { createBreaker, type Pass } from "./breaker.ts";
import { type Failure, mayBeRetried, type Outcome } from "./failure.ts";
import { createPacer } from "./pacer.ts";
import { createPauseGate } from "./pause-gate.ts";
import { createRetryBudget } from "./retry-budget.ts";
import { createSlots } from "./slots.ts";
import { stopFor, stoppedAnswering } from "./stop.ts";
import type { Waiting } from "./waiting.ts";

/** The calls of one question and the waits between them, in ms; what the service asks to wait is free. */
const deadline = 120_000;
const mostAttempts = 5;
/** How often a question follows the service's own word when to come back, before that counts too. */
const mostInvitations = 30;

export interface CallerOptions {
  /** The service, in messages. */
  label: string;
  concurrency: number;
  /** Calls a second that the service takes; undefined without a limit. */
  perSecond: () => number | undefined;
  now: () => number;
  random: () => number;
  onEvent?: ((event: ServiceEvent) => void) | undefined;
}

interface CallOptions {
  waiting: Waiting;
  /** Part of a question that failed as a whole: its failing again says little about the service. */
  isPart?: boolean;
  /** How often the question may be sent when it fails like this, if not as often as usual. */
  attempts?: (failure: Failure) => number;
}

/**
 * Makes the calls to one service, whoever makes them: all share one limit of calls at a time, one
 * gate, one budget for repetitions and one breaker.
 */
export interface Caller {
  /**
   * Sends a question as often as it is fair. Throws StopError when the service will answer nothing
   * more, InterruptedError when the run is told to stop.
   */
  call<T>(exchange: Exchange<T>, options: CallOptions): Promise<Outcome<T>>;
  /** Calls that were answered so far. */
  answered(): number;
  /** Fires, with the StopError, when the service will answer nothing more: ends every wait. */
  stopped: AbortSignal;
  /** Ends every wait, as nobody is there any more to wait for. */
  close(): void;
}

/** @param isProbe whether it has to tell if the service is there at all */
type Exchange<T> = (isProbe: boolean) => Promise<Outcome<T>>;

interface Attempt {
  pass: Pass;
  startedAt: number;
  isPart: boolean;
}

export function createCaller(options: CallerOptions): Caller {
  const { label, now, random, onEvent = () => {} } = options;
  const gate = createPauseGate(now);
  const pacer = createPacer(options.perSecond, now);
  const slots = createSlots(options.concurrency, now);
  const budget = createRetryBudget();
  let lastTrouble: ServiceTrouble = "failed";
  const breaker = createBreaker(now, (wait_ms) =>
    onEvent({ kind: "pause", cause: lastTrouble, wait_ms }),
  );
  const stopping = new AbortController();
  let answered = 0;

  function stop(error: StopError): never {
    stopping.abort(error);
    throw error;
  }

  async function send<T>(
    exchange: Exchange<T>,
    waiting: Waiting,
    isPart: boolean,
  ): Promise<Outcome<T>> {
    const pass = await admit(waiting, { breaker, gate, slots, pacer });
    const startedAt = now();
    try {
      const outcome = await exchange(pass !== "ordinary");
      if (outcome.kind === "answered") {
        heard();
        return outcome;
      }
      if (waiting.signal?.aborted) throw new InterruptedError();
      learn(outcome, { pass, startedAt, isPart });
      return outcome;
    } catch (error) {
      breaker.withdraw(pass);
      throw error;
    } finally {
      slots.giveBack();
    }
  }

  function heard(): void {
    answered += 1;
    slots.grow();
    budget.earn();
    breaker.succeeded();
  }

  function learn(failure: Failure, attempt: Attempt): void {
    const end = stopFor(failure, label);
    if (end !== undefined) stop(end);
    lastTrouble = toTrouble(failure);
    const { retryAfter = 0 } = failure;
    if (failure.overload && slots.shrink())
      onEvent({ kind: "slow_down", concurrency: slots.limit() });
    if (retryAfter > 0 && mayBeRetried(failure)) {
      gate.shutFor(retryAfter);
      onEvent({ kind: "pause", cause: lastTrouble, wait_ms: retryAfter });
    }
    if (isAlive(failure, answered > 0)) {
      breaker.succeeded();
      return;
    }
    const isOwn = attempt.isPart || failure.kind === "busy";
    if (breaker.failed({ ...attempt, isOwn })) stop(stoppedAnswering(failure, label));
  }

  /**
   * Says after each failure of one question how long to wait before it is sent again, and undefined
   * when it had better not be.
   */
  function createTries(attempts: (failure: Failure) => number) {
    let attempt = 1;
    let invited = 0;
    return (failure: Failure, spent: number): number | undefined => {
      // Who is told when to come back comes back then: it is the gate that waits.
      if ((failure.retryAfter ?? 0) > 0 && invited++ < mostInvitations) return 0;
      if (attempt >= Math.min(attempts(failure), mostAttempts) || spent >= deadline)
        return undefined;
      const isBusy = failure.kind === "busy";
      if (!budget.take(isBusy)) return undefined;
      const wait_ms = backoff(attempt, isBusy, random);
      onEvent({ kind: "retry", cause: toTrouble(failure), attempt, wait_ms });
      attempt += 1;
      return wait_ms;
    };
  }

  async function call<T>(
    exchange: Exchange<T>,
    { waiting, isPart = false, attempts = () => mostAttempts }: CallOptions,
  ): Promise<Outcome<T>> {
    const pauseAfter = createTries(attempts);
    let spent = 0;
    const timed = async (isProbe: boolean) => {
      const startedAt = now();
      const outcome = await exchange(isProbe);
      spent += now() - startedAt;
      return outcome;
    };
    for (;;) {
      const outcome = await send(timed, waiting, isPart);
      if (outcome.kind === "answered" || !mayBeRetried(outcome)) return outcome;
      waiting.check();
      const pause = pauseAfter(outcome, spent);
      if (pause === undefined) return outcome;
      if (pause > 0) await waiting.sleep(pause);
      spent += pause;
    }
  }

  return {
    call,
    answered: () => answered,
    stopped: stopping.signal,
    close: () => stopping.abort(new InterruptedError()),
  };
}

/** Whether it is an answer of a service that is well, though not the one that was wanted. */
function isAlive({ kind }: Failure, hasAnswered: boolean): boolean {
  if (kind === "too_large" || kind === "release_gone") return true;
  // A service that refuses whatever it is asked is no better than one that is down.
  return kind === "refused" && hasAnswered;
}

function toTrouble({ kind }: Failure): ServiceTrouble {
  if (kind === "busy" || kind === "no_answer" || kind === "unusable") return kind;
  return "failed";
}
