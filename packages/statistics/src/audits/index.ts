export * from "./assertions/index.ts";
export * from "./batches/index.ts";
export * from "./comparison/index.ts";
export * from "./martingales/index.ts";
export * from "./polling/index.ts";
export type { ReportedContest } from "./reported-contest.ts";
export { dilutedMargin, reportedOutcome } from "./reported-contest.ts";
export * from "./simulation/index.ts";
export * from "./stratified/index.ts";
