export { bivariateNormalUpper } from "./bivariate-normal.ts";
export type { FirstRoundRule } from "./electoral-rules.ts";
export {
  FIRST_ROUND_RULES,
  probabilityOfFirstRoundWin,
  probabilityOfRunoffPlace,
} from "./electoral-rules.ts";
export { positiveOrthant } from "./positive-orthant.ts";
export { probabilityFirst } from "./probability-first.ts";
export type { SimultaneousIntervals } from "./single-statements.ts";
export {
  probabilityAhead,
  probabilityAtLeast,
  probabilityOfMajority,
  simultaneousIntervals,
} from "./single-statements.ts";
