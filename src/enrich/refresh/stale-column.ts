/** The column that a refresh adds: since when a row's values are not confirmed. */
export const staleColumn = "hb_stale";

/** Where nobody can say since when. */
export const staleSinceUnknown = "unknown";
