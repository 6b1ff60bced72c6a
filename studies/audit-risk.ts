import type { RiskLimitResult } from "@veedor/statistics";
import { simulateWrongOutcomes } from "@veedor/statistics";

/** Simulated audits of each method. */
const RUNS = 10_000;
export const RISK_LIMITS = [0.05, 0.1] as const;

/** Simulates all audit methods before outcomes that are wrong by as little as can be. */
export function auditRisks(runs = RUNS): RiskLimitResult[] {
  return RISK_LIMITS.flatMap((riskLimit) =>
    simulateWrongOutcomes({ runs, riskLimit, seed: "docs/method/audits-simulation.md" }),
  );
}

/** The page docs/method/audits-simulation.md. */
export function auditRiskDocument(results: readonly RiskLimitResult[]): string {
  const methods = [...new Set(results.map(({ method }) => method))];
  const rows = methods.map((method) => {
    const own = results.filter((one) => one.method === method);
    const rates = RISK_LIMITS.map((limit) => {
      const found = own.find(({ riskLimit }) => riskLimit === limit);
      return found === undefined ? "" : `${(found.rate * 100).toFixed(2)} %`;
    });
    return `| ${method} | ${own[0]?.outcome ?? ""} | ${rates.join(" | ")} |`;
  });
  return [
    "# How often an audit confirms a wrong outcome",
    "",
    `Made by \`npm run simulate\`: ${String(RUNS / 1000)},000 seeded audits of each method (${RISK_LIMITS.length} risk limits) before an outcome that is wrong by as little as can be, a tie in truth. There an audit is most likely to stop wrongly; it may do so in at most the risk limit of all runs. The simulation's own error is ±0.4 and ±0.6 percentage points (two standard errors at 5 and 10 %). A short version runs in the tests. The methods are in [audits.md](audits.md).`,
    "",
    `| method | what is wrong | stops at ${RISK_LIMITS.map((limit) => `${limit * 100} %`).join(" | at ")} |`,
    `| --- | --- | ${RISK_LIMITS.map(() => "---:").join(" | ")} |`,
    ...rows,
    "",
    "A rate far below the limit is a price paid: the method would have needed fewer ballots with a sharper test. MACRO, the batch sample and the hybrid audit are conservative because their worst case is a single batch or stratum with all the error that fits into it, which these scenarios do not have.",
    "",
  ].join("\n");
}
