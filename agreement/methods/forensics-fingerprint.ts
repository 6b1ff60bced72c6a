import { fingerprint } from "@veedor/statistics";
import type { ReferenceFolder } from "../reference-folder.ts";
import type { Tally } from "../tally.ts";
import { possibleStations } from "./forensics-columns.ts";

type File = {
  cases: { data: string; columns: [string, string, string]; expected: Record<string, unknown> }[];
};

/** Fingerprints: every cell of the histogram, moments, correlations, lines, the cumulative votes. */
export function compareFingerprint(folder: ReferenceFolder, method: string, tally: Tally): void {
  for (const { data, columns, expected } of (folder.json(`${method}/cases.json`) as File).cases) {
    tally.case(data, () => {
      const found = fingerprint(possibleStations(folder, `data/${data}.csv`, columns));
      const moments = ({ n, mean, standardDeviation, skewness, kurtosis }: typeof found.turnout) => ({
        n,
        mean,
        sd_ddof1: standardDeviation,
        skewness,
        kurtosis,
        excess_kurtosis: kurtosis - 3,
      });
      const values: Readonly<Record<string, unknown>> = {
        stations_used: found.stations,
        turnout: moments(found.turnout),
        share: moments(found.share),
        correlation: found.correlation,
        spearman: found.rankCorrelation,
        log_vote_rate: moments(found.logVoteRate),
        sobyanin_votes_per_registered_on_turnout_ols: found.votesPerRegistered,
        sobyanin_votes_per_registered_on_turnout_weighted_registered: found.votesPerRegisteredWeighted,
        eft_sobyanin_slope_minus_mean_share: found.shareOnTurnout.slope - found.share.mean,
        cumulative_votes_by_turnout_5pct: found.cumulative,
        P05s_share_half_up: found.roundShares,
      };
      for (const [name, value] of Object.entries(expected)) {
        if (name === "histogram_1pct_sparse") {
          const cells = found.cells.map((cell) => [cell.turnout, cell.share, cell.stations]);
          tally.exact(name, cells, value);
        } else compareTree(name, values[name], value, tally);
      }
    });
  }
}

/** Numbers, lists and objects of numbers, each by its name. */
function compareTree(name: string, ours: unknown, reference: unknown, tally: Tally): void {
  if (Array.isArray(reference)) tally.numbers(name, ours as number[], reference, "error");
  else if (typeof reference === "object" && reference !== null) {
    for (const [key, value] of Object.entries(reference))
      compareTree(`${name}.${key}`, (ours as Record<string, unknown> | undefined)?.[key], value, tally);
  } else tally.number(name, ours as number, reference, "error");
}
