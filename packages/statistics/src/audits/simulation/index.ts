export type { RiskLimitResult } from "./wrong-outcome.ts";
export { simulateWrongOutcomes } from "./wrong-outcome.ts";
