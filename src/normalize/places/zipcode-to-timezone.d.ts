/** The package has no types of its own. */
declare module "zipcode-to-timezone" {
  /** IANA name for a ZIP code of five digits; null for one that it does not know. */
  export function lookup(zip: string): string | null;
}
