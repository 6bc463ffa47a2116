/** How far an import has come. Bytes are of the step, over all its files. */
export interface ImportProgress {
  /** `read`, `merge`, then what the backend does when it publishes. */
  step: string;
  /** Being read, without folders; "" in later steps. */
  file: string;
  /** 0 of 0 where a step has no measure. */
  bytesDone: number;
  bytesTotal: number;
  /** Rows of the file being read; profiles in later steps. */
  rows: number;
}
