import type { ReceivedReports } from "./lead-evidence.ts";
import type { SizeDifference } from "./reporting-bias.ts";
import type { SampleDesign } from "./sample-design.ts";

/**
 * Whether the stations whose reports are in hand have as many registered voters as those that were drawn, inside
 * their strata. Not against the frame: that would measure the luck of the draw.
 *
 *     D = Σ_h N_h (ḡ_reported − ḡ_drawn),   Var D = Σ_h N_h² (1 − a_h / n_h) S²_h / a_h
 *
 * with a_h of n_h drawn stations reported and S²_h the variance of registered voters over the drawn ones: exact
 * when those that reported are a random part of their stratum.
 *
 * @returns `null` where registered voters are not known, or nothing is missing
 */
export function stationSizes(design: SampleDesign, received: ReceivedReports): SizeDifference | null {
  const strata = design.strata.map(() => ({ drawn: [] as number[], reported: [] as number[] }));
  for (const [i, station] of design.stations.entries()) {
    if (station.registered === null) return null;
    strata[station.stratum]?.drawn.push(station.registered);
    if (received.get(i)) strata[station.stratum]?.reported.push(station.registered);
  }
  let difference = 0;
  let variance = 0;
  let registered = 0;
  strata.forEach(({ drawn, reported }, h) => {
    const stations = design.strata[h]?.size ?? 0;
    if (reported.length === 0 || drawn.length < 2) return;
    const mean = meanOf(drawn);
    const spread = drawn.reduce((sum, g) => sum + (g - mean) ** 2, 0) / (drawn.length - 1);
    difference += stations * (meanOf(reported) - mean);
    variance += stations ** 2 * (1 - reported.length / drawn.length) * (spread / reported.length);
    registered += stations * mean;
  });
  if (variance === 0 || registered === 0) return null;
  return { relative: difference / registered, z: difference / Math.sqrt(variance) };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
