import type { IntervalPerformance } from "@veedor/statistics";
import type { Studied } from "./coverage.ts";
import { DRAWS, promisedBand, promisedChoices } from "./coverage.ts";

const HEAD = `# How often the intervals hold the truth

Written by \`studies/run.ts\` (\`npm run studies\`); do not edit. For each design, ${DRAWS.toLocaleString("en")} samples were drawn by seed from a complete past election, each was estimated as \`packages/statistics/src/estimation/\` does (combined ratio, Welch-corrected degrees of freedom, collapse by neighbour), and its nominal 95 % intervals were compared with the sums of the file. Monte Carlo error of a coverage: ±0.4 points. None of these elections was used to choose the degrees-of-freedom rule.

Shares are of valid votes; choices above 5 % are listed. *s.e. ratio*: mean of the estimated standard errors over the true one.

## Designs for which we promise coverage

At least .92 with two to four stations a stratum; .935 to .965 with more. \`studies/test/coverage.test.ts\` asserts it.
`;

const HARD = `
## Designs that show the limit

Equal numbers in strata of very unequal weight, or strata in which small and odd stations carry much: Montevideo holds a third of Uruguay’s stations, and with two or three stations drawn there the variance of the whole estimate hangs on them. No rule for degrees of freedom mends that; drawing in proportion does. We promise nothing here, and say so.
`;

/** The page of the study. */
export function coverageDocument(studied: readonly Studied[]): string {
  const promised = studied.filter(({ design }) => design.promised);
  const hard = studied.filter(({ design }) => !design.promised);
  return [HEAD, table(promised), HARD, table(hard)].join("\n");
}

function table(studied: readonly Studied[]): string {
  const rows = studied.flatMap((one) => {
    const { design, study, election } = one;
    const drawn = design.each < 1 ? `${design.each * 100} % in proportion` : `${design.each} each`;
    const [low, high] = promisedBand(one);
    const band = design.promised ? (high === 1 ? `≥ ${short(low)}` : `${short(low)}–${short(high)}`) : "none";
    const cells = [design.election, design.strataName, `${drawn} (${study.stations})`, band];
    const choices = promisedChoices(one).map((share) => line(nameOf(share), share));
    const turnout = study.turnout ? [line("valid votes ÷ registered", study.turnout)] : [];
    return [...choices, ...turnout].map(
      (text, i) => `| ${(i === 0 ? cells : ["", "", "", ""]).join(" | ")} | ${text} |`,
    );

    function nameOf(share: IntervalPerformance): string {
      return election.choices[study.shares.indexOf(share)] ?? "";
    }
  });
  return [
    "| election | strata | drawn (stations) | promised | estimand | truth | coverage | s.e. ratio |",
    "|---|---|---|---|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

function line(
  name: string,
  { truth, coverage, meanStandardError, trueStandardError }: IntervalPerformance,
): string {
  return `${name} | ${(truth * 100).toFixed(2)} % | ${short(coverage)} | ${(meanStandardError / trueStandardError).toFixed(3)}`;
}

function short(fraction: number): string {
  return fraction.toFixed(3).replace(/^0/, "");
}
