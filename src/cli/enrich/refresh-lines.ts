import { type ChangeKind, changeKinds, type RefreshOutcome } from "../../enrich/refresh/change.ts";
import { count, counted } from "../screen/progress.ts";

/** What each kind of change is called on the screen. */
const words: Readonly<Record<ChangeKind, string>> = {
  identity_move: "rows whose NPI is another person's now",
  withheld: "rows of which nothing may be told any more",
  deactivated: "NPI deactivated",
  reactivated: "NPI active again",
  replaced: "NPI replaced by another",
  status: "another status",
  moved: "practice location",
  license: "licenses",
  phone: "telephone and fax numbers",
  added: "values that were missing before",
  changed: "other values",
  removed: "values that are gone",
};

/** What a refresh has changed, on the screen at the end of the run. */
export function refreshLines(outcome: RefreshOutcome | undefined): string[] {
  if (outcome === undefined) return [];
  const { changed_rows, unasked, stale, identity_moves, changes } = outcome;
  const found = changeKinds.filter((kind) => changes[kind] > 0);
  return [
    "",
    `${counted(changed_rows, "row")} changed`,
    ...found.map(
      (kind) => `  ${kind.padEnd(14)}${count(changes[kind]).padStart(10)}  ${words[kind]}`,
    ),
    ...(unasked === 0
      ? []
      : [`${counted(unasked, "row")} not asked about: nothing changed that their answers hang on`]),
    ...(identity_moves === 0
      ? []
      : [`${counted(identity_moves, "row")} identity_moved: decide with heartbeat review`]),
    ...(stale === 0
      ? []
      : [
          `${counted(stale, "row")} without an answer keep their values (hb_stale says since when)`,
        ]),
  ];
}
