export type { BatchSampleRisk } from "./batch-sample.ts";
export { batchSampleTest } from "./batch-sample.ts";
export type { BatchDraw } from "./draw-batches.ts";
export { drawBatches } from "./draw-batches.ts";
export { batchErrorBounds } from "./error-bounds.ts";
export type { AuditedBatch, BatchError, MacroRisk } from "./macro.ts";
export { macroRisk, macroSize } from "./macro.ts";
export type { BatchContest, ReportedBatch } from "./reported-batches.ts";
