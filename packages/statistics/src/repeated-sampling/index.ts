export type { CoverageStudy, IntervalPerformance, PopulationStation } from "./coverage.ts";
export { coverageByRepeatedSampling } from "./coverage.ts";
