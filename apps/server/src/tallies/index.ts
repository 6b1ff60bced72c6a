export type { ArrivingReport } from "./accept.ts";
export { acceptReports } from "./accept.ts";
export type { FiguresInOrder } from "./figures-store.ts";
export { figuresInOrder, versionsInOrder } from "./figures-store.ts";
