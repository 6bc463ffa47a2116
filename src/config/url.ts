/** `postgres://…`, `nppes:` and `nppes:https://…`; a drive of Windows has one letter only. */
export function isUrl(text: string): boolean {
  return /^([a-z][a-z\d+.-]+:)+(\/\/|$)/i.test(text);
}

/** `postgres://user:word@host/…` */
export function hasCredentials(url: string): boolean {
  return /^([a-z][a-z\d+.-]*:)+\/\/[^/?#]*@/i.test(url);
}

/** A setting as it may be shown: what a URL carries before its `@` or after a `?` is left out. */
export function withoutCredentials(value: string): string {
  if (!isUrl(value)) return value;
  return value.replace(/\/\/[^/?#]*@/, "//…@").replace(/([?#]).+$/s, "$1…");
}
