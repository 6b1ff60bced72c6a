import type { CoverageStudy, IntervalPerformance } from "@veedor/statistics";
import { allocateProportionally, coverageByRepeatedSampling } from "@veedor/statistics";
import type { PastElection } from "./past-elections.ts";
import { pastElection } from "./past-elections.ts";

/** Samples drawn for each design. */
export const DRAWS = 10_000;

/**
 * A design of the study. `promised` designs are drawn in proportion, or evenly from strata of comparable weight: the
 * coverage that we promise is asserted for them. The others show where no interval can be relied upon.
 */
export type Design = {
  readonly election: string;
  readonly replay: string;
  readonly strata: readonly string[];
  readonly strataName: string;
  /** Stations in each stratum, or the share of all stations, drawn in proportion with at least three a stratum. */
  readonly each: number;
  readonly promised: boolean;
};

const BOLIVIA = {
  election: "Bolivia 2019",
  replay: "bolivia-2019",
  strata: ["abroad-or-department"],
  strataName: "9 departments and abroad",
};
const COSTA_RICA = {
  election: "Costa Rica 2022, first round",
  replay: "costa-rica-2022",
  strata: ["provincia", "cantón"],
  strataName: "82 cantons",
};
const ECUADOR = {
  election: "Ecuador 2021, first round",
  replay: "ecuador-2021",
  strata: ["provincia"],
  strataName: "27 provinces",
};
const URUGUAY = {
  election: "Uruguay 2024, run-off",
  replay: "uruguay-2024",
  strata: ["departamento"],
  strataName: "19 departments",
};

export const DESIGNS: readonly Design[] = [
  { ...COSTA_RICA, each: 2, promised: true },
  { ...COSTA_RICA, each: 3, promised: true },
  { ...COSTA_RICA, each: 8, promised: true },
  { ...COSTA_RICA, each: 0.15, promised: true },
  { ...BOLIVIA, each: 4, promised: true },
  { ...BOLIVIA, each: 20, promised: true },
  { ...BOLIVIA, each: 0.04, promised: true },
  { ...ECUADOR, each: 0.04, promised: true },
  { ...URUGUAY, each: 0.075, promised: true },
  { ...ECUADOR, each: 3, promised: false },
  { ...URUGUAY, each: 10, promised: false },
  { ...URUGUAY, each: 3, promised: false },
  { ...URUGUAY, each: 2, promised: false },
];

export type Studied = {
  readonly design: Design;
  readonly election: PastElection;
  readonly study: CoverageStudy;
};

/** Runs one design. The seed is the design's own words, so that a run repeats to the digit. */
export async function studyOf(design: Design, draws = DRAWS): Promise<Studied> {
  const election = await electionOf(design);
  const sizes = election.strata.map(
    (_, h) => election.stations.filter((station) => station.stratum === h).length,
  );
  const total = Math.round(design.each * election.stations.length);
  const allocation =
    design.each < 1
      ? allocateProportionally(sizes, total, 3)
      : sizes.map((size) => Math.min(size, design.each));
  const seed = `coverage ${design.replay} ${design.strata.join("|")} ${design.each}`;
  return { design, election, study: coverageByRepeatedSampling({ ...election, allocation, draws, seed }) };
}

async function electionOf({ replay, strata }: Design): Promise<PastElection> {
  if (strata[0] !== "abroad-or-department") return pastElection(replay, strata);
  // Abroad is one stratum: its many countries are too small to be strata.
  const byDepartment = await pastElection(replay, ["abroad", "departamento"]);
  const names = byDepartment.strata.map((label) => (label.startsWith("yes|") ? "abroad" : label));
  const merged = [...new Set(names)];
  const stations = byDepartment.stations.map((one) => ({
    ...one,
    stratum: merged.indexOf(names[one.stratum] ?? ""),
  }));
  return { ...byDepartment, strata: merged, stations };
}

/** Choices above 5 %: those of which coverage is promised. */
export function promisedChoices({ study }: Studied): IntervalPerformance[] {
  return study.shares.filter((share) => share.truth > 0.05);
}

/** The band in which coverage has to lie for a design: few stations a stratum, or more. */
export function promisedBand({ study, election }: Studied): readonly [low: number, high: number] {
  return study.stations / election.strata.length <= 4.5 ? [0.92, 1] : [0.935, 0.965];
}
