import { requireInteger, requireNumber, StatisticsError } from "../statistics-error.ts";
import type { Counts } from "./arguments.ts";
import { requireCounts, requireLength, requireWithin } from "./arguments.ts";
import { chiSquareQuantile, chiSquareUpperTail } from "./chi-square.ts";
import { positionsByArea } from "./duplicate-tallies.ts";
import { benjaminiHochberg } from "./false-discovery.ts";
import { median } from "./median.ts";

/**
 * @property stations positions of the section's stations
 * @property chiSquare Pearson's Σ (O − E)² / E over stations × (for, not for), without continuity correction
 * @property pValue of χ² as if voters were sorted into stations at random: honest sections fail it too often
 * @property adjusted p-value of χ² / overdispersion, on the same degrees of freedom
 * @property effect largest less smallest share in the section
 */
export type SectionHomogeneity = {
  readonly section: string;
  readonly stations: readonly number[];
  readonly chiSquare: number;
  readonly df: number;
  readonly pValue: number;
  readonly qValue: number;
  readonly adjusted: number;
  readonly adjustedQ: number;
  readonly effect: number;
};

/**
 * @property overdispersion Σ χ² / Σ df over all sections: 1 when voters of a section are sorted at random
 * @property resistant overdispersion from the median section, which a few odd sections do not move
 * @property sections in falling order of χ² on its degrees of freedom (rising p-value)
 */
export type Homogeneity = {
  readonly sections: readonly SectionHomogeneity[];
  readonly sumChiSquare: number;
  readonly sumDf: number;
  readonly overdispersion: number;
  readonly resistant: number;
};

/**
 * Do the stations of one section vote alike? Where a roll is split among the stations of a section by surname, they
 * are random parts of the same voters, and their shares should differ by chance only (Cantú 2014).
 *
 * χ² = Σ_i (v_i − n_i p)² / (n_i p (1 − p)), p = Σ v / Σ n, on stations − 1 degrees of freedom. Families share a
 * surname and a vote, and rolls are not split quite at random, so that honest sections are overdispersed (2.3 to 2.9
 * times in Mexico): χ² is divided by the resistant overdispersion of the file before anything is called.
 *
 * When not to use: where the stations of a section are not random parts of one roll (split by age, sex or street;
 * special stations for travellers): leave those sections out.
 *
 * @param votes of the choice
 * @param total denominator of the share, a station each
 * @param sections of the stations
 * @param smallest a section with a station of a smaller total is left out whole (its other stations may have been given
 * those voters); default 30
 * @param excluded positions whose sections are left out whole, such as special stations
 * @throws StatisticsError when sizes differ, votes exceed the total or no section has two stations
 * @see Cantú (2014), Identifying Irregularities in Mexican Local Elections, AJPS 58, 936-951
 */
export function sectionHomogeneity(input: {
  readonly votes: Counts;
  readonly total: Counts;
  readonly sections: readonly string[];
  readonly smallest?: number;
  readonly excluded?: readonly number[];
}): Homogeneity {
  const { votes, total, sections } = input;
  const smallest = requireNumber("smallest", input.smallest ?? 30, 1);
  requireCounts("total", total);
  requireWithin(["votes", votes], ["total", total]);
  requireLength("sections", sections, total.length);
  const all = Array.from({ length: total.length }, (_, i) => i);
  const excluded = [...(input.excluded ?? []), ...all.filter((i) => total[i]! < smallest)];
  excluded.forEach((i, at) => requireInteger(`excluded[${at}]`, i, 0, total.length - 1));
  const left = new Set(excluded.map((i) => sections[i]));
  const used = all.filter((i) => !left.has(sections[i]));
  const tested = [...positionsByArea(used, sections)].flatMap(([section, stations]) => {
    const one = stations.length < 2 ? null : homogeneityOf(votes, total, stations);
    return one === null ? [] : [{ section, stations, ...one }];
  });
  if (tested.length === 0)
    throw new StatisticsError(
      "not-computable",
      "sections",
      tested.length,
      "must hold a section of two stations",
    );
  const sumChiSquare = tested.reduce((sum, one) => sum + one.chiSquare, 0);
  const sumDf = tested.reduce((sum, one) => sum + one.df, 0);
  const resistant = resistantOverdispersion(tested);
  const pValues = tested.map(({ chiSquare, df }) => chiSquareUpperTail(chiSquare, df));
  const adjusted = tested.map(({ chiSquare, df }) => chiSquareUpperTail(chiSquare / resistant, df));
  const qValues = benjaminiHochberg(pValues);
  const adjustedQ = benjaminiHochberg(adjusted);
  const result = tested.map(
    (one, i): SectionHomogeneity => ({
      ...one,
      pValue: pValues[i]!,
      qValue: qValues[i]!,
      adjusted: adjusted[i]!,
      adjustedQ: adjustedQ[i]!,
    }),
  );
  result.sort((a, b) => a.pValue - b.pValue || b.chiSquare - a.chiSquare);
  return { sections: result, sumChiSquare, sumDf, overdispersion: sumChiSquare / sumDf, resistant };
}

function homogeneityOf(votes: Counts, total: Counts, stations: readonly number[]) {
  const voters = stations.reduce((sum, i) => sum + total[i]!, 0);
  const share = stations.reduce((sum, i) => sum + votes[i]!, 0) / voters;
  // Nobody or everybody voted for the choice: the stations cannot differ.
  if (share === 0 || share === 1) return null;
  let chiSquare = 0;
  let low = 1;
  let high = 0;
  for (const i of stations) {
    chiSquare += (votes[i]! - total[i]! * share) ** 2 / (total[i]! * share * (1 - share));
    low = Math.min(low, votes[i]! / total[i]!);
    high = Math.max(high, votes[i]! / total[i]!);
  }
  return { chiSquare, df: stations.length - 1, effect: high - low };
}

/**
 * The factor φ ≥ 1 at which half of the sections have a p-value of χ² / φ below one half: the median of χ² over the
 * median of χ²_df. A tenth of odd sections hardly moves it, while Σ χ² / Σ df doubles.
 */
function resistantOverdispersion(sections: readonly { chiSquare: number; df: number }[]): number {
  const middles = new Map<number, number>();
  for (const { df } of sections) if (!middles.has(df)) middles.set(df, chiSquareQuantile(0.5, df));
  return Math.max(1, median(sections.map(({ chiSquare, df }) => chiSquare / middles.get(df)!)));
}
