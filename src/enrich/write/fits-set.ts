import { isSameValue, streetWords } from "./same-value.ts";
import type { CellSet, WritableField } from "./writable-field.ts";

/** A cell of a row that says after the run what it says before; "" where its value cannot be had. */
export interface StayingCell {
  field: WritableField;
  cell: string;
}

type Values = ReadonlyMap<string, string>;

/** Whether all that a row goes on saying of an address is true of this one. */
export function isOfAddress(
  staying: readonly StayingCell[],
  kind: Exclude<CellSet, "license">,
  values: Values,
): boolean {
  const street = staying.filter(({ field }) => field === "address" || field === "address_2");
  const others = staying.filter((cell) => !street.includes(cell));
  return (
    others.every(({ field, cell }) =>
      isSameValue(field, cell, values.get(`hb_${kind}_${field}`) ?? ""),
    ) &&
    (street.length === 0 || isSameStreet(street, values.get(`hb_${kind}_address`) ?? ""))
  );
}

/** One may say more than the other: `12 Elm St` and `12 ELM STREET, SUITE 4`, but never less than a street. */
function isSameStreet(staying: readonly StayingCell[], street: string): boolean {
  if (staying.some(({ cell }) => cell === "")) return false;
  const ordered = staying.toSorted((a, b) => (a.field < b.field ? -1 : 1));
  const theirs = streetWords(ordered.map(({ cell }) => cell).join(" "));
  const ours = streetWords(street);
  const [shorter, longer] = theirs.length < ours.length ? [theirs, ours] : [ours, theirs];
  return shorter.split(" ").length > 1 && `${longer} `.startsWith(`${shorter} `);
}

/** The one license that the staying cells leave, where it is one. */
export function licenseFor(
  staying: readonly StayingCell[],
  values: Values,
): ReadonlyMap<WritableField, string> | undefined {
  const licenses = (values.get("hb_licenses") ?? "").split("; ").flatMap((text) => {
    const [, state, number] = /^([A-Z]{2}):(.+)$/.exec(text) ?? [];
    return state === undefined || number === undefined
      ? []
      : [
          new Map<WritableField, string>([
            ["license_state", state],
            ["license_number", number],
          ]),
        ];
  });
  const fitting = licenses.filter((license) =>
    staying.every(({ field, cell }) => isSameValue(field, cell, license.get(field) ?? "")),
  );
  const [only] = fitting;
  return fitting.length === 1 ? only : undefined;
}
