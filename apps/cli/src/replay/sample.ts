import type { Frame } from "@veedor/domain";
import { stationColumn } from "@veedor/domain";
import type { StationWithColumns } from "@veedor/quick-count";
import { joinedLabel, withColumns } from "@veedor/quick-count";
import { drawSample, drawStratifiedSample } from "@veedor/statistics";
import { allocate } from "../draw/allocate.ts";
import { strataSizes } from "../frame/frame-table.ts";
import { sha256 } from "../frame/sha256.ts";
import { Problem } from "../terminal/problem.ts";

/** A draw as a manifest or the demo asks for it. */
export type DrawRequest = {
  readonly stations: number;
  readonly strata: readonly string[];
  readonly allocation: "proportional" | "equal";
  readonly minimum: number;
  readonly seed: string;
};

/** Draws a sample from a frame, the same one that `veedor draw` draws from its file. */
export function drawFromFrame(frame: Frame, request: DrawRequest): StationWithColumns[] {
  const byCode = new Map(frame.stations.map((station) => [String(station.code), station]));
  const rows = frame.stations.map((station) => ({
    id: String(station.code),
    stratum: joinedLabel(
      request.strata.map((column) => columnValue(stationColumn(frame, station, column), column)),
    ),
    votes: 0,
    denominator: 0,
  }));
  if (request.strata.length === 0 && request.stations > rows.length) {
    throw new Problem("data", "problems.stations-above-frame", {
      stations: request.stations,
      frame: rows.length,
    });
  }
  const { seed } = request;
  const drawn =
    request.strata.length === 0
      ? drawSample({ ids: rows.map((row) => row.id), size: request.stations, seed, sha256 }).map(
          (one) => one.id,
        )
      : drawStratifiedSample({
          stations: rows,
          allocation: allocate(strataSizes(rows), rows, request),
          spares: 0,
          seed,
          sha256,
        }).map((one) => one.station);
  return drawn.flatMap((code) => {
    const station = byCode.get(code);
    return station ? [withColumns(frame, station)] : [];
  });
}

function columnValue(value: string | null, column: string): string {
  if (value === null) throw new Problem("data", "plan.design-unknown-column", { subject: column });
  return value;
}
