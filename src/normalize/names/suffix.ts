const suffixes: ReadonlyMap<string, string> = new Map([
  ["JR", "JR"],
  ["JNR", "JR"],
  ["JUNIOR", "JR"],
  ["SR", "SR"],
  ["SNR", "SR"],
  ["SENIOR", "SR"],
  ["II", "II"],
  ["2ND", "II"],
  ["2D", "II"],
  ["2", "II"],
  ["III", "III"],
  ["3RD", "III"],
  ["3D", "III"],
  ["3", "III"],
  ["IV", "IV"],
  ["4TH", "IV"],
  ["4", "IV"],
  ["V", "V"],
  ["5TH", "V"],
  ["5", "V"],
]);

/** `JR`, `SR`, `II`, `III`, `IV`, `V`, or "" when the text is no generation suffix. */
export function toSuffix(text: string): string {
  if (text === "") return "";
  return suffixes.get(text) ?? suffixes.get(text.toUpperCase().replace(/[^A-Z0-9]/g, "")) ?? "";
}
