const format = new Intl.DateTimeFormat("en-CA", {
  timeZone: "America/Los_Angeles",
  ...{ year: "numeric", month: "2-digit", day: "2-digit" },
});

/** The day in California, `2026-01-31`: what the law counts by, wherever the machine stands. */
export function californiaDay(moment: Date): string {
  return format.format(moment);
}
