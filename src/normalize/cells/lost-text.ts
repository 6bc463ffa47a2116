const errors =
  /^(?:#(?:n\/a|ref!|value!|name\?|num!|div\/0!|null!|spill!|calc!|field!|getting_data)|err:\d{3})$/i;

/** A formula's error that was saved instead of a value: `#N/A`, `#REF!`, LibreOffice's `Err:502`. */
export function isErrorValue(text: string): boolean {
  return errors.test(text);
}

/** `########`: what a column too narrow for its number or date shows, saved instead of it. */
export function isHashMarks(text: string): boolean {
  return /^#{3,}$/.test(text);
}

/** Letters that an earlier program could not read and wrote as U+FFFD: nobody can tell which. */
export function hasLostCharacters(text: string): boolean {
  return text.includes("\ufffd");
}
