import { duplicateTallies, sectionHomogeneity } from "@veedor/statistics";
import type { ReferenceFolder } from "../reference-folder.ts";
import type { Tally } from "../tally.ts";
import { columnsOf } from "./forensics-columns.ts";

type Section = { section: number | string; chi2: number; df: number; p: number; q_bh: number };
type File = {
  duplicates: { data: string; expected: { columns: string[] } & Record<string, number> }[];
  same_section: {
    data: string;
    column: string;
    expected: { top10: Section[] } & Record<string, number>;
  }[];
};

/** Repeated tallies, and the stations of one section beside each other. */
export function compareDuplicates(folder: ReferenceFolder, method: string, tally: Tally): void {
  const file = folder.json(`${method}/cases.json`) as File;
  for (const { data, expected } of file.duplicates) {
    tally.case(`duplicates ${data}`, () => {
      const { columns: names, ...numbers } = expected;
      const columns = columnsOf(folder, `data/${data}.csv`);
      const within = Object.keys(numbers).find((name) => name.startsWith("pairs_within_"));
      const areas = within === undefined ? undefined : columns.text(within.replace("pairs_within_", ""));
      const found = duplicateTallies(names.map(columns.count), areas);
      const values: Readonly<Record<string, number | null>> = {
        stations_nonzero: found.stations,
        distinct_tallies: found.distinct,
        stations_sharing_a_tally: found.sharing,
        groups: found.groups.length,
        largest_group: found.largestGroup,
        pairs: found.pairs,
        consecutive_equal_in_file_order: found.consecutive,
        [within ?? ""]: found.pairsWithinArea,
      };
      for (const [name, value] of Object.entries(numbers)) tally.exact(name, values[name], value);
    });
  }
  for (const one of file.same_section)
    tally.case(`sections ${one.data}, ${one.column}`, () => sections(folder, one, tally));
}

function sections(folder: ReferenceFolder, one: File["same_section"][number], tally: Tally): void {
  const columns = columnsOf(folder, `data/${one.data}.csv`);
  // Special and extraordinary stations are those of any kind but the commonest.
  const kinds = columns.has("kind") ? columns.text("kind") : [];
  const ordinary = commonest(kinds);
  const found = sectionHomogeneity({
    votes: columns.count(one.column),
    total: columns.count("total"),
    sections: columns.text("section"),
    excluded: kinds.flatMap((kind, i) => (kind === ordinary ? [] : [i])),
  });
  const { top10, ...numbers } = one.expected;
  for (const [name, value] of Object.entries(numbers)) {
    const [, what, limit] = /^([pq])_below_(.+)$/.exec(name) ?? [];
    const below = (key: "pValue" | "qValue") =>
      found.sections.filter((section) => section[key] < Number(limit)).length;
    if (what !== undefined) tally.exact(name, below(what === "p" ? "pValue" : "qValue"), value);
  }
  tally.exact("sections", found.sections.length, numbers["sections"]);
  tally.number("sum of chi-squares", found.sumChiSquare, numbers["sum_chi2"], "error");
  tally.exact("sum of df", found.sumDf, numbers["sum_df"]);
  tally.number("overdispersion", found.overdispersion, numbers["overdispersion"], "error");
  top10.forEach((golden, i) => {
    const section = found.sections[i];
    tally.exact(`section ${i + 1}`, section?.section, String(golden.section));
    tally.number(`chi-square of ${golden.section}`, section?.chiSquare, golden.chi2, "error");
    tally.exact(`df of ${golden.section}`, section?.df, golden.df);
    tally.number(`p of ${golden.section}`, section?.pValue, golden.p, "probability");
    tally.number(`q of ${golden.section}`, section?.qValue, golden.q_bh, "probability");
  });
}

function commonest(kinds: readonly string[]): string | undefined {
  const times = new Map<string, number>();
  for (const kind of kinds) times.set(kind, (times.get(kind) ?? 0) + 1);
  return [...times].sort((a, b) => b[1] - a[1])[0]?.[0];
}
