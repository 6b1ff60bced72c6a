import { METRICS, type MetricName } from "./table.ts";

type NameOf<Kind> = { [M in MetricName]: (typeof METRICS)[M]["kind"] extends Kind ? M : never }[MetricName];
type LabelsOf<M extends MetricName> = { readonly [L in (typeof METRICS)[M]["labels"][number]]: string };

/** Upper bounds of the histogram's buckets, in seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] as const;

type Histogram = { readonly counts: number[]; sum: number };

/**
 * The process's own counts and durations, in Prometheus's text format 0.0.4
 * (https://prometheus.io/docs/instrumenting/exposition_formats/). Adding to one is a look-up and an addition.
 */
export class Metrics {
  readonly #values = new Map<MetricName, Map<string, number>>();
  readonly #histograms = new Map<NameOf<"histogram">, Map<string, Histogram>>();

  /** Adds to a counter or gauge. */
  add<M extends NameOf<"counter" | "gauge">>(name: M, labels: LabelsOf<M>, amount = 1): void {
    const series = this.#seriesOf(name);
    const key = keyOf(labels);
    series.set(key, (series.get(key) ?? 0) + amount);
  }

  /** Sets a gauge, or a counter that someone else counts. */
  set<M extends NameOf<"counter" | "gauge">>(name: M, labels: LabelsOf<M>, value: number): void {
    this.#seriesOf(name).set(keyOf(labels), value);
  }

  /** Adds a duration to a histogram. */
  observe<M extends NameOf<"histogram">>(name: M, labels: LabelsOf<M>, seconds: number): void {
    let series = this.#histograms.get(name);
    if (series === undefined) this.#histograms.set(name, (series = new Map<string, Histogram>()));
    const key = keyOf(labels);
    let histogram = series.get(key);
    if (histogram === undefined)
      series.set(key, (histogram = { counts: Array.from({ length: BUCKETS.length + 1 }, () => 0), sum: 0 }));
    const bucket = BUCKETS.findIndex((bound) => seconds <= bound);
    const at = bucket < 0 ? BUCKETS.length : bucket;
    histogram.counts[at] = (histogram.counts[at] ?? 0) + 1;
    histogram.sum += seconds;
  }

  /** The text that Prometheus reads. */
  text(): string {
    const lines: string[] = [];
    for (const name of Object.keys(METRICS) as MetricName[]) {
      const { kind, help } = METRICS[name];
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`);
      for (const [key, value] of this.#values.get(name) ?? []) lines.push(`${name}${braced(key)} ${value}`);
      const histograms = this.#histograms.get(name as NameOf<"histogram">);
      for (const [key, histogram] of histograms ?? []) lines.push(...histogramLines(name, key, histogram));
    }
    return `${lines.join("\n")}\n`;
  }

  #seriesOf(name: MetricName): Map<string, number> {
    let series = this.#values.get(name);
    if (series === undefined) this.#values.set(name, (series = new Map<string, number>()));
    return series;
  }
}

/** Buckets are cumulative: each counts everything up to its bound. */
function histogramLines(name: string, key: string, { counts, sum }: Histogram): string[] {
  let total = 0;
  const labels = key === "" ? "" : `${key},`;
  const buckets = [...BUCKETS, "+Inf"].map((bound, i) => {
    total += counts[i] ?? 0;
    return `${name}_bucket{${labels}le="${bound}"} ${total}`;
  });
  return [...buckets, `${name}_sum${braced(key)} ${sum}`, `${name}_count${braced(key)} ${total}`];
}

const braced = (key: string): string => (key === "" ? "" : `{${key}}`);

/** Labels as they are written; quotes, backslashes and line ends are escaped. */
function keyOf(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${value.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n")}"`)
    .join(",");
}
