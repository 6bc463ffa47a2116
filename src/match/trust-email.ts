import type { NameComparison } from "./compare-name.ts";
import { weights } from "./weights.ts";

/**
 * A name's comparison, trusted as far as its reading may be. A name that only an e-mail address
 * gives may be nobody's: it supports a little less, and it hardly speaks against anyone.
 */
export function trustEmail(name: NameComparison): NameComparison {
  const part = name.reading.fromEmail;
  if (part === undefined) return name;
  const field = "email_name";
  if (part !== "name") {
    return { ...name, evidence: [...name.evidence, { field, level: part, bits: 0 }] };
  }
  const trust = weights.emailName;
  const bits = Math.log2(1 - trust + trust * 2 ** name.bits);
  if (bits < 0) {
    return { ...name, bits, exact: false, evidence: [{ field, level: "differs", bits }] };
  }
  const evidence = [...name.evidence, { field, level: part, bits: bits - name.bits }];
  return { ...name, bits, evidence };
}
