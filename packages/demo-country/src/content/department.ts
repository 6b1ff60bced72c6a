/** How a place that has no all-weather road is reached. */
export type RoughAccess = "river" | "mountain";

/**
 * One department of the fiction.
 *
 * @property weight its part of the country's stations, relative to the others
 * @property urban usual share of stations in urban centres, outside the departmental capital
 * @property roughAccess how its remote municipalities are reached, and `remote` what part of them is remote
 * @property turnout usual turnout in the department
 * @property leans by how much the log-odds of each movement differ here, in the order of `MOVEMENTS`
 * @property municipalities invented names; the first of `other` (or of the first list given) is the capital
 */
export type Department = {
  readonly code: string;
  readonly name: string;
  readonly weight: number;
  readonly urban: number;
  readonly roughAccess: RoughAccess;
  readonly remote: number;
  readonly turnout: number;
  readonly leans: readonly number[];
  readonly municipalities: {
    readonly other: readonly string[];
    readonly indigenous: readonly string[];
    readonly afroDescendant: readonly string[];
  };
};
