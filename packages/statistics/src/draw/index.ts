export { combineSeed } from "./combine-seed.ts";
export type { Draw } from "./draw-sample.ts";
export { drawSample } from "./draw-sample.ts";
export type { DrawnStation } from "./draw-stratified.ts";
export { drawStratifiedSample, STRATUM_SEPARATOR } from "./draw-stratified.ts";
export type { Sha256 } from "./ticket-number.ts";
export { nextTicketNumber, ticketNumber, trimTicket } from "./ticket-number.ts";
