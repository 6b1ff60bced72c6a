import { StratifiedEstimator } from "@veedor/statistics";
import type { ReferenceFolder } from "../reference-folder.ts";
import type { Tally } from "../tally.ts";
import { compareShares, estimatorOf, type Row, strataOf } from "./estimates.ts";

type Domains = { domain: string[]; rows: number[][] };
type Case = {
  id: string;
  sample_file: string;
  expected: {
    candidates: string[];
    by_sectype?: Domains;
    by_region?: Domains;
    separate_by_stratum?: { share: Record<string, number[]>; var: Record<string, number[]> };
    poststratified_sectype?: { counts: Record<string, number>; share: number[]; se: number[] };
  };
};

const byStratum = (row: Row): string => String(row["stratum"]);

/** Domains, strata one by one and post-strata against R survey. */
export function compareDomains(folder: ReferenceFolder, method: string, tally: Tally): void {
  for (const file of folder.files(method, ".json")) {
    const one = folder.json(file) as Case;
    const rows = folder.rows(`${method}/${one.sample_file}`);
    const { candidates, by_sectype, by_region, separate_by_stratum: separate } = one.expected;
    for (const [column, golden] of [
      ["sectype", by_sectype],
      ["region", by_region],
    ] as const) {
      golden?.domain.forEach((domain, d) =>
        tally.case(`${one.id} ${column} ${domain}`, () => {
          const row = golden.rows[d] ?? [];
          const k = candidates.length;
          const wanted = { share: row.slice(0, k), se: row.slice(k) };
          compareShares(
            "",
            domainShares(rows, candidates, (of) => of[column] === domain),
            wanted,
            tally,
          );
        }),
      );
    }
    for (const [stratum, share] of Object.entries(separate?.share ?? {})) {
      tally.case(`${one.id} stratum ${stratum}`, () => {
        const own = rows.filter((row) => byStratum(row) === stratum);
        const se = (separate?.var[stratum] ?? []).map(Math.sqrt);
        const { shares } = estimatorOf(own, candidates, byStratum).estimate();
        compareShares("", shares, { share, se }, tally);
      });
    }
    const golden = one.expected.poststratified_sectype;
    if (golden) tally.case(`${one.id} post-strata`, () => comparePostStrata(rows, candidates, golden, tally));
  }
}

/** A domain is estimated over the whole sample: stations outside it count as stations with nothing in them. */
function domainShares(rows: readonly Row[], candidates: readonly string[], inside: (row: Row) => boolean) {
  const strata = strataOf(rows, byStratum);
  const index = new Map(strata.map(({ name }, h) => [name, h]));
  const estimator = new StratifiedEstimator({ choices: candidates.length, strata });
  for (const row of rows) {
    estimator.add({
      stratum: index.get(byStratum(row)) ?? -1,
      votes: candidates.map((name) => (inside(row) ? Number(row[name]) : 0)),
      denominator: inside(row) ? Number(row["total"]) : 0,
    });
  }
  return estimator.estimate().shares;
}

function comparePostStrata(
  rows: readonly Row[],
  candidates: readonly string[],
  golden: { counts: Record<string, number>; share: number[]; se: number[] },
  tally: Tally,
): void {
  const strata = strataOf(rows, byStratum);
  const index = new Map(strata.map(({ name }, h) => [name, h]));
  const postStrata = Object.entries(golden.counts).map(([name, size]) => ({ name, size }));
  const estimator = new StratifiedEstimator({ choices: candidates.length, strata, postStrata });
  for (const row of rows) {
    estimator.add({
      stratum: index.get(byStratum(row)) ?? -1,
      postStratum: postStrata.findIndex(({ name }) => name === row["sectype"]),
      votes: candidates.map((name) => Number(row[name])),
      denominator: Number(row["total"]),
    });
  }
  const estimate = estimator.postStratifiedEstimate();
  if ("thinCells" in estimate) throw new Error("a post-stratum has too few reports");
  compareShares("", estimate.shares, golden, tally);
}
