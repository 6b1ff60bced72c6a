import { requireInteger, requireNumber, StatisticsError } from "../statistics-error.ts";

/** Checks estimated shares and their covariance: as many rows and columns as shares, finite, symmetric, variances ≥ 0. */
export function requireShares(shares: readonly number[], covariance: readonly (readonly number[])[]): void {
  if (shares.length === 0) throw new StatisticsError("empty", "shares", "[]", "must hold at least one share");
  shares.forEach((share, i) => requireNumber(`shares[${i}]`, share));
  if (covariance.length !== shares.length) {
    throw new StatisticsError(
      "length-mismatch",
      "covariance",
      covariance.length,
      `must have ${shares.length} rows`,
    );
  }
  covariance.forEach((row, i) => {
    if (row.length !== shares.length) {
      throw new StatisticsError(
        "length-mismatch",
        `covariance[${i}]`,
        row.length,
        `must have ${shares.length} columns`,
      );
    }
    row.forEach((value, j) => {
      requireNumber(`covariance[${i}][${j}]`, value);
      const mirrored = covariance[j]?.[i] ?? Number.NaN;
      if (
        Math.abs(value - mirrored) > 1e-9 * Math.abs(value) + 1e-300 &&
        Math.abs(value - mirrored) > 1e-18
      ) {
        throw new StatisticsError("out-of-range", `covariance[${i}][${j}]`, value, "must be symmetric");
      }
    });
    requireNumber(`covariance[${i}][${i}]`, row[i], 0);
  });
}

/** Checks the index of a choice. */
export function requireChoice(choice: number, choices: number): void {
  requireInteger("choice", choice, 0, choices - 1);
}

/** Checks that a covariance has a row and a column for each mean, all finite. */
export function requireSquare(means: readonly number[], covariance: readonly (readonly number[])[]): void {
  if (covariance.length !== means.length) {
    throw new StatisticsError(
      "length-mismatch",
      "covariance",
      covariance.length,
      `must have ${means.length} rows`,
    );
  }
  means.forEach((mean, i) => {
    requireNumber(`means[${i}]`, mean);
    const row = covariance[i] ?? [];
    if (row.length !== means.length) {
      throw new StatisticsError(
        "length-mismatch",
        `covariance[${i}]`,
        row.length,
        `must have ${means.length} columns`,
      );
    }
    row.forEach((value, j) => requireNumber(`covariance[${i}][${j}]`, value));
  });
}
