/** Whether a URL's host is this machine itself. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Whether nobody else reaches an address. A name that looks like none of these is not believed. */
export function isOwnAddress(address: string): boolean {
  return address === "::1" || isLoopback(address);
}
