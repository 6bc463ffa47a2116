/**
 * What a `Retry-After` header asks to wait, in ms; undefined where it says nothing that can be
 * followed. A date is measured from the answer's own `Date` where there is one, because the clocks
 * of two machines differ.
 */
export function readRetryAfter(
  text: string | undefined,
  answeredAt: string | undefined,
  date: () => Date,
): number | undefined {
  const said = text?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(said)) return Math.ceil(Number(said) * 1000);
  const until = readHttpDate(said);
  if (until === undefined) return undefined;
  return Math.max(0, until - (readHttpDate(answeredAt?.trim() ?? "") ?? date().getTime()));
}

/** `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110); the obsolete forms count as junk. */
function readHttpDate(text: string): number | undefined {
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text))
    return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
