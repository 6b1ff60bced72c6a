import type { CheckCode, CheckParameters, CheckResult } from "@veedor/domain";
import { CHECKS } from "@veedor/domain";
import type { Mapping } from "./mapping.ts";

/** One finding on one line of a file. */
export type LineFinding = {
  readonly line: number;
  readonly station: string | null;
  readonly code: CheckCode;
  readonly parameters: CheckParameters;
};

/** What reading found. The lists stop at {@link MOST_FINDINGS}; `counts` counts all. */
export type ImportReport = {
  readonly lines: number;
  readonly kept: number;
  readonly refused: number;
  readonly leftOut: number;
  readonly filtered: number;
  readonly errors: readonly LineFinding[];
  readonly warnings: readonly LineFinding[];
  readonly counts: Readonly<Partial<Record<CheckCode, number>>>;
  /** all refusing findings, also those that the list no longer holds */
  readonly errorCount: number;
  /** the first finding of each code */
  readonly first: Readonly<Partial<Record<CheckCode, LineFinding>>>;
};

export const MOST_FINDINGS = 10_000;

/** Collects the findings of a file and decides about each line by severity and the mapping's `accept`. */
export class ReportWriter {
  readonly #accept: NonNullable<Mapping["accept"]>;
  readonly #errors: LineFinding[] = [];
  readonly #warnings: LineFinding[] = [];
  readonly #counts: Partial<Record<CheckCode, number>> = {};
  readonly #first: Partial<Record<CheckCode, LineFinding>> = {};
  #errorCount = 0;
  readonly #lines = { lines: 0, kept: 0, refused: 0, leftOut: 0, filtered: 0 };

  constructor(mapping: Mapping) {
    this.#accept = mapping.accept ?? {};
  }

  filtered(): void {
    this.#lines.lines += 1;
    this.#lines.filtered += 1;
  }

  /** Notes a line's findings; returns whether the line is kept. */
  line(line: number, station: string | null, results: readonly CheckResult[]): boolean {
    let verdict: "kept" | "refused" | "leftOut" = "kept";
    for (const { code, parameters } of results) {
      this.#counts[code] = (this.#counts[code] ?? 0) + 1;
      const softening = this.#accept[code];
      const refuses = CHECKS[code].severity === "error" && softening === undefined;
      if (refuses) verdict = "refused";
      else if (verdict === "kept" && (softening === "leave-out" || softening === "keep-first"))
        verdict = "leftOut";
      const list = refuses ? this.#errors : this.#warnings;
      const finding = { line, station, code, parameters };
      this.#first[code] ??= finding;
      if (refuses) this.#errorCount += 1;
      if (list.length < MOST_FINDINGS) list.push(finding);
    }
    this.#lines.lines += 1;
    this.#lines[verdict] += 1;
    return verdict === "kept";
  }

  report(): ImportReport {
    return {
      ...this.#lines,
      errors: this.#errors,
      warnings: this.#warnings,
      counts: this.#counts,
      errorCount: this.#errorCount,
      first: this.#first,
    };
  }
}
