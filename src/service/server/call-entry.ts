/** One call as it stands in the log: numbers and fixed words, nothing of anybody. */
export interface CallEntry {
  /** Random; also the answer's `X-Request-Id`. */
  id: string;
  method: string;
  /** The form of the path (`/v1/profiles/{npi}`), never the path itself; `none` where there is none. */
  route: string;
  status: number;
  /** Of a problem. */
  code?: string;
  /** Code of what made the service unusable (`disk_full`); the caller is not told it. */
  cause?: string;
  /** From its first line to its last byte. */
  ms: number;
  /** Id of the API key. */
  key?: string;
  /** Leads, NPIs or texts asked about; results that a page of a search may have. */
  items?: number;
  bytes_in: number;
  bytes_out: number;
}
