/**
 * The smallest number from low to high that has a property which, once had, all larger numbers have; by bisection
 * down to neighbouring doubles, so the answer is exact.
 *
 * @param has must hold at `high`
 */
export function smallestWith(low: number, high: number, has: (value: number) => boolean): number {
  if (has(low)) return low;
  let without = low;
  let having = high;
  for (;;) {
    const middle = without + (having - without) / 2;
    if (middle <= without || middle >= having) return having;
    if (has(middle)) having = middle;
    else without = middle;
  }
}
