/** `postgres://user:word@host/…` */
export function hasCredentials(url: string): boolean {
  return /^[a-z][a-z\d+.-]*:\/\/[^/?#]*@/i.test(url);
}

/** A setting as it may be shown: what a URL carries before its `@` is left out. */
export function withoutCredentials(value: string): string {
  return hasCredentials(value) ? value.replace(/\/\/[^/?#]*@/, "//…@") : value;
}
