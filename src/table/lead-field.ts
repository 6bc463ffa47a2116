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

interface MappedColumn {
  /** 0-based position in the list. */
  index: number;
  /** Header cell as it stands. */
  column: string;
  /** `name`: the header says so; `content`: the cells do; `map`: the user did. */
  by: "name" | "content" | "map";
}
