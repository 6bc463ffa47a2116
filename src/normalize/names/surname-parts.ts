/** Words that belong to the surname that follows: `DE LA CRUZ` is one name, not three. */
const particles: ReadonlySet<string> = new Set(
  "AL AP BEN BIN DA DAL DAS DE DEL DELA DELLA DER DES DI DO DOS DU EL IBN LA LAS LE LO LOS MAC MC ST SAINT TE TEN TER VAN VANDER VON VONDER ZU ZUR".split(
    " ",
  ),
);

export function isSurnameParticle(word: string): boolean {
  return particles.has(word);
}

/**
 * The parts by which a compound surname is also known: `GARCIA LOPEZ` and `GARCIA Y LOPEZ` → GARCIA,
 * LOPEZ. Particles stay with their head (`DE LA CRUZ` and `O BRIEN` have no parts); none for a
 * simple surname.
 */
export function surnameParts(words: readonly string[]): string[] {
  const parts: string[] = [];
  let head = "";
  for (const [at, word] of words.entries()) {
    const inner = at > 0 && at < words.length - 1 && head === "";
    if (inner && (word === "Y" || word === "E")) continue;
    head += word;
    if (particles.has(word) || (at === 0 && /^[ODL]$/.test(word))) continue;
    parts.push(head);
    head = "";
  }
  if (head !== "") parts.push(head);
  return parts.length > 1 ? parts : [];
}
