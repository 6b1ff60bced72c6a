import type { DegreesOfFreedomRule, LonelyRule, Stratum } from "@veedor/statistics";
import type { SampleColumns } from "./sample-file.ts";

/** What was asked of an estimate, with our defaults filled in. */
export type EstimateRequest = {
  readonly columns: SampleColumns;
  readonly strata: readonly Stratum[];
  readonly strataDeclared: boolean;
  readonly lonely: LonelyRule;
  readonly degreesOfFreedom: DegreesOfFreedomRule;
  readonly level: number;
};
