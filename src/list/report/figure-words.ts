/** 1234567 → `1,234,567`, wherever it runs. */
export function count(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `1 row`, `2,000 rows` */
export function counted(number: number, thing: string): string {
  return `${count(number)} ${thing}${number === 1 ? "" : "s"}`;
}

/** To a tenth of a percent; all and nothing are said only of all and nothing. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return "–";
  const share = (100 * part) / whole;
  if (part > 0 && share < 0.05) return "<\u00a00.1\u00a0%";
  if (part < whole && share >= 99.95) return ">\u00a099.9\u00a0%";
  return `${share.toFixed(1)}\u00a0%`;
}
