import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  alphaTest,
  batchSampleTest,
  bravoQuantileSize,
  bravoRisks,
  drawsUntil,
  macroRisk,
  macroSize,
  minervaFirstRound,
  minervaRisk,
  planBravo,
  pluralityAssertions,
  sampleSizeFromPilot,
  superSimpleSize,
} from "../src/index.ts";

const page = readFileSync(fileURLToPath(new URL("../../../docs/method/audits.md", import.meta.url)), "utf8");
const number = (value: number): string => value.toLocaleString("en");

/** Every figure of docs/method/audits.md, computed: each table as it must stand in the page. */
describe("the chapter on audits says what the code computes", () => {
  it("sizes of a poll", () => {
    const contest = { votes: [60_000, 40_000], ballots: 104_000 };
    const plan = planBravo(contest, 0.05);
    if (plan.kind !== "sizes") throw new Error("a race that can be polled");
    const rows = plan.quantiles.map(({ ballots, chance }) => {
      const relevant = minervaFirstRound(0.6, 0.05, chance ?? 0) ?? 0;
      return `| ${(chance ?? 0) * 100} % | ${ballots} | ${Math.ceil((relevant * 104) / 100)} |`;
    });
    expect(page).toContain(
      ["| chance to stop | BRAVO, one look at the end | Minerva |", "| --- | ---: | ---: |", ...rows].join(
        "\n",
      ),
    );
    expect(page).toContain(`Looked at ballot by ballot, BRAVO is expected to need ${plan.expected.ballots}.`);
  });

  it("p-values of two rounds", () => {
    const contest = { votes: [60_000, 40_000], ballots: 104_000 };
    const bravo = bravoRisks(contest, { votes: [72, 47] })[0]?.pValue ?? 0;
    const minerva = minervaRisk(0.6, 0.1, [
      { winner: 40, loser: 30 },
      { winner: 32, loser: 17 },
    ]);
    expect(page).toContain(
      `BRAVO has p = ${bravo.toFixed(4)}, Minerva, with rounds of 70 and 49, p = ${minerva.pValue.toFixed(4)}; it needed ${minerva.needed.join(" and then ")} marks for the winner.`,
    );
  });

  it("sizes by margin", () => {
    const rows = [0.01, 0.02, 0.05, 0.1, 0.2].map((margin) => {
      const lead = Math.round(margin * 100_000);
      const contest = { votes: [(100_000 + lead) / 2, (100_000 - lead) / 2], ballots: 100_000 };
      const race = { winnerShare: (1 + margin) / 2, loserShare: (1 - margin) / 2, riskLimit: 0.05 };
      const upperBound = 2 / (2 - margin);
      const alpha = sampleSizeFromPilot({
        pilot: [upperBound / 2],
        riskLimit: 0.05,
        population: 100_000,
        test: (values) =>
          alphaTest(
            values,
            { upperBound, population: 100_000 },
            { kind: "optimal-comparison", twoVoteRate: 1e-4 },
          ),
      });
      const poll = number(bravoQuantileSize(race, 0.9));
      return `| ${margin * 100} % | ${poll} | ${superSimpleSize(contest, 0.05)} | ${alpha} |`;
    });
    const head =
      "| margin | poll (BRAVO, 90 %) | super-simple, some errors expected | ALPHA on overstatements |";
    expect(page).toContain([head, "| ---: | ---: | ---: | ---: |", ...rows].join("\n"));
  });

  it("stations by margin", () => {
    const rows = [0.02, 0.05, 0.1].map((margin) => {
      const batches = Array.from({ length: 6000 }, (_, i) => {
        const ballots = 200 + ((i * 37) % 301);
        const valid = Math.round(0.95 * ballots);
        const winner = Math.round(0.95 * ballots * (0.5 + margin / 2));
        return { votes: [winner, valid - winner], ballots };
      });
      const totals = [0, 1].map((choice) =>
        batches.reduce((sum, { votes }) => sum + (votes[choice] ?? 0), 0),
      );
      const contest = { assertions: pluralityAssertions({ votes: totals, ballots: 3_000_000 }), batches };
      const { totalBound } = macroRisk(contest, []);
      const clean = Array.from({ length: 600 }, (_, batch) => ({
        batch,
        votes: batches[batch]?.votes ?? [],
      }));
      const simple = drawsUntil(batchSampleTest(contest, clean)[0]?.history ?? [], 0.05);
      return `| ${margin * 100} % | ${macroSize({ totalBound, batches: 6000, riskLimit: 0.05 })} | ${simple} |`;
    });
    const head = "| margin of valid votes | MACRO, draws | simple random sample, stations |";
    expect(page).toContain([head, "| ---: | ---: | ---: |", ...rows].join("\n"));
  });
});
