import { requireInteger, StatisticsError } from "../statistics-error.ts";
import { compareUtf8 } from "./compare-tickets.ts";
import { OrderedTickets } from "./ordered-tickets.ts";
import { nextTicketNumber, type Sha256 } from "./ticket-number.ts";

/** One draw: the ticket in full, the id, and how often the id has been drawn with this one (1 the first time). */
export interface Draw {
  ticket: string;
  id: string;
  generation: number;
}

/**
 * Draws from a list of ids by consistent sampling: the ids with the smallest ticket numbers, in their order.
 *
 * Anyone with the seed and the list repeats it; the order of the list does not matter; a smaller sample is the
 * beginning of a larger one; adding or removing an id does not change the others' tickets.
 *
 * @param options.ids distinct texts
 * @param options.size draws wanted; without replacement at most the number of ids
 * @param options.withReplacement an id that was drawn returns with its next ticket (default false)
 * @throws StatisticsError `duplicate`, `impossible` (size above the number of ids) and for ill-formed text
 * @see docs/method/drawing.md
 */
export function drawSample(options: {
  ids: readonly string[];
  size: number;
  seed: string;
  sha256: Sha256;
  withReplacement?: boolean;
}): Draw[] {
  const { ids, size, seed, sha256, withReplacement = false } = options;
  requireInteger("size", size);
  if (size > (withReplacement && ids.length > 0 ? Infinity : ids.length)) {
    throw new StatisticsError("impossible", "size", size, `must be at most ${ids.length}, the number of ids`);
  }
  const tickets = new OrderedTickets(ids, seed, sha256);
  const positions = tickets.smallest([...ids.keys()], size);
  const draws = positions.map((position) => ({
    ticket: tickets.ticket(position),
    id: ids[position]!,
    generation: 1,
  }));
  return withReplacement ? returnDrawn(draws, size, sha256) : draws;
}

/** Merges first tickets with those of ids that return, until the size is reached. */
function returnDrawn(first: readonly Draw[], size: number, sha256: Sha256): Draw[] {
  const drawn: Draw[] = [];
  const returned: Draw[] = [];
  let position = 0;
  while (drawn.length < size) {
    const fresh = first[position];
    const again = returned[0];
    const next =
      again === undefined || (fresh !== undefined && compareDraws(fresh, again) < 0) ? fresh : again;
    if (next === undefined) break;
    if (next === again) returned.shift();
    else position += 1;
    drawn.push(next);
    insert(returned, {
      ticket: nextTicketNumber(next.ticket, sha256),
      id: next.id,
      generation: next.generation + 1,
    });
  }
  return drawn;
}

function insert(sorted: Draw[], draw: Draw): void {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareDraws(sorted[middle]!, draw) < 0) low = middle + 1;
    else high = middle;
  }
  sorted.splice(low, 0, draw);
}

/** Tickets are ASCII digits of any length: the text order is the order of their numbers. */
function compareDraws(a: Draw, b: Draw): number {
  if (a.ticket !== b.ticket) return a.ticket < b.ticket ? -1 : 1;
  return compareUtf8(a.id, b.id);
}
