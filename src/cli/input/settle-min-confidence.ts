import type { Config } from "../../config.ts";
import { shippedCalibration } from "../../match/shipped-calibration.ts";
import { UsageError } from "../../model/errors.ts";
import type { SearchService } from "../../service/search-service.ts";

/**
 * Confidence that a row needs to be `matched`: as it was said, or where the release's answers are
 * as precise as it was asked. Between two precisions in its table the stricter one counts.
 */
export async function settleMinConfidence(
  { settings, origin }: Config,
  service: SearchService,
): Promise<number> {
  const { min_confidence, target_precision: wanted } = settings;
  if (wanted === undefined) return min_confidence;
  const { registry } = await service.info();
  const { thresholds } = registry.calibration ?? shippedCalibration;
  const found = thresholds.find(({ precision }) => precision >= wanted);
  if (found !== undefined) return found.confidence;
  const highest = thresholds.at(-1);
  throw new UsageError(
    "target_precision_out_of_reach",
    `${origin.target_precision}: this registry's answers are not known to reach a precision of ${wanted} at any confidence.`,
    highest === undefined
      ? "Use --min-confidence instead."
      : `The highest precision that it reaches is ${highest.precision}. Or use --min-confidence.`,
  );
}
