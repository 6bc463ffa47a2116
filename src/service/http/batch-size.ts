/** How many leads one request may hold: what the service says, and what it turned out to take. */
export interface BatchSize {
  most(): number;
  accepted(leads: number): void;
  tooLarge(leads: number): void;
}

export function createBatchSize(limit: () => number): BatchSize {
  let learned = Number.POSITIVE_INFINITY;
  let largest = 0;
  return {
    most: () => Math.min(limit(), learned),
    accepted(leads) {
      largest = Math.max(largest, leads);
      learned = Math.max(learned, largest);
    },
    tooLarge(leads) {
      // One huge lead makes any batch too large and says nothing about the next.
      if (leads > largest) learned = Math.min(learned, Math.max(1, Math.ceil(leads / 2)));
    },
  };
}
