export type { HybridRisk, StratumDraws } from "./hybrid.ts";
export { hybridRisk } from "./hybrid.ts";
