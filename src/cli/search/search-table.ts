import { addressOf } from "../../enrich/cells/profile-text.ts";
import type { Profile } from "../../model/profile.ts";
import type { SearchHit } from "../../model/search.ts";
import { shorten } from "../screen/printable.ts";

interface SearchTable {
  header: string;
  row(hit: SearchHit, words: { specialty: string; states: string }): string;
}

/** Columns of settled widths, 80 together: results come page by page, and there may be many. */
export function searchTable(isNamed: boolean): SearchTable {
  const widths = isNamed ? [10, 4, 24, 18, 15] : [10, 26, 20, 17];
  const score = isNamed ? ["FIT"] : [];
  const line = (cells: readonly string[]): string => {
    const parts = cells.map((cell, i) => {
      const width = widths[i];
      return width === undefined ? cell : shorten(cell, width).padEnd(width);
    });
    return `${parts.join(" ").trimEnd()}\n`;
  };
  return {
    header: line(["NPI", ...score, "NAME", "SPECIALTY", "PLACE", "LIC"]),
    row: ({ npi, profile, name_score = 0 }, { specialty, states }) =>
      line([
        npi,
        ...(isNamed ? [name_score.toFixed(2)] : []),
        nameOf(profile),
        specialty,
        placeOf(profile),
        licenses(states),
      ]),
  };
}

function nameOf({ name, organization_name, active }: Profile): string {
  const parts = [name.first, name.middle, name.last, name.suffix].filter((part) => part);
  const words = organization_name ?? parts.join(" ");
  const credential = name.credential === undefined ? "" : `, ${name.credential}`;
  return `${active ? "" : "(off) "}${words}${credential}`;
}

function placeOf(profile: Profile): string {
  const { city, state } = addressOf(profile, "practice") ?? {};
  return [city, state].filter((part) => part).join(", ");
}

/** A state's own letters, or how many there are. */
function licenses(states: string): string {
  const all = states.split("; ");
  return all.length > 1 ? String(all.length) : states;
}
