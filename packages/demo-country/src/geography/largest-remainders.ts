/** Shares `total` out in whole parts proportional to the weights (Hamilton); ties go to the earlier weight. */
export function largestRemainders(weights: readonly number[], total: number): number[] {
  const sum = weights.reduce((so, weight) => so + weight, 0);
  const quotas = weights.map((weight) => (total * weight) / sum);
  const counts = quotas.map(Math.floor);
  const left = total - counts.reduce((so, count) => so + count, 0);
  const order = quotas.map((quota, i) => ({ i, remainder: quota - Math.floor(quota) }));
  order.sort((one, other) => other.remainder - one.remainder || one.i - other.i);
  for (const { i } of order.slice(0, left)) counts[i] = (counts[i] ?? 0) + 1;
  return counts;
}
