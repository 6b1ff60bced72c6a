import { requireInteger, StatisticsError } from "../statistics-error.ts";
import { OrderedTickets } from "./ordered-tickets.ts";
import type { Sha256 } from "./ticket-number.ts";

/** A station in the order in which its stratum's draw named it. */
export interface DrawnStation {
  station: string;
  stratum: string;
  /** from 1 within the stratum; spares go on counting */
  order: number;
  ticket: string;
  /** true for those kept in reserve for stations shown not to exist before opening */
  spare: boolean;
}

/** Joins stratum and station in the text that is hashed. */
export const STRATUM_SEPARATOR = "|";

/**
 * Draws in each stratum the n_h stations with the smallest tickets, then the spares, in order of ticket. The text
 * hashed for a station is stratum + "|" + station.
 *
 * Where a stratum has no more stations than n_h plus the spares, it simply has fewer spares.
 *
 * @param options.stations the frame; a stratum and station together are unique, and the joined texts too
 * @param options.allocation n_h by stratum; each stratum of the frame must be named (0 is allowed)
 * @param options.spares spares wanted in each stratum with n_h above 0
 * @returns the drawn and the spare stations, strata in the order of the allocation
 * @throws StatisticsError `unknown-name` for a stratum that only one of frame and allocation knows, `impossible`
 *   for n_h above N_h, `duplicate` for a station that stands twice
 * @see docs/method/drawing.md
 */
export function drawStratifiedSample(options: {
  stations: readonly { id: string; stratum: string }[];
  allocation: ReadonlyMap<string, number>;
  spares: number;
  seed: string;
  sha256: Sha256;
}): DrawnStation[] {
  const { stations, allocation, seed, sha256 } = options;
  const spares = requireInteger("spares", options.spares);
  const texts = stations.map(({ id, stratum }) => stratum + STRATUM_SEPARATOR + id);
  const members = new Map<string, number[]>();
  for (const [stratum, size] of allocation) {
    requireInteger(`allocation.${stratum}`, size);
    members.set(stratum, []);
  }
  stations.forEach(({ stratum }, i) => {
    const list = members.get(stratum);
    if (list === undefined) {
      const expected = "must be a stratum of the allocation";
      throw new StatisticsError("unknown-name", `stations[${i}].stratum`, stratum, expected);
    }
    list.push(i);
  });
  const tickets = new OrderedTickets(texts, seed, sha256);
  const drawn: DrawnStation[] = [];
  for (const [stratum, list] of members) {
    const size = allocation.get(stratum) ?? 0;
    if (size > 0 && list.length === 0) {
      throw new StatisticsError(
        "unknown-name",
        `allocation.${stratum}`,
        stratum,
        "must be a stratum of the frame",
      );
    }
    if (size > list.length) {
      const expected = `must be at most ${list.length}, the stations of this stratum`;
      throw new StatisticsError("impossible", `allocation.${stratum}`, size, expected);
    }
    tickets.smallest(list, size === 0 ? 0 : size + spares).forEach((position, i) => {
      const station = stations[position]!.id;
      drawn.push({ station, stratum, order: i + 1, ticket: tickets.ticket(position), spare: i >= size });
    });
  }
  return drawn;
}
