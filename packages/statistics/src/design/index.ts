export type { AllocationRule } from "./allocation.ts";
export {
  ALLOCATION_RULES,
  allocateEqually,
  allocateOptimally,
  allocateProportionally,
} from "./allocation.ts";
export type { MergedStrata } from "./merge-strata.ts";
export { mergeSmallStrata } from "./merge-strata.ts";
export type { ResidualDeviation } from "./residuals.ts";
export { designEffect, residualDeviation } from "./residuals.ts";
export type { Precision } from "./sample-size.ts";
export { sampleSizeForRatio, voterFormulaSampleSize } from "./sample-size.ts";
export type { DesignRequest, DesignSize, DesignStep, SpreadAssumption } from "./sample-size-for-design.ts";
export { sampleSizeForDesign } from "./sample-size-for-design.ts";
