export type { DegreesOfFreedomRule } from "./degrees-of-freedom.ts";
export { DEGREES_OF_FREEDOM_RULES, degreesOfFreedom } from "./degrees-of-freedom.ts";
export type { CollapseRule, LonelyRule, Stratum } from "./missing-strata.ts";
export { COLLAPSE_RULES, LONELY_RULES } from "./missing-strata.ts";
export type { CellCoverage, PostStratum } from "./post-strata.ts";
export type { IntervalOptions, LeadEstimate, RatioEstimate } from "./ratio-estimates.ts";
export type { CollapseNote } from "./reporting-design.ts";
export { StationSums } from "./station-sums.ts";
export type {
  QuickCountDesign,
  QuickCountEstimate,
  StationReport,
  TotalEstimate,
} from "./stratified-estimator.ts";
export { StratifiedEstimator } from "./stratified-estimator.ts";
