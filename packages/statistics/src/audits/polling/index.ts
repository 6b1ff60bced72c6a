export type { FullCount, PairRisk } from "./bravo.ts";
export { bravoRisks } from "./bravo.ts";
export type { BravoPlan, PlannedSize } from "./bravo-plan.ts";
export { planBravo } from "./bravo-plan.ts";
export type { BravoRace } from "./bravo-size.ts";
export { bravoChanceOfStopping, bravoExpectedSize, bravoQuantileSize } from "./bravo-size.ts";
export type { MinervaRisk, PolledRound } from "./minerva.ts";
export { minervaFirstRound, minervaRisk } from "./minerva.ts";
