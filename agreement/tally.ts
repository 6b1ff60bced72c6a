// Counts cases and differences while a method is compared.
import type { Quantity, Tolerances } from "./tolerances.ts";

/** A value that is farther from the reference than its tolerance. */
export type Disagreement = {
  readonly caseId: string;
  readonly what: string;
  readonly ours: string;
  readonly reference: string;
};

/** What came of comparing one method. */
export type MethodResult = {
  readonly method: string;
  readonly cases: number;
  readonly values: number;
  /** largest relative difference (absolute for probabilities, and where the reference is 0) among values with a tolerance above 0 */
  readonly largestDifference: number;
  /** the tolerances that were applied, by what was compared */
  readonly tolerances: ReadonlyMap<Quantity | "exact", number>;
  readonly disagreements: readonly Disagreement[];
};

/** The difference that a tolerance is held against: relative, or absolute where the reference is 0. */
function differenceOf(ours: number, reference: number): number {
  if (ours === reference) return 0;
  const difference = Math.abs(ours - reference) / (reference === 0 ? 1 : Math.abs(reference));
  return Number.isNaN(difference) ? Infinity : difference;
}

/** Collects the comparisons of one method, case by case. */
export class Tally {
  readonly #method: string;
  readonly #given: Tolerances;
  readonly #applied = new Map<Quantity | "exact", number>();
  readonly #cases = new Set<string>();
  readonly #disagreements: Disagreement[] = [];
  #current = "";
  #values = 0;
  #largest = 0;

  constructor(method: string, tolerances: Tolerances) {
    this.#method = method;
    this.#given = tolerances;
  }

  /** Compares one case; what it throws is a disagreement of that case, so that the others are still compared. */
  case(id: string, compare: () => void): void {
    this.#current = id;
    this.#cases.add(id);
    const before = this.#values;
    try {
      compare();
      if (this.#values === before) this.#disagree("nothing was compared", "", "");
    } catch (error) {
      this.#disagree("our program stopped", error instanceof Error ? error.message : String(error), "");
    }
  }

  /** One number against the reference's; `scale` is a size below which differences are rounding (of a covariance). */
  number(
    what: string,
    ours: number | null | undefined,
    reference: unknown,
    quantity: Quantity,
    scale = 0,
  ): void {
    const expected = goldenNumber(reference);
    const tolerance = this.#given[quantity];
    this.#values += 1;
    this.#applied.set(quantity, tolerance);
    const given = ours ?? Number.NaN;
    const difference = differenceOf(given, expected);
    if (Math.abs(given - expected) <= scale) return;
    if (tolerance > 0) this.#largest = Math.max(this.#largest, difference);
    if (difference > tolerance) this.#disagree(what, String(ours), String(reference));
  }

  /** Like `number` for a probability or a limit near 0, where the difference itself counts, not its ratio. */
  absolute(what: string, ours: number | null | undefined, reference: unknown, quantity: Quantity): void {
    const tolerance = this.#given[quantity];
    const difference = Math.abs((ours ?? Number.NaN) - goldenNumber(reference));
    this.#values += 1;
    this.#applied.set(quantity, tolerance);
    if (!(difference <= tolerance)) this.#disagree(what, String(ours), String(reference));
    else this.#largest = Math.max(this.#largest, difference);
  }

  /** Numbers in order; lists of different length disagree. */
  numbers(what: string, ours: ArrayLike<number>, reference: readonly unknown[], quantity: Quantity): void {
    if (ours.length !== reference.length) this.exact(`${what}: how many`, ours.length, reference.length);
    else reference.forEach((value, i) => this.number(`${what}[${i}]`, ours[i], value, quantity));
  }

  /** Values that must be the same: names, verdicts, counts, whole structures of them. */
  exact(what: string, ours: unknown, reference: unknown): void {
    this.#values += 1;
    this.#applied.set("exact", 0);
    const [a, b] = [JSON.stringify(ours), JSON.stringify(reference)];
    if (a !== b) this.#disagree(what, a, b);
  }

  result(): MethodResult {
    return {
      method: this.#method,
      cases: this.#cases.size,
      values: this.#values,
      largestDifference: this.#largest,
      tolerances: this.#applied,
      disagreements: this.#disagreements,
    };
  }

  #disagree(what: string, ours: string, reference: string): void {
    this.#disagreements.push({ caseId: this.#current, what, ours, reference });
  }
}

/** A number of a reference file, where infinity is a word. */
export function goldenNumber(value: unknown): number {
  if (value === "Infinity") return Infinity;
  return typeof value === "number" ? value : Number.NaN;
}
