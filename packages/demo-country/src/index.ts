export * from "./country.ts";
export type { Channel, DemoReport } from "./evening/reports.ts";
export { eveningReports } from "./evening/reports.ts";
export type { SlipKind } from "./evening/slips.ts";
export type { DemoMunicipality, Majority } from "./geography/municipalities.ts";
export type { AnomalyKind } from "./voting/anomalies.ts";
