import type { ContactPoint } from "../../model/contact.ts";
import type { Address, Profile, Source } from "../../model/profile.ts";
import { type ClaimKind, kindOf, type PieceValue } from "./claim-kinds.ts";

/** A piece of a profile that somebody may be known by. */
export interface HeldPiece {
  /** What it is called where it stands; the same number may be a phone and a fax. */
  kinds: readonly ClaimKind[];
  /** Any of them is it. */
  keys: readonly string[];
  /** No public source publishes it, and it is no mailbox or number of many. */
  isPrivate: boolean;
}

/** Whether a profile was seen to hold a value when a request was entered. */
export type WasHeld = (npi: string, keys: readonly string[]) => boolean;

/**
 * What a profile held when a request came (rights.md section 7): values of other sources by their own
 * day, public ones where the record was changed last, or its file made, before that. A day that is
 * not known is none; a value that is known to have been held has any. Corrections are in no profile of
 * a registry, and never count.
 *
 * @param received ISO day
 */
export function heldPieces(
  profile: Profile,
  sources: readonly Source[],
  received: string,
  wasHeld: WasHeld = () => false,
): HeldPiece[] {
  const isKnown = (keys: readonly string[]) => wasHeld(profile.npi, keys);
  const found = [
    ...publicPieces(profile, sources, received, isKnown),
    ...(profile.contacts ?? []).flatMap((point) => contactPiece(point, received, isKnown)),
  ];
  return found.reduce<HeldPiece[]>(unite, []);
}

/** Whether the profile tells anything that no public source publishes, whenever it came. */
export function holdsPrivate(profile: Profile): boolean {
  const published = new Set(publicValues(profile).flatMap(({ keys }) => keys));
  return (profile.contacts ?? []).some((point) => {
    const keys = keysOfContact(point);
    return keys.length === 0 || keys.some((key) => !published.has(key));
  });
}

type IsKnown = (keys: readonly string[]) => boolean;

function publicPieces(
  profile: Profile,
  sources: readonly Source[],
  received: string,
  isKnown: IsKnown,
): HeldPiece[] {
  const { last_updated, enumeration_date } = profile;
  const { main, secondary_locations = main } = profile.sources;
  const fileOf = (id: number) => sources.find((source) => source.id === id)?.as_of;
  const isHeld = (file: number) =>
    [last_updated, fileOf(file)].some((day) => day !== undefined && day <= received);
  return publicValues(profile)
    .filter(
      ({ kinds, keys, isSecondary }) =>
        isHeld(isSecondary ? secondary_locations : main) ||
        (kinds.includes("npi") && enumeration_date !== undefined && enumeration_date <= received) ||
        isKnown(keys),
    )
    .map(({ kinds, keys, isPrivate }) => ({ kinds, keys, isPrivate }));
}

interface PublicValue extends HeldPiece {
  isSecondary: boolean;
}

function publicValues({ npi, addresses, taxonomies }: Profile): PublicValue[] {
  const value = (kind: ClaimKind, given: PieceValue, isSecondary = false): PublicValue[] => {
    const keys = kindOf(kind).keys(given);
    return keys.length === 0 ? [] : [{ kinds: [kind], keys, isPrivate: false, isSecondary }];
  };
  const ofAddress = (address: Address) => {
    const { kind, line1 = "", zip = "", phone = "", fax = "" } = address;
    const isSecondary = kind === "secondary";
    return [
      ...value("address", { text: line1, beside: zip }, isSecondary),
      ...value("phone", { text: phone }, isSecondary),
      ...value("fax", { text: fax }, isSecondary),
    ];
  };
  return [
    ...value("npi", { text: npi }),
    ...taxonomies.flatMap(({ license = "", license_state = "" }) =>
      value("license", { text: license, beside: license_state }),
    ),
    ...addresses.flatMap(ofAddress),
  ];
}

function contactPiece(point: ContactPoint, received: string, isKnown: IsKnown): HeldPiece[] {
  const { kind, as_of, type, outcome } = point;
  // What reached somebody else is no sign of whose the profile is.
  if (kind === "title" || outcome?.outcome === "wrong_person") return [];
  const keys = keysOfContact(point);
  if (keys.length === 0 || (as_of > received && !isKnown(keys))) return [];
  return [{ kinds: [kind], keys, isPrivate: kindOf(kind).maybePrivate && type === undefined }];
}

function keysOfContact({ kind, value, address }: ContactPoint): string[] {
  if (kind === "title") return [];
  if (kind !== "address") return kindOf(kind).keys({ text: value });
  return kindOf(kind).keys({ text: address?.line1 ?? "", beside: address?.zip ?? "" });
}

/** The same value in two places is one piece, and public where one of them is. */
function unite(pieces: readonly HeldPiece[], piece: HeldPiece): HeldPiece[] {
  const isSame = ({ keys }: HeldPiece) => keys.some((key) => piece.keys.includes(key));
  const all = [...pieces.filter(isSame), piece];
  const united = {
    kinds: [...new Set(all.flatMap(({ kinds }) => kinds))],
    keys: [...new Set(all.flatMap(({ keys }) => keys))],
    isPrivate: all.every(({ isPrivate }) => isPrivate),
  };
  return [...pieces.filter((other) => !isSame(other)), united];
}
