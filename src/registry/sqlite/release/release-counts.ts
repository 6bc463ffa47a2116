import type { Profile } from "../../../model/profile.ts";
import type { ReleaseInfo } from "../../registry.ts";

type ReleaseCounts = ReleaseInfo["counts"];

export function noCounts(): ReleaseCounts {
  return { profiles: 0, individuals: 0, organizations: 0, deactivated: 0, taxonomy_names: 0 };
}

/**
 * Add a profile to the counts (`by` 1) or take it out (-1). A profile without any name is an NPI
 * known only from the deactivation report: `deactivated`, neither individual nor organisation.
 */
export function countProfile(counts: ReleaseCounts, profile: Profile, by: 1 | -1): void {
  counts.profiles += by;
  const { first, last } = profile.name;
  const hasName = (first ?? last ?? profile.organization_name) !== undefined;
  if (!hasName && !profile.active) counts.deactivated += by;
  else if (profile.entity === "individual") counts.individuals += by;
  else counts.organizations += by;
}
