export type { AcceptedReport, ArrivingReport } from "./accept.ts";
export { acceptReports } from "./accept.ts";
export type { FiguresInOrder } from "./figures-store.ts";
export { figuresInOrder } from "./figures-store.ts";
