/** A name as a list has it, absent parts "". */
export interface NameParts {
  first: string;
  middle: string;
  last: string;
  suffix: string;
  credential: string;
}
