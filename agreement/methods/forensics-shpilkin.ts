import { shpilkinCurve } from "@veedor/statistics";
import type { ReferenceFolder } from "../reference-folder.ts";
import type { Tally } from "../tally.ts";
import { possibleStations } from "./forensics-columns.ts";

type File = { cases: { data: string; expected: Record<string, unknown> }[] };
type Excess = { either: number; result: number; turnout: number };
type ExactYear = Record<keyof Excess, { excess: number; null_mean: number; null_sd: number; z: number }>;
type Published = {
  integer_percent: {
    years: {
      year: number;
      published_excess_stations: Excess;
      exact?: ExactYear;
      mc_error_of_published_in_units_of_its_own_standard_error?: Excess;
    }[];
  };
  shpilkin: {
    regions: {
      region: string;
      published_2018: number;
      own_default: number;
      own_default_peak_bin: number;
      peak_bin_that_gives_the_published_number: number | null;
    }[];
  };
};

const COLUMNS = ["registered", "ballots", "leader"] as const;

/** Shpilkin's curve: both votes of every bin, and the excess of the default peak in four ways. */
export function compareShpilkin(folder: ReferenceFolder, method: string, tally: Tally): void {
  for (const { data, expected } of (folder.json(`${method}/cases.json`) as File).cases) {
    tally.case(data, () => {
      const found = shpilkinCurve(possibleStations(folder, `data/${data}.csv`, COLUMNS));
      tally.exact("leader by bin", Array.from(found.leaderByBin), expected["leader_by_bin"]);
      tally.exact("others by bin", Array.from(found.otherByBin), expected["other_by_bin"]);
      tally.exact("peak", found.atPeak.peakBin, expected["peak_bin"]);
      tally.number("ratio", found.atPeak.ratio, expected["ratio_at_peak"], "error");
      tally.number("all bins", found.atPeak.allBins, expected["anomalous_all_bins"], "error");
      tally.number("right of peak", found.atPeak.rightOfPeak, expected["anomalous_right_of_peak"], "error");
      tally.number("ratio of five", found.inWindow.ratio, expected["ratio_5bin_window"], "error");
      const window = expected["anomalous_right_of_peak_5bin"];
      tally.number("right of peak, of five", found.inWindow.rightOfPeak, window, "error");
    });
  }
}

/**
 * Numbers as published: of the regions whose stations are among the references' data, Shpilkin's excess at the peak that
 * was published; of whole countries, whose stations are not, whether the published Monte Carlo lies within its error
 * of the exact null.
 */
export function comparePublishedForensics(folder: ReferenceFolder, method: string, tally: Tally): void {
  const { integer_percent: percentages, shpilkin } = folder.json(`${method}/cases.json`) as Published;
  for (const { year, published_excess_stations: published, exact, ...one } of percentages.years) {
    if (exact === undefined) continue;
    tally.case(`whole percentages ${year}`, () => {
      for (const kind of ["either", "result", "turnout"] as const) {
        const { excess, null_sd: deviation } = exact[kind];
        const errors = (published[kind] - excess) / (deviation / Math.sqrt(1000));
        const stated = one.mc_error_of_published_in_units_of_its_own_standard_error?.[kind];
        if (stated !== undefined) tally.number(`${kind}: errors apart`, errors, stated, "error");
        tally.exact(`${kind}: within four errors`, Math.abs(errors) < 4, true);
      }
    });
  }
  const curves = folder.has("forensics-shpilkin/cases.json")
    ? (folder.json("forensics-shpilkin/cases.json") as File).cases
    : [];
  for (const { data } of curves) {
    const { leaderByBin, otherByBin, atPeak } = shpilkinCurve(
      possibleStations(folder, `data/${data}.csv`, COLUMNS),
    );
    const region = shpilkin.regions.find(
      (one) => Math.abs(one.own_default - atPeak.allBins) <= 1e-6 * Math.abs(atPeak.allBins),
    );
    const peak = region?.peak_bin_that_gives_the_published_number ?? null;
    if (region === undefined || peak === null) continue;
    tally.case(`excess ${region.region}`, () => {
      const ratio = leaderByBin[peak]! / otherByBin[peak]!;
      const excess = leaderByBin.reduce((sum, votes, bin) => sum + votes - ratio * otherByBin[bin]!, 0);
      tally.exact("default peak", atPeak.peakBin, region.own_default_peak_bin);
      tally.number("at the published peak", excess, region.published_2018, "error");
    });
  }
}
