export type { BallotMarks, ComparedBallot, Overstatement, WorstPair } from "./overstatements.ts";
export { ballotOverstatements } from "./overstatements.ts";
export type { ComparisonRisk, ErrorCounts } from "./super-simple.ts";
export { ERROR_INFLATOR, superSimpleRisk, superSimpleSize } from "./super-simple.ts";
