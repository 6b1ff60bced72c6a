import { groupCovariance } from "./covariance-of-totals.ts";
import type { Adjustment } from "./post-strata.ts";
import type { TotalsWithCovariance } from "./ratio-estimates.ts";
import type { ReportingDesign } from "./reporting-design.ts";
import type { StationSums } from "./station-sums.ts";
import { SumTree } from "./sum-tree.ts";

/**
 * The variance groups' weighted totals and covariances, each by itself and summed, kept up to date when one group
 * changes. A leaf of the tree is a group's totals, then its packed covariance.
 */
export class PooledGroups {
  readonly #sums: StationSums;
  readonly #design: ReportingDesign;
  readonly #adjusted: Adjustment | null;
  readonly #tree: SumTree;
  readonly #parts: Float64Array;

  constructor(sums: StationSums, design: ReportingDesign, adjusted: Adjustment | null) {
    const groups = design.groups.length;
    this.#sums = sums;
    this.#design = design;
    this.#adjusted = adjusted;
    this.#tree = new SumTree(groups, sums.variables + sums.width);
    this.#parts = new Float64Array(sums.width * groups);
    for (let c = 0; c < groups; c++) this.#fill(c);
    this.#tree.allChanged();
  }

  /** Computes one group again, after its sums or its weight have changed. */
  refresh(group: number): void {
    this.#fill(group);
    this.#tree.changed(group);
  }

  /** What ratios are estimated from; views that a later {@link refresh} changes. */
  totals(): TotalsWithCovariance {
    const root = this.#tree.total();
    return {
      totals: root.subarray(0, this.#sums.variables),
      covariance: root.subarray(this.#sums.variables),
      parts: this.#parts,
      reports: this.#design.reports,
      inflation: this.#design.inflation,
    };
  }

  #fill(c: number): void {
    const sums = this.#sums;
    const m = sums.variables;
    const group = this.#design.groups[c]!;
    const leaf = this.#tree.leaf(c);
    const covariance = leaf.subarray(m);
    groupCovariance(sums, this.#design, group, this.#adjusted, covariance);
    const groups = this.#design.groups.length;
    for (let p = 0; p < covariance.length; p++) this.#parts[p * groups + c] = covariance[p]!;
    leaf.fill(0, 0, m);
    for (const h of group.strata) {
      for (const pair of sums.pairsOfStratum[h]!) {
        const weight = this.#design.weight[h]! * (this.#adjusted?.factor[sums.pairs[pair]!.cell] ?? 1);
        const linear = sums.linear(pair);
        for (let a = 0; a < m; a++) leaf[a] = leaf[a]! + weight * linear[a]!;
      }
    }
  }
}
