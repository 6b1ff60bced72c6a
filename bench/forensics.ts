import { spawnSync } from "node:child_process";
import { chanceOfInteger, klimekStatistics, medcouple, qnScale, seededRandom } from "@veedor/statistics";
import type { Line } from "./measure.ts";
import { timed } from "./measure.ts";

const STATIONS = 9_115;

/** The exact null of whole percentages beside the published Monte Carlo, and the other slow parts of an examination. */
export function forensicsLines(): Line[] {
  const random = seededRandom("bench 2018");
  const registered = Array.from({ length: STATIONS }, () => 100 + random.integer(2_400));
  const ballots = registered.map((n) => Math.round(n * (0.45 + 0.5 * random.next())));
  const exact = processorTime(() => {
    const chance = chanceOfInteger(2_500);
    let mean = 0;
    for (let i = 0; i < STATIONS; i++) mean += chance(ballots[i]!, registered[i]!);
    if (!(mean > 0)) throw new Error("no station is at a whole percentage");
  }, 40);
  const published = monteCarlo(registered, ballots);
  const turnouts = ballots.map((count, i) => count / registered[i]!);
  const scales = timed(() => void (qnScale(turnouts) + medcouple(turnouts)), 10, 3);
  const votes = ballots.map((count) => Math.round(count * 0.5));
  const klimek = timed(() => void klimekStatistics({ registered, ballots, votes }), 5, 1);
  return [
    {
      what: "exact null of whole percentages, 9,115 stations, one proportion (processor time of both)",
      milliseconds: exact,
      limit: 10.3,
      ...(published === null
        ? {
            note: "Python with NumPy is not installed; 1,000 Monte Carlo replicates took 1,032 ms where they were measured",
          }
        : {
            reference: {
              name: "1,000 Monte Carlo replicates in NumPy, as published",
              milliseconds: published,
            },
          }),
    },
    { what: "Qn and medcouple of 9,115 turnouts", milliseconds: scales.median, limit: 100 },
    {
      what: "likelihood ratios of Klimek’s model, 9,115 stations",
      milliseconds: klimek.median,
      limit: 1_000,
    },
  ];
}

/** Median processor milliseconds of a piece of work: beside a program whose processor time is taken. */
function processorTime(work: () => void, runs: number): number {
  const times = Array.from({ length: runs }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return times.sort((a, b) => a - b)[runs >> 1] ?? 0;
}

/** The published test: binomial counts around each station's own, and how many are near a whole percentage. */
const SCRIPT = `
import json, sys, time
import numpy as np
registered, ballots = (np.array(column) for column in json.load(sys.stdin))
random = np.random.default_rng(1)
start = time.process_time()
for replicate in range(1000):
    drawn = 100 * random.binomial(registered, ballots / registered) / registered
    near = np.sum(np.abs(drawn - np.round(drawn)) <= 0.05)
print("seconds", time.process_time() - start)
`;

/** Processor milliseconds of 1,000 Monte Carlo replicates in NumPy; null where it is not installed. */
function monteCarlo(registered: readonly number[], ballots: readonly number[]): number | null {
  const { status, stdout } = spawnSync("python3", ["-c", SCRIPT], {
    encoding: "utf8",
    input: JSON.stringify([registered, ballots]),
    timeout: 120_000,
  });
  const seconds = Number(/^seconds ([\d.e-]+)$/m.exec(stdout ?? "")?.[1]);
  return status === 0 && Number.isFinite(seconds) ? seconds * 1000 : null;
}
