/**
 * Characters that nobody sees: soft hyphens, zero-width spaces and joiners, direction marks,
 * variation selectors, byte order marks, and control characters that are no white space.
 */
const invisible = /\ufeff|(?!\s)[\p{Cc}\p{Cf}\p{Variation_Selector}]|\u034f/gu;

/** The text without them. */
export function withoutInvisible(text: string): string {
  return text.replace(invisible, "");
}
