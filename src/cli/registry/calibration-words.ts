import type { ReleaseInfo } from "../../registry/registry.ts";
import { count } from "../screen/progress.ts";

/** Where a release's confidences come from. */
export function calibrationWords({ calibration }: ReleaseInfo): string {
  return calibration === undefined
    ? "as shipped with heartbeat, not fitted on this registry"
    : `fitted on ${count(calibration.leads)} people of this registry`;
}
