import {
  type ChannelAnswer,
  type ChannelFlag,
  type ChannelQuestion,
  type ChannelRules,
  channels,
} from "../model/channel-rules.ts";
import { toPhone } from "../normalize/phone.ts";
import type { Finding } from "./finding.ts";

/** What is done to cells that were filled before they are written. */
export type CloseChannels = (findings: readonly Finding[]) => Promise<readonly Finding[]>;

/** A column with e-mail addresses or telephone numbers, among the profile's. */
interface ContactColumn {
  place: number;
  isEmail: boolean;
  /** It, and those that say something about it: its source, day and confidence. */
  places: readonly number[];
}

/**
 * Takes out of cells what may not be used any more. Of an answer just come that is done before its
 * cells are filled (respect-channels.ts), when the next best value takes the place; this is for cells
 * of an earlier run, and for those of a lead that was met long before.
 *
 * @param fields profile columns in their order
 * @param further names of the values behind them, for the list's own columns
 */
export function createCloseChannels(
  fields: readonly string[],
  further: readonly string[],
  rules: ChannelRules,
): CloseChannels {
  const columns = contactColumns([...fields, ...further]);
  const flagPlace = fields.indexOf("hb_do_not_contact");
  const isAsked = columns.length > 0 || flagPlace !== -1;

  return async (findings) => {
    const telling = findings.filter(({ npi }) => npi !== "");
    if (!isAsked || telling.length === 0) return findings;
    const questions = telling.map((finding) => questionOf(finding, columns, fields.length));
    const answers = await rules.flagsOf(questions);
    if (answers.length !== questions.length) {
      throw new Error(`asked about ${questions.length} people, got ${answers.length} answers`);
    }
    if (answers.every(saysNothing)) return findings;
    let next = 0;
    return findings.map((finding) => {
      if (finding.npi === "") return finding;
      const answer = answers[next++] as ChannelAnswer;
      return saysNothing(answer) ? finding : closed(finding, answer);
    });
  };

  function closed(finding: Finding, { person, values }: ChannelAnswer): Finding {
    const cells = [...profileCells(finding, fields.length)];
    const origins = finding.origins && [...finding.origins];
    const flagged = new Set(person.map(({ channel }) => channel));
    columns.forEach(({ place, isEmail, places }, i) => {
      const flags = [...person, ...(values[i] ?? [])];
      const closes = ({ channel }: ChannelFlag) => channel === (isEmail ? "email" : "call");
      if (flags.some(closes)) {
        for (const one of places) cells[one] = "";
        // A cell that says nothing is from nowhere.
        if (origins !== undefined) origins[place] = undefined;
      } else if ((cells[place] ?? "") !== "" && flags.some(({ channel }) => channel === "sms")) {
        flagged.add("sms");
      }
    });
    if (flagPlace !== -1) {
      const said = (cells[flagPlace] ?? "").split("; ");
      const all = channels.filter((channel) => flagged.has(channel) || said.includes(channel));
      cells[flagPlace] = all.join("; ");
    }
    const { kept } = finding;
    if (kept === undefined) return { ...finding, cells, origins };
    // Of an earlier run there is nothing for the list's own columns.
    const own = cells.slice(0, fields.length);
    return { ...finding, cells, kept: [...kept.slice(0, kept.length - fields.length), ...own] };
  }
}

function contactColumns(fields: readonly string[]): ContactColumn[] {
  return fields.flatMap((name, place) => {
    const kind = /^hb_(email|phone|mobile)(?:_\d+)?$/.exec(name)?.[1];
    if (kind === undefined) return [];
    const about = fields.flatMap((other, i) =>
      other.startsWith(`${name}_`) && !/^\d/.test(other.slice(name.length + 1)) ? [i] : [],
    );
    return [{ place, isEmail: kind === "email", places: [place, ...about] }];
  });
}

function profileCells({ kept, cells }: Finding, fields: number): readonly string[] {
  return kept === undefined ? cells : kept.slice(kept.length - fields);
}

/** A value for each column, so that the answers stand in the columns' order. */
function questionOf(
  finding: Finding,
  columns: readonly ContactColumn[],
  fields: number,
): ChannelQuestion {
  const cells = profileCells(finding, fields);
  const values = columns.map(({ place, isEmail }) => {
    const cell = cells[place] ?? "";
    return isEmail ? cell : toPhone(cell);
  });
  // Whatever somebody has written around it since.
  return { npi: /\d{10}/.exec(finding.npi)?.[0] ?? finding.npi, values };
}

function saysNothing({ person, values }: ChannelAnswer): boolean {
  return person.length === 0 && values.every(({ length }) => length === 0);
}
