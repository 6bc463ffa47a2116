/** What CMS writes into the names of its files (facts: data.md section 1.1 and 1.2). */

/** ISO date up to which a file goes: `…_20050523-20260809.csv`, `…_Report_100923_V2.zip`. */
export function asOfFromName(name: string): string | undefined {
  const range = /(?:^|\D)\d{8}-(\d{4})(\d{2})(\d{2})(?:\D|$)/.exec(name);
  if (range) return validDate(range[1], range[2], range[3]);
  const day = /(?:^|\D)(20\d{2})(\d{2})(\d{2})(?:\D|$)/.exec(name);
  if (day) return validDate(day[1], day[2], day[3]);
  // The last of `MMDDYY_MMDDYY`, or the only one.
  const short = [...name.matchAll(/(?<!\d)(\d{2})(\d{2})(\d{2})(?!\d)/g)].at(-1);
  return short && validDate(`20${short[3]}`, short[1], short[2]);
}

/** Days between the two dates of `…_YYYYMMDD-YYYYMMDD`, or undefined without them. */
export function rangeDays(name: string): number | undefined {
  const match = /(?:^|\D)(\d{4})(\d{2})(\d{2})-(\d{4})(\d{2})(\d{2})(?:\D|$)/.exec(name);
  if (match === null) return undefined;
  const from = validDate(match[1], match[2], match[3]);
  const to = validDate(match[4], match[5], match[6]);
  if (from === undefined || to === undefined) return undefined;
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

/** ISO date of a report's title: `NPPES Deactivated Records as of Oct 09 2023`. */
export function asOfFromTitle(title: string): string | undefined {
  const match = /as of ([a-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})/i.exec(title);
  if (match === null) return undefined;
  const month = MONTHS.indexOf((match[1] ?? "").toLowerCase()) + 1;
  return validDate(match[3], String(month).padStart(2, "0"), (match[2] ?? "").padStart(2, "0"));
}

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

function validDate(year = "", month = "", day = ""): string | undefined {
  const iso = `${year}-${month}-${day}`;
  const time = Date.parse(`${iso}T00:00:00Z`);
  if (Number.isNaN(time)) return undefined;
  return new Date(time).toISOString().startsWith(iso) ? iso : undefined;
}
