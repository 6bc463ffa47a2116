/** Signs what leaves the business, so that whoever gets it can tell that it is whole and from there. */
export interface Signer {
  /** SPKI, PEM: for everybody. */
  readonly publicKey: string;
  /** SHA-256 of the public key's DER, hex: what is compared when it is read out. */
  readonly fingerprint: string;
  /** Ed25519, 64 bytes; the same for the same bytes. */
  sign(bytes: Uint8Array): Uint8Array;
}
