import { StatisticsError } from "../statistics-error.ts";
import { compareUtf8, leadingDigits } from "./compare-tickets.ts";
import { hashOf, hexOf, reversedDigits, type Sha256 } from "./ticket-number.ts";

/**
 * The first tickets of a list of ids. Only the leading digits are kept; the full text is hashed anew where two are
 * alike and for those that are drawn.
 */
export class OrderedTickets {
  readonly #ids: readonly string[];
  readonly #prefix: string;
  readonly #sha256: Sha256;
  readonly #leading: Float64Array;

  /** @throws StatisticsError `duplicate` for an id that stands twice */
  constructor(ids: readonly string[], seed: string, sha256: Sha256) {
    this.#ids = ids;
    this.#sha256 = sha256;
    this.#prefix = hexOf(hashOf(sha256, seed));
    this.#leading = new Float64Array(ids.length);
    for (let i = 0; i < ids.length; i++)
      this.#leading[i] = leadingDigits(hashOf(sha256, this.#prefix + ids[i]!));
    if (new Set(ids).size !== ids.length) refuseDuplicate(ids);
  }

  /** The full ticket of the id at a position of the list. */
  ticket(position: number): string {
    return `0.${reversedDigits(hashOf(this.#sha256, this.#prefix + this.#ids[position]!))}`;
  }

  /**
   * The positions with the smallest tickets, in the order of the draw: smaller ticket first; equal tickets by id in
   * UTF-8 byte order.
   */
  smallest(positions: readonly number[], size: number): number[] {
    if (size === 0 || positions.length === 0) return [];
    const sorted = Float64Array.from(positions, (position) => this.#leading[position]!).sort();
    const last = sorted[Math.min(size, sorted.length) - 1]!;
    const candidates = positions.filter((position) => this.#leading[position]! <= last);
    return candidates.sort((a, b) => this.#compare(a, b)).slice(0, size);
  }

  #compare(a: number, b: number): number {
    const difference = this.#leading[a]! - this.#leading[b]!;
    if (difference !== 0 || a === b) return difference;
    const [ticketA, ticketB] = [this.ticket(a), this.ticket(b)];
    if (ticketA !== ticketB) return ticketA < ticketB ? -1 : 1;
    return compareUtf8(this.#ids[a]!, this.#ids[b]!);
  }
}

function refuseDuplicate(ids: readonly string[]): never {
  const seen = new Set<string>();
  const position = ids.findIndex((id) => seen.size === seen.add(id).size);
  throw new StatisticsError("duplicate", `ids[${position}]`, ids[position], "must not stand twice");
}
