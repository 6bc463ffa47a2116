import type { Address } from "./address.ts";
import type { DeactivatedNpi, Organization, Person, TaxonomySlot } from "./person.ts";

/**
 * Lines of NPPES files: every value in double quotes, LF. Written by hand because a general writer
 * spends most of its time on the 270 empty cells of a row.
 */
export function quotedLine(values: readonly string[]): string {
  return `"${values.join('","')}"\n`;
}

const empties = Array.from({ length: 331 }, (_, count) => ',""'.repeat(count));
const empty = (count: number): string => empties[count] as string;
const cell = (value: string): string => `,"${value}"`;

function addressCells(a: Address): string {
  return `,"${a.line1}","${a.line2}","${a.city}","${a.state}","${a.zip}","US","${a.phone}","${a.fax}"`;
}

function slotCells(slots: readonly TaxonomySlot[]): string {
  let text = "";
  for (const s of slots) text += `,"${s.code}","${s.license}","${s.licenseState}","${s.primary}"`;
  return text + empty(4 * (15 - slots.length));
}

export function personLine(p: Person): string {
  const o = p.other;
  const otherName =
    o === undefined
      ? empty(7)
      : `,"${o.last}","${o.first}","${o.middle}","","","${o.credential}","${o.kind}"`;
  return (
    `"${p.npi}","1","${p.replacementNpi}","",""` +
    `,"${p.last}","${p.first}","${p.middle}","${p.prefix}","${p.suffix}","${p.credential}","",""` +
    otherName +
    addressCells(p.mailing) +
    addressCells(p.practice) +
    `,"${p.enumerated}","${p.updated}","","${p.deactivated}","${p.reactivated}","${p.sex}"` +
    empty(5) +
    slotCells(p.slots) +
    empty(200) +
    cell(p.soleProprietor) +
    empty(6) +
    empty(15) +
    `,"${p.certified}"\n`
  );
}

export function organizationLine(g: Organization): string {
  const other = g.otherNames[0];
  const f = g.official;
  return (
    `"${g.npi}","2","","<UNAVAIL>","${g.name}"` +
    empty(6) +
    (other === undefined ? empty(2) : ',"<UNAVAIL>","6"') +
    empty(7) +
    addressCells(g.mailing) +
    addressCells(g.practice) +
    `,"${g.enumerated}","${g.updated}","","","",""` +
    `,"${f.last}","${f.first}","${f.middle}","${f.title}","${f.phone}"` +
    slotCells(g.slots) +
    empty(200) +
    `,"","${g.subpart}","${g.parent}","${g.parent === "" ? "" : "<UNAVAIL>"}"` +
    empty(3) +
    cell(g.group) +
    empty(14) +
    `,"${g.certified}"\n`
  );
}

/** A switched-off number: nothing left of it but the date. */
export function deactivatedLine(d: DeactivatedNpi): string {
  return `"${d.npi}"${empty(38)},"${d.deactivated}"${empty(290)}\n`;
}

export function secondaryLines(p: Person): string {
  return p.secondary
    .map((a) =>
      quotedLine([p.npi, a.line1, a.line2, a.city, a.state, a.zip, "US", a.phone, "", a.fax]),
    )
    .join("");
}

export function otherNameLines(g: Organization): string {
  return g.otherNames.map((other) => quotedLine([g.npi, other.name, other.kind])).join("");
}
