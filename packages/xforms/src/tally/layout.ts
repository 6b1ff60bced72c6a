/**
 * Where a tally sheet's form keeps what: one layout, which the form is written by and its submissions are read by.
 * Nodes of sheet lines are numbered, since an authority's codes need not be names of XML.
 */
export const STATION_LISTED = "/tally/station/listed";
export const STATION_TYPED = "/tally/station/typed";
export const STATION_CODE = "/tally/station/code";
export const COMMENT = "/tally/comment";
export const PHOTO = "/tally/photo";

/** Nodes that help while the form is filled; figures are checked again where they arrive. */
export const CHECK = {
  votes: "/tally/checks/votes",
  cast: "/tally/checks/cast",
  registered: "/tally/checks/registered",
  empty: "/tally/checks/empty",
  differs: "/tally/checks/differs",
  above: "/tally/checks/above",
  emptyConfirmed: "/tally/confirmations/empty",
  differsConfirmed: "/tally/confirmations/differs",
  aboveConfirmed: "/tally/confirmations/above",
} as const;

/** Name of the file with the device's own stations: columns `name`, `label`, `registered`. */
export const STATIONS_FILE = "stations.csv";

/** Node of the sheet line at a position, from 0. */
export const lineNode = (position: number): string => `line_${String(position + 1).padStart(2, "0")}`;

/** Path of the sheet line at a position, from 0. */
export const linePath = (position: number): string => `/tally/lines/${lineNode(position)}`;
