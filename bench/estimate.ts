import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { StationReport } from "@veedor/statistics";
import { StratifiedEstimator, seededRandom } from "@veedor/statistics";
import type { Line } from "./measure.ts";
import { timed } from "./measure.ts";

const STRATA = 300;
const STATIONS = 25;
const CHOICES = 10;

/** 7,500 stations in 300 strata, 10 choices: the national sample on which R's svyratio was timed. */
export function estimateLines(): Line[] {
  const random = seededRandom("bench 99");
  const reports: StationReport[] = [];
  for (let stratum = 0; stratum < STRATA; stratum++) {
    for (let i = 0; i < STATIONS; i++) {
      const votes = Array.from({ length: CHOICES }, () => random.integer(60));
      const denominator = votes.reduce((sum, count) => sum + count, random.integer(10));
      reports.push({ stratum, votes, denominator, registered: denominator + random.integer(200) });
    }
  }
  const strata = Array.from({ length: STRATA }, (_, h) => ({ name: String(h), size: 500 }));
  const filled = (): StratifiedEstimator => {
    const estimator = new StratifiedEstimator({ choices: CHOICES, registered: true, strata });
    for (const report of reports) estimator.add(report);
    return estimator;
  };
  const whole = timed(() => void filled().estimate(), 60, 30);
  const running = filled();
  running.estimate();
  let next = 0;
  const update = timed(
    () => {
      const report = reports[(next++ * 37) % reports.length];
      if (report) running.add(report);
      running.estimate();
    },
    4000,
    2000,
  );
  const r = svyratio();
  return [
    {
      what: "estimate with full covariance, 7,500 stations × 10 choices in 300 strata",
      milliseconds: whole.median,
      limit: 2.5,
      ...(r === null
        ? { note: "R with the package survey is not installed; it took 251 ms where it was measured" }
        : { reference: { name: "R survey::svyratio", milliseconds: r } }),
    },
    { what: "the same again after one more report", milliseconds: update.median, limit: 0.05 },
  ];
}

/** Processor milliseconds of R's svyratio on a sample of the same shape; null where R or its package is missing. */
function svyratio(): number | null {
  const script = fileURLToPath(new URL("./svyratio.R", import.meta.url));
  const { status, stdout } = spawnSync("Rscript", ["--vanilla", script], {
    encoding: "utf8",
    timeout: 120_000,
  });
  const seconds = Number(/^seconds ([\d.e-]+)$/m.exec(stdout ?? "")?.[1]);
  return status === 0 && Number.isFinite(seconds) ? seconds * 1000 : null;
}
