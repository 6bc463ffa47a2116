import type { MatchContext, MatchRequest } from "../../model/contract.ts";
import { withEmailReadings } from "./email-name.ts";
import { type NameHypothesis, type NameInput, type ParsedName, parseName } from "./name.ts";
import { surnameParts } from "./surname-parts.ts";

export interface LeadName {
  name: ParsedName;
  /** As the name itself is read, best first; empty when there is none. */
  written: readonly NameHypothesis[];
  /** Those by which the person is sought: also aliases, and what the e-mail address says. */
  hypotheses: readonly NameHypothesis[];
}

const noName: ParsedName = { kind: "empty" };

/** @param hasNpi whether the lead has a valid NPI: an e-mail address then makes nothing doubtful */
export function readLeadName(
  { name: given, email = "" }: Pick<MatchRequest, "name" | "email">,
  context: MatchContext,
  hasNpi: boolean,
): LeadName {
  const name =
    given === undefined
      ? noName
      : parseName(given as NameInput, context.name_order, context.name_columns);
  const written = name.kind === "person" ? name.hypotheses : [];
  const named = written.flatMap(withAliasSurname);
  // An e-mail names no person beside an organization.
  const isRead = name.kind === "person" || (name.kind === "empty" && !hasNpi);
  return { name, written, hypotheses: isRead ? withEmailReadings(named, email) : named };
}

/** `Jane Doe (née Miller)` may be on file under either surname. */
function withAliasSurname(hypothesis: NameHypothesis): NameHypothesis[] {
  if (hypothesis.alias === "") return [hypothesis];
  const alias = {
    ...hypothesis,
    last: hypothesis.alias,
    lastParts: surnameParts([hypothesis.alias]),
  };
  return [hypothesis, { ...alias, weight: hypothesis.weight * 0.5 }];
}
