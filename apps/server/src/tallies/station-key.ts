/** What a station's reports are found by in memory; a contest's identifier has no blanks. */
export const stationKey = (contest: string, station: string): string => `${contest} ${station}`;
