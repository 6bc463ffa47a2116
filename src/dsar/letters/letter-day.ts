const months = [
  ...["January", "February", "March", "April", "May", "June", "July"],
  ...["August", "September", "October", "November", "December"],
];

/** `2026-01-20` → `January 20, 2026`. */
export function letterDay(day: string): string {
  const [year, month, date] = day.split("-").map(Number);
  return `${months[(month ?? 0) - 1] ?? ""} ${date}, ${year}`;
}
