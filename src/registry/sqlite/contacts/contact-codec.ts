import type {
  ContactAddress,
  ContactKind,
  ContactType,
  ContactValue,
} from "../../../model/contact.ts";

/**
 * What one source says about one person as one JSON array: values of the same day and confidence
 * in one group, in the order in which they were given; parts by position, "" for what is absent. A
 * change of form raises SCHEMA_VERSION.
 */
type Encoded = [as_of: string, confidence: number, ...values: EncodedValue[]][];
type EncodedValue = [
  kind: number,
  value: string,
  extension?: string,
  type?: number,
  ...address: string[],
];

/** Only ever append to these lists: positions are on file. */
const kinds: readonly ContactKind[] = [
  "email",
  "phone",
  "mobile",
  "fax",
  "address",
  "company",
  "title",
];
const types: readonly ContactType[] = ["role", "toll_free"];
const addressParts = ["line1", "line2", "city", "state", "zip"] as const;
const noType = -1;

export function encodeContacts(values: readonly ContactValue[]): string {
  const groups: Encoded = [];
  for (const value of values) {
    const last = groups.at(-1);
    const encoded = encodeValue(value);
    if (last !== undefined && last[0] === value.as_of && last[1] === value.confidence) {
      last.push(encoded);
    } else {
      groups.push([value.as_of, value.confidence, encoded]);
    }
  }
  return JSON.stringify(groups);
}

function encodeValue({ kind, value, extension, type, address }: ContactValue): EncodedValue {
  const number = kinds.indexOf(kind);
  if (extension === undefined && type === undefined && address === undefined) {
    return [number, value];
  }
  const parts = address === undefined ? [] : addressParts.map((part) => address[part] ?? "");
  return [
    number,
    value,
    extension ?? "",
    type === undefined ? noType : types.indexOf(type),
    ...parts,
  ];
}

export function decodeContacts(text: string): ContactValue[] {
  const groups: Encoded = JSON.parse(text);
  return groups.flatMap(([as_of, confidence, ...values]) =>
    values.map((encoded) => decodeValue(encoded, as_of, confidence)),
  );
}

function decodeValue(encoded: EncodedValue, as_of: string, confidence: number): ContactValue {
  const [kind, value, extension = "", type = noType, ...address] = encoded;
  const decoded: ContactValue = { kind: kinds[kind] ?? "title", value, as_of, confidence };
  if (extension !== "") decoded.extension = extension;
  const known = types[type];
  if (known !== undefined) decoded.type = known;
  if (address.length > 0) decoded.address = decodeAddress(address);
  return decoded;
}

function decodeAddress(parts: readonly string[]): ContactAddress {
  const address: ContactAddress = {};
  addressParts.forEach((part, at) => {
    const text = parts[at];
    if (text !== undefined && text !== "") address[part] = text;
  });
  return address;
}
