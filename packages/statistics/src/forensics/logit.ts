import type { Counts } from "./arguments.ts";
import { requireCounts, requireWithin } from "./arguments.ts";

/**
 * Empirical logits: ln((a + ½) / (n − a + ½)), finite also where nobody or everybody did (Haldane 1956, Anscombe 1956).
 *
 * @param part a, whole n, a count each a station, a ≤ n
 * @throws StatisticsError when sizes differ, a count is none or a part exceeds its whole
 */
export function empiricalLogits(part: Counts, whole: Counts): Float64Array {
  requireCounts("whole", whole);
  requireWithin(["part", part], ["whole", whole]);
  return Float64Array.from({ length: whole.length }, (_, i) =>
    Math.log((part[i]! + 0.5) / (whole[i]! - part[i]! + 0.5)),
  );
}
