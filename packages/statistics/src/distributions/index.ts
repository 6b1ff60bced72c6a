export { logBeta, logGamma } from "./gamma.ts";
export { regularizedIncompleteBeta } from "./incomplete-beta.ts";
export { normalCdf, normalDensity, normalQuantile } from "./normal.ts";
export { studentTCdf, studentTDensity, studentTQuantile, studentTQuantileOf } from "./student-t.ts";
