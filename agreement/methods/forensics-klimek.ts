import { klimekModel } from "@veedor/statistics";
import type { ReferenceFolder } from "../reference-folder.ts";
import type { Tally } from "../tally.ts";
import { columnsOf } from "./forensics-columns.ts";

type File = {
  cases: {
    id: string;
    file: string;
    planted: { f_incremental: number; f_extreme: number };
    fair_target: {
      f_extreme_within: number | null;
      f_incremental_within: number | null;
      no_alarm_for_incremental: boolean;
    };
  }[];
};

/** Klimek's model on planted countries: whether the shares planted are found within the file's fair targets. */
export function compareKlimek(folder: ReferenceFolder, method: string, tally: Tally): void {
  for (const { id, file, planted, fair_target: target } of (folder.json(`${method}/cases.json`) as File)
    .cases) {
    tally.case(id, () => {
      const columns = columnsOf(folder, `${method}/${file}`);
      const input = {
        registered: columns.count("registered"),
        ballots: columns.count("ballots"),
        votes: columns.count("leader"),
      };
      const { extreme, incremental } = klimekModel(input, { seed: id, replicates: 39, level: 0.03 });
      const within = (share: number | null, truth: number, limit: number | null): boolean =>
        limit === null || Math.abs((share ?? 0) - truth) <= limit;
      tally.exact("extreme", within(extreme.share, planted.f_extreme, target.f_extreme_within), true);
      const found = within(incremental.share, planted.f_incremental, target.f_incremental_within);
      tally.exact("incremental", found, true);
      if (target.no_alarm_for_incremental) tally.exact("alarm", incremental.identified, false);
    });
  }
}
