/** What a column of a list can mean; the names `--map field=Column` takes. */
export const leadFields = [
  "npi",
  "full_name",
  "first_name",
  "middle_name",
  "last_name",
  "suffix",
  "credential",
  "specialty",
  "license_number",
  "license_state",
  "city",
  "state",
  "zip",
  "phone",
  "email",
  "organization",
  "graduation_year",
  "sex",
] as const;

export type LeadField = (typeof leadFields)[number];

/** Which column of a list carries which lead field, and how that was found. */
export type ColumnMapping = Partial<Record<LeadField, MappedColumn>>;

export interface MappedColumn {
  /** 0-based position in the list. */
  index: number;
  /** Header cell as it stands. */
  column: string;
  /** `name`: the header says so; `content`: the cells do; `map`: the user did. */
  by: "name" | "content" | "map";
  /**
   * 0..1, three decimals: how surely this is the field's column. 1 when the user said so; else from
   * how well the header names it, the share of its cells that the field could have, and 0.5 at most
   * where another column has as good a claim. Below 0.9 the mapping says so in words.
   */
  confidence: number;
}
