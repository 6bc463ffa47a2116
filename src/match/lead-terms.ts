import { term } from "../normalize/keys/terms.ts";
import { nicknameClasses } from "../normalize/names/nickname.ts";
import type { Lead } from "./lead.ts";

/** The terms that scoring this lead will look up, whoever the candidates are. */
export function leadTerms(lead: Lead): string[] {
  const terms: string[] = [];
  for (const { first, middle, last, lastParts } of lead.hypotheses) {
    terms.push(term.last(last), ...lastParts.map(term.last));
    if (first !== "") terms.push(term.first(first), term.initial(first.charAt(0)));
    for (const family of nicknameClasses(first)) terms.push(term.nicknameClass(family));
    if (middle !== "") terms.push(term.middleInitial(middle.charAt(0)));
    if (middle.length > 1) terms.push(term.middle(middle), term.first(middle), term.last(middle));
  }
  const first = lead.hypotheses[0]?.first ?? "";
  if (first.length > 1) terms.push(term.firstOfSex(first, "F"), term.firstOfSex(first, "M"));
  if (lead.zip5 !== "") terms.push(term.zip(lead.zip5));
  terms.push(...(lead.area?.around ?? []).map(term.zipArea));
  if (lead.state !== "") terms.push(term.state(lead.state));
  if (lead.city !== "" && lead.state !== "") terms.push(term.city(lead.city, lead.state));
  terms.push(...lead.credentials.map(term.credential));
  terms.push(...lead.specialty.codes.map(term.taxonomy));
  terms.push(...lead.specialty.groups.map(term.taxonomyGroup));
  terms.push(...lead.specialty.families.map(term.profession));
  return terms;
}
