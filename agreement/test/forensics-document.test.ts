import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { integerPercentages, klimekModel, sectionHomogeneity, shpilkinCurve } from "@veedor/statistics";
import { describe, expect, it } from "vitest";
import { columnsOf, possibleStations } from "../methods/forensics-columns.ts";
import { ReferenceFolder } from "../reference-folder.ts";

const shared = process.env["VEEDOR_SHARED"] ?? fileURLToPath(new URL("../../../shared", import.meta.url));
const reference = new ReferenceFolder(`${shared}/reference`);
const present = reference.has("README.md");
const skipped = present ? "" : " (skipped: the folder ../shared/reference is not here)";
const page = readFileSync(fileURLToPath(new URL("../../docs/method/forensics.md", import.meta.url)), "utf8");
const whole = (value: number): string => Math.round(value).toLocaleString("en");
const REGIONS = ["russia2018-kemerovo", "russia2018-vladimir", "russia2018-tatarstan"];

/** Figures of docs/method/forensics.md, computed: each row as it must stand in the page. */
describe.skipIf(!present)(`the chapter on forensics says what the code computes${skipped}`, () => {
  it.each(REGIONS)("whole percentages of %s", (region) => {
    const columns = columnsOf(reference, `data/${region}.csv`);
    const { registered } = possibleStations(reference, `data/${region}.csv`, [
      "registered",
      "issued",
      "issued",
    ]);
    const names = ["registered", "issued", "ballots", "leader"];
    const [all = [], issued = [], ballots = [], leader = []] = names.map(columns.count);
    const used = all.map((_, i) => i).filter((i) => issued[i]! > 0 && issued[i]! <= all[i]!);
    expect(used.length).toBe(registered.length);
    const of = (column: readonly number[]): number[] => used.map((i) => column[i]!);
    const { stations, either } = integerPercentages({
      registered,
      ballots: of(issued),
      resultBase: of(ballots),
      votes: of(leader),
    });
    const figures = [either.expected, either.excess, either.z].map((value) => value.toFixed(1));
    expect(page).toContain(
      `| ${region} | ${whole(stations)} | ${either.observed} | ${figures.join(" | ")} |`,
    );
  });

  it.each(REGIONS)("Shpilkin’s curve of %s", (region) => {
    const stations = possibleStations(reference, `data/${region}.csv`, ["registered", "ballots", "leader"]);
    const { atPeak, range } = shpilkinCurve(stations);
    const figures = [whole(atPeak.allBins), whole(atPeak.rightOfPeak), range.map(whole).join(" to ")];
    expect(page).toContain(`| ${region} | ${figures.join(" | ")} |`);
  });

  it("stations of one section", () => {
    const columns = columnsOf(reference, "data/gto2012.csv");
    const found = sectionHomogeneity({
      votes: columns.count("pan_na"),
      total: columns.count("total"),
      sections: columns.text("section"),
      excluded: columns.text("kind").flatMap((kind, i) => (kind === "B-C" ? [] : [i])),
    });
    const called = (what: "qValue" | "adjustedQ"): number =>
      found.sections.filter((section) => section[what] < 0.05).length;
    const figures = [found.overdispersion, found.resistant].map((value) => value.toFixed(2));
    expect(page).toContain(
      `| ${whole(found.sections.length)} | ${figures.join(" | ")} | ${called("qValue")} | ${called("adjustedQ")} |`,
    );
  });

  it("Klimek’s model on the planted countries", () => {
    type Case = { id: string; file: string; planted: { f_incremental: number; f_extreme: number } };
    const { cases } = reference.json("forensics-klimek/cases.json") as { cases: Case[] };
    for (const { id, file, planted } of cases) {
      const columns = columnsOf(reference, `forensics-klimek/${file}`);
      const [registered = [], ballots = [], votes = []] = ["registered", "ballots", "leader"].map(
        columns.count,
      );
      const found = klimekModel({ registered, ballots, votes }, { seed: "k", replicates: 19, level: 0.06 });
      const shares = [found.incremental.share, found.extreme.share];
      const said = shares.map((share) => (share === null ? "not identified" : share.toFixed(3)));
      expect(page).toContain(
        `| ${id} | ${planted.f_incremental} | ${planted.f_extreme} | ${said.join(" | ")} |`,
      );
    }
  });
});
