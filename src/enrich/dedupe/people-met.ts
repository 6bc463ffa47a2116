/** Where each NPI was met first, in 10 to 15 bytes an NPI. */
export interface PeopleMet {
  /**
   * The place at which the NPI was met first; undefined where that is here and now.
   *
   * @param npi its ten digits as a number, which fits into 32 bits
   * @param place 1 or more, later than all before
   */
  meet(npi: number, place: number): number | undefined;
  /** Forgets what was met at this place or later. */
  forgetFrom(place: number): void;
  size(): number;
}

/** Shares of the table: more is never filled, and by so much it grows then. */
const fullest = 0.8;
const growth = 1.5;
const smallest = 64;

/** Spreads NPIs that lie close together (Knuth's multiplicative hash). */
const spread = 0x9e3779b1;

/** Two typed arrays side by side, free places found one after the other. */
export function createPeopleMet(): PeopleMet {
  let npis = new Uint32Array(smallest);
  let places = new Uint32Array(smallest);
  let size = 0;

  /** Where the NPI stands, or would. */
  function slotOf(npi: number): number {
    const capacity = npis.length;
    let slot = Math.floor(((Math.imul(npi, spread) >>> 0) / 0x1_0000_0000) * capacity);
    while (npis[slot] !== 0 && npis[slot] !== npi) slot = slot + 1 === capacity ? 0 : slot + 1;
    return slot;
  }

  function rebuild(capacity: number, keeps: (place: number) => boolean): void {
    const [oldNpis, oldPlaces] = [npis, places];
    npis = new Uint32Array(capacity);
    places = new Uint32Array(capacity);
    size = 0;
    oldNpis.forEach((npi, old) => {
      const place = oldPlaces[old] ?? 0;
      if (npi === 0 || !keeps(place)) return;
      const slot = slotOf(npi);
      npis[slot] = npi;
      places[slot] = place;
      size++;
    });
  }

  return {
    meet(npi, place) {
      const slot = slotOf(npi);
      if (npis[slot] !== 0) return places[slot];
      npis[slot] = npi;
      places[slot] = place;
      size++;
      if (size > fullest * npis.length) rebuild(Math.ceil(npis.length * growth), () => true);
      return undefined;
    },
    forgetFrom: (first) => rebuild(npis.length, (place) => place < first),
    size: () => size,
  };
}
