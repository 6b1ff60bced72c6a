import { hash, randomBytes } from "node:crypto";

/** Numbers have as many bits, so that they fit PostgreSQL's integer. */
const DEPTH = 31;

/** Nodes by their path of zeros and ones from the root, "" being the root itself. */
export type Nodes = Readonly<Record<string, string>>;

/**
 * A tree of keys, two thousand million of them from one random root, any of which can be forgotten for good: the two
 * halves of a node's SHA-512 are its children, a leaf is a key, and to forget one is to replace the known node above
 * it by the siblings along the way. What is left makes every other key and, a hash being one-way, not that one.
 *
 * Source: Goldreich, Goldwasser and Micali (1986), "How to construct random functions"; with forgetting, the
 * puncturable pseudorandom function of Boneh and Waters (2013), section 3.1.
 */
export class KeyTree {
  readonly #nodes: ReadonlyMap<string, Buffer>;

  private constructor(nodes: ReadonlyMap<string, Buffer>) {
    this.#nodes = nodes;
  }

  /** A new tree in which nothing has been forgotten. */
  static random(): KeyTree {
    return new KeyTree(new Map([["", randomBytes(32)]]));
  }

  /** A tree as {@link KeyTree.nodes} wrote it. */
  static of(nodes: Nodes): KeyTree {
    return new KeyTree(
      new Map(Object.entries(nodes).map(([path, key]) => [path, Buffer.from(key, "base64")])),
    );
  }

  /** What has to be kept of the tree, keys in base64. */
  nodes(): Nodes {
    return Object.fromEntries([...this.#nodes].map(([path, key]) => [path, key.toString("base64")]));
  }

  /** The key of a number, or `null` when it has been forgotten. */
  keyOf(number: number): Buffer | null {
    const path = pathOf(number);
    const known = this.#knownAbove(path);
    if (known === null) return null;
    let key = this.#nodes.get(known) as Buffer;
    for (const bit of path.slice(known.length)) key = childOf(key, bit);
    return key;
  }

  /** Whether the key of a number has not been forgotten. */
  knows(number: number): boolean {
    return this.#knownAbove(pathOf(number)) !== null;
  }

  /** The tree without the keys of these numbers; this one stays as it is. */
  without(numbers: readonly number[]): KeyTree {
    const nodes = new Map(this.#nodes);
    for (const number of numbers) {
      const path = pathOf(number);
      const known = new KeyTree(nodes).#knownAbove(path);
      if (known === null) continue;
      let key = nodes.get(known) as Buffer;
      nodes.delete(known);
      for (let length = known.length; length < DEPTH; length++) {
        const bit = path[length] === "1" ? "1" : "0";
        const other = bit === "1" ? "0" : "1";
        nodes.set(`${path.slice(0, length)}${other}`, childOf(key, other));
        key = childOf(key, bit);
      }
    }
    return new KeyTree(nodes);
  }

  /** The smallest number from this one on whose key is known, or `null`. */
  firstKnownFrom(number: number): number | null {
    const path = pathOf(number);
    if (this.#knownAbove(path) !== null) return number;
    const later = [...this.#nodes.keys()]
      .map((known) => known.padEnd(DEPTH, "0"))
      .filter((known) => known > path);
    const first = later.sort()[0];
    return first === undefined ? null : Number.parseInt(first, 2);
  }

  #knownAbove(path: string): string | null {
    for (let length = 0; length <= DEPTH; length++) {
      const known = path.slice(0, length);
      if (this.#nodes.has(known)) return known;
    }
    return null;
  }
}

/** The left half of the node's SHA-512 for "0", the right half for "1". */
function childOf(node: Buffer, bit: string): Buffer {
  const both = hash("sha512", node, "buffer");
  return bit === "0" ? both.subarray(0, 32) : both.subarray(32);
}

function pathOf(number: number): string {
  if (!Number.isInteger(number) || number < 0 || number >= 2 ** DEPTH)
    throw new RangeError(`key number out of range: ${number}`);
  return number.toString(2).padStart(DEPTH, "0");
}
