/**
 * Sums of many vectors of which one changes at a time: a binary tree whose root is the sum of all leaves.
 * Changing a leaf costs O(width · log leaves); the sum depends on the leaves only, never on the order in which
 * they came, so that two machines that received reports in different order publish the same digits.
 */
export class SumTree {
  readonly width: number;
  readonly leaves: number;
  readonly #first: number;
  readonly #nodes: Float64Array;

  constructor(leaves: number, width: number) {
    this.leaves = leaves;
    this.width = width;
    this.#first = 2 ** Math.ceil(Math.log2(Math.max(leaves, 2)));
    this.#nodes = new Float64Array(2 * this.#first * width);
  }

  /** The vector of a leaf: a view; call {@link changed} after writing to it. */
  leaf(index: number): Float64Array {
    const start = (this.#first + index) * this.width;
    return this.#nodes.subarray(start, start + this.width);
  }

  /** Sums again what stands above a leaf. */
  changed(index: number): void {
    for (let node = (this.#first + index) >> 1; node >= 1; node >>= 1) this.#sum(node);
  }

  /** Sums everything again. */
  allChanged(): void {
    for (let node = this.#first - 1; node >= 1; node--) this.#sum(node);
  }

  /** The sum of all leaves: a view. */
  total(): Float64Array {
    return this.#nodes.subarray(this.width, 2 * this.width);
  }

  #sum(node: number): void {
    const nodes = this.#nodes;
    const to = node * this.width;
    const width = this.width;
    const left = 2 * to;
    const right = left + width;
    for (let j = 0; j < width; j++) nodes[to + j] = nodes[left + j]! + nodes[right + j]!;
  }
}
