import { requireInteger, StatisticsError } from "../statistics-error.ts";

/**
 * Sums and cross-products of station counts, by stratum and post-stratum cell; the only thing that an estimate
 * needs to know of the stations that have reported.
 *
 * For a station with counts v = (v_1 … v_m), adding it costs O(m²) and changes n, Σv and Σvvᵀ of one pair
 * (stratum, cell). Counts are whole numbers, so the sums are exact in doubles below 2⁵³, the order of arrival
 * leaves no trace, and taking a station away again is exact too.
 *
 * Source: `docs/method/estimation.md`, section "Sums".
 */
export class StationSums {
  /** Number of variables m. */
  readonly variables: number;
  /** Length of one packed cross-product: the upper triangle of an m × m matrix, row by row. */
  readonly width: number;
  /** Pairs (stratum, cell) that have had a station. */
  readonly pairs: { readonly stratum: number; readonly cell: number }[] = [];
  /** For each stratum, the indices of its pairs. */
  readonly pairsOfStratum: readonly number[][];
  readonly #pairOf = new Map<number, number>();
  readonly #cells: number;
  #count: Float64Array;
  #linear: Float64Array;
  #products: Float64Array;

  constructor(variables: number, strata: number, cells = 1) {
    this.variables = requireInteger("variables", variables, 1, 1000);
    this.width = (variables * (variables + 1)) / 2;
    this.pairsOfStratum = Array.from({ length: requireInteger("strata", strata, 1) }, () => []);
    this.#cells = requireInteger("cells", cells, 1);
    // Room for one pair a stratum; more cells make it grow.
    this.#count = new Float64Array(strata);
    this.#linear = new Float64Array(strata * variables);
    this.#products = new Float64Array(strata * this.width);
  }

  /** Stations summed in a pair. */
  count(pair: number): number {
    return this.#count[pair] ?? 0;
  }

  /** Σv of a pair: m numbers, a view that later additions change. */
  linear(pair: number): Float64Array {
    return this.#linear.subarray(pair * this.variables, (pair + 1) * this.variables);
  }

  /** Σvvᵀ of a pair: the packed upper triangle, a view that later additions change. */
  products(pair: number): Float64Array {
    return this.#products.subarray(pair * this.width, (pair + 1) * this.width);
  }

  /** Stations summed in a stratum. */
  stations(stratum: number): number {
    let n = 0;
    for (const pair of this.pairsOfStratum[stratum] ?? []) n += this.count(pair);
    return n;
  }

  /** Adds a station's counts (`sign` 1) or takes them away again (`sign` −1). */
  add(stratum: number, cell: number, counts: ArrayLike<number>, sign: 1 | -1 = 1): void {
    this.#check(stratum, cell, counts);
    const pair = this.#pair(stratum, cell, sign);
    const linear = this.#linear;
    const products = this.#products;
    const m = this.variables;
    this.#count[pair] = this.#count[pair]! + sign;
    let p = pair * this.width;
    for (let a = 0; a < m; a++) {
      const signed = sign * counts[a]!;
      linear[pair * m + a] = linear[pair * m + a]! + signed;
      for (let b = a; b < m; b++, p++) products[p] = products[p]! + signed * counts[b]!;
    }
  }

  #check(stratum: number, cell: number, counts: ArrayLike<number>): void {
    if (this.pairsOfStratum[stratum] === undefined)
      requireInteger("stratum", stratum, 0, this.pairsOfStratum.length - 1);
    if (!(cell >= 0 && cell < this.#cells)) requireInteger("cell", cell, 0, this.#cells - 1);
    if (counts.length !== this.variables) {
      throw new StatisticsError(
        "length-mismatch",
        "counts",
        counts.length,
        `must have ${this.variables} counts`,
      );
    }
    for (let a = 0; a < counts.length; a++) {
      const count = counts[a]!;
      if (!(Number.isInteger(count) && count >= 0)) requireInteger(`counts[${a}]`, count);
    }
  }

  #pair(stratum: number, cell: number, sign: 1 | -1): number {
    const key = stratum * this.#cells + cell;
    const known = this.#pairOf.get(key);
    if (sign === -1 && (known === undefined || this.count(known) === 0)) {
      throw new StatisticsError(
        "impossible",
        "stratum",
        stratum,
        "no station to take away in this stratum and cell",
      );
    }
    if (known !== undefined) return known;
    const pair = this.pairs.length;
    this.pairs.push({ stratum, cell });
    this.pairsOfStratum[stratum]!.push(pair);
    this.#pairOf.set(key, pair);
    if (pair >= this.#count.length) this.#grow();
    return pair;
  }

  #grow(): void {
    const doubled = (old: Float64Array): Float64Array<ArrayBuffer> => {
      const grown = new Float64Array(old.length * 2);
      grown.set(old);
      return grown;
    };
    this.#count = doubled(this.#count);
    this.#linear = doubled(this.#linear);
    this.#products = doubled(this.#products);
  }
}
