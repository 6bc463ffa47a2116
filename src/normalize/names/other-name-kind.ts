import type { OtherNameKind } from "../../model/profile.ts";

/** NPPES type codes of other names; any other code (6 exists, without a name) is `other`. */
export const otherNameKinds: ReadonlyMap<string, OtherNameKind> = new Map([
  ["1", "former"],
  ["2", "professional"],
  ["3", "doing_business_as"],
  ["4", "former_legal_business"],
  ["5", "other"],
]);
