/** Times of one piece of work, in milliseconds. */
export type Times = { readonly minimum: number; readonly median: number; readonly ninetyFifth: number };

/** Runs the work `warmup` times unmeasured, then `runs` times; the machine's noise shows between median and 95 %. */
export function timed(work: () => void, runs: number, warmup: number): Times {
  for (let i = 0; i < warmup; i++) work();
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    work();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { minimum: times[0] ?? 0, median: at(0.5), ninetyFifth: at(0.95) };
}

/** One line of the bench's table. */
export type Line = {
  readonly what: string;
  readonly milliseconds: number;
  readonly limit: number;
  /** The named reference measured in the same run, in milliseconds. */
  readonly reference?: { readonly name: string; readonly milliseconds: number };
  readonly note?: string;
};

export function printLines(lines: readonly Line[]): void {
  for (const { what, milliseconds, limit, reference, note } of lines) {
    const verdict = milliseconds <= limit ? "within" : "OVER";
    const ratio = reference
      ? `; ${reference.name}: ${format(reference.milliseconds)}, ${(reference.milliseconds / milliseconds).toFixed(0)} times as long`
      : "";
    console.log(
      `${what}\n    ${format(milliseconds)} (${verdict} ${format(limit)})${ratio}${note ? `; ${note}` : ""}`,
    );
  }
}

function format(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(2)} s`;
  return milliseconds >= 1 ? `${milliseconds.toFixed(2)} ms` : `${(milliseconds * 1000).toFixed(1)} µs`;
}
