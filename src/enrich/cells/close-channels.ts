import {
  type ChannelAnswer,
  type ChannelFlag,
  type ChannelQuestion,
  type ChannelRules,
  channels,
} from "../../model/channel-rules.ts";
import { askChannels, saysNothing } from "../../normalize/contacts/ask-channels.ts";
import { toPhone } from "../../normalize/phone.ts";
import type { Finding } from "../finding.ts";

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
    const tells = ({ npi, replaced = [] }: Finding) =>
      npi !== "" && (isAsked || replaced.length > 0);
    const telling = findings.filter(tells);
    if (telling.length === 0) return findings;
    const questions = telling.map((finding) => questionOf(finding, columns, fields.length));
    const answers = await askChannels(questions, rules);
    if (answers.every(saysNothing)) return findings;
    let next = 0;
    return findings.map((finding) => {
      if (!tells(finding)) return finding;
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
    const { kept, replaced } = finding;
    // Of an earlier run there is nothing for the list's own columns.
    const own = cells.slice(0, fields.length);
    return {
      ...finding,
      ...{ cells, origins },
      kept: kept && [...kept.slice(0, kept.length - fields.length), ...own],
      replaced: replaced?.filter(
        ({ is }, i) => ![...person, ...(values[columns.length + i] ?? [])].some(closesText(is)),
      ),
    };
  }
}

/** Whether a flag closes what was written into a cell of the list's own. */
function closesText(text: string): (flag: ChannelFlag) => boolean {
  const usedBy = text.includes("@") ? "email" : toPhone(text) === "" ? undefined : "call";
  return ({ channel }) => channel === usedBy;
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

/** A value for each column, then one for each cell of the list that was written, in their order. */
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
  for (const { is } of finding.replaced ?? []) values.push(is.includes("@") ? is : toPhone(is));
  // Whatever somebody has written around it since.
  return { npi: /\d{10}/.exec(finding.npi)?.[0] ?? finding.npi, values };
}
