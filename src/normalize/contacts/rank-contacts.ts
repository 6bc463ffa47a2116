import type {
  ContactPoint,
  ContactSource,
  ContactValue,
  OutcomeMark,
} from "../../model/contact.ts";

/** What one source says of a person. */
export interface SourcedValues {
  source: Pick<ContactSource, "name" | "priority">;
  values: readonly ContactValue[];
}

/** An outcome with the name of the source that tells it. */
export interface SourcedOutcome extends OutcomeMark {
  source: string;
}

/**
 * A person's values, each once, ranked by the rules of docs/contacts.md: kinds in their order, of a
 * kind the best first, the dead ones last.
 *
 * @param outcomes of any of the values, also those of other people; only this person's count
 */
export function rankContacts(
  npi: string,
  given: readonly SourcedValues[],
  outcomes: readonly SourcedOutcome[],
): ContactPoint[] {
  void npi;
  void outcomes;
  return given.flatMap(({ source, values }) =>
    values.map((value) => ({ ...value, source: source.name, sources: 1 })),
  );
}
