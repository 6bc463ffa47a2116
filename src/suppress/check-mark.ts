import type { SuppressionStore } from "../ledger/suppression-store.ts";
import { ServiceError } from "../model/errors.ts";
import type { LedgerMark } from "../model/ledger-mark.ts";

type Asked = Pick<SuppressionStore, "ledger" | "number" | "eventOf">;

/**
 * Refuses a ledger that does not know all that the registry has seen: people who are suppressed would
 * come back. What a registry remembers of none fits every ledger.
 *
 * @param ledger undefined where there is none
 * @param path of the registry, for messages
 * @returns the ledger's number
 */
export async function checkMark(
  mark: LedgerMark | undefined,
  ledger: Asked | undefined,
  path?: string,
): Promise<number> {
  const registry = path === undefined ? "The registry" : `The registry ${path}`;
  if (ledger === undefined) {
    if (mark === undefined) return 0;
    throw refused("ledger_missing", `${registry} is used with a ledger, and there is none here.`);
  }
  const number = await ledger.number();
  if (mark === undefined) return number;
  if (mark.ledger !== ledger.ledger) {
    throw refused("ledger_other", `${registry} is used with another ledger than this one.`);
  }
  if (number < mark.number) {
    const [ours, theirs] = [number, mark.number];
    throw refused(
      "ledger_behind",
      `The ledger is older than the registry: it has ${ours} changes of suppressions, and the registry has seen ${theirs}.`,
    );
  }
  if ((await ledger.eventOf(mark.number)) !== mark.event) {
    throw refused(
      "ledger_forked",
      "The ledger was put back to an earlier state and changed since: it lacks changes of suppressions that the registry has seen.",
      "Back it up (heartbeat ledger backup ASIDE), move its ledger.db* away, restore a newer backup in its place and then ASIDE on top of that: heartbeat ledger restore FOLDER",
    );
  }
  return number;
}

function refused(
  code: string,
  message: string,
  hint = "Name the right one with --ledger, or bring it back from a backup: heartbeat ledger restore FOLDER",
): ServiceError {
  const why = "Without it people who are suppressed would come back.";
  return new ServiceError(code, `${message} ${why}`, hint);
}
