import type { MatchRecord } from "../model/match-record.ts";
import type { Lead } from "./lead.ts";

interface Splitter {
  column: string;
  given: (lead: Lead) => boolean;
  values: (record: MatchRecord) => readonly string[];
}

const splitters: readonly Splitter[] = [
  {
    column: "state",
    given: (lead) => lead.state !== "",
    values: (record) => record.places.map((place) => place.state),
  },
  {
    column: "city",
    given: (lead) => lead.city !== "",
    values: (record) => record.places.map((place) => place.city),
  },
  {
    column: "zip",
    given: (lead) => lead.zip5 !== "",
    values: (record) => record.places.map((place) => place.zip5),
  },
  {
    column: "middle name",
    given: (lead) => lead.hypotheses.some((reading) => reading.middle !== ""),
    values: (record) => record.names.map((name) => name.middle),
  },
  {
    column: "specialty",
    given: (lead) => lead.specialty.codes.length > 0,
    values: (record) => record.taxonomies,
  },
  {
    column: "credential",
    given: (lead) => lead.credentials.length > 0,
    values: (record) => record.credentials,
  },
  {
    column: "phone",
    given: (lead) => lead.phone !== "",
    values: (record) => record.phones,
  },
  {
    column: "license",
    given: (lead) => lead.licenses.length > 0,
    values: (record) => record.licenses,
  },
];

/** The one column, missing on the lead, that would tell the two best candidates apart. */
export function separatingColumn(
  lead: Lead,
  best: MatchRecord,
  second: MatchRecord,
): string | undefined {
  return splitters.find(({ given, values }) => {
    if (given(lead)) return false;
    const a = values(best).filter((value) => value !== "");
    const b = values(second).filter((value) => value !== "");
    return a.length > 0 && b.length > 0 && !a.some((value) => b.includes(value));
  })?.column;
}
