/** The same but for how it is written: case, blanks, full stops. */
export function sameWords(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

/** The same by a standard form; by how it reads where there is none. */
export function sameBy(standard: (text: string) => string): (a: string, b: string) => boolean {
  return (a, b) => {
    const form = standard(a);
    return form === "" ? sameWords(a, b) : form === standard(b);
  };
}

/** In its standard form, where it has one. */
export function inForm(standard: (text: string) => string): (text: string) => string {
  return (text) => standard(text) || text;
}

function plain(text: string): string {
  return text.toUpperCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

/** A copy with that value; "" takes it away. */
export function withPart<Whole extends object>(
  whole: Whole,
  part: keyof Whole & string,
  value: string,
): Whole {
  const copy = { ...whole };
  if (value === "") delete copy[part];
  else Object.assign(copy, { [part]: value });
  return copy;
}

export function present(value: string | undefined): string[] {
  return value === undefined || value === "" ? [] : [value];
}
