const POINTS = 20;

/** Nodes and weights of the 20-point Gauss-Legendre rule on [−1, 1], by Newton's method on the polynomial. */
function gaussLegendreRule(): { nodes: Float64Array; weights: Float64Array } {
  const nodes = new Float64Array(POINTS);
  const weights = new Float64Array(POINTS);
  for (let i = 0; i < POINTS; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (POINTS + 0.5));
    let slope = 1;
    for (let round = 0; round < 10; round++) {
      let previous = 1;
      let value = x;
      for (let k = 2; k <= POINTS; k++) {
        const next = ((2 * k - 1) * x * value - (k - 1) * previous) / k;
        previous = value;
        value = next;
      }
      slope = (POINTS * (x * value - previous)) / (x * x - 1);
      x -= value / slope;
    }
    nodes[i] = x;
    weights[i] = 2 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}

const { nodes: NODES, weights: WEIGHTS } = gaussLegendreRule();

/** ∫ f from low to high by one 20-point rule: exact for polynomials of degree 39. */
export function integrateOnce(f: (x: number) => number, low: number, high: number): number {
  const half = (high - low) / 2;
  const middle = (high + low) / 2;
  let sum = 0;
  for (let i = 0; i < POINTS; i++) sum += WEIGHTS[i]! * f(middle + half * NODES[i]!);
  return half * sum;
}

/** ∫ f from low to high, halving where two halves differ from the whole by more than the tolerance. */
export function integrateAdaptively(
  f: (x: number) => number,
  low: number,
  high: number,
  tolerance: number,
  whole = integrateOnce(f, low, high),
  deepest = 40,
): number {
  const middle = (low + high) / 2;
  const left = integrateOnce(f, low, middle);
  const right = integrateOnce(f, middle, high);
  if (deepest === 0 || Math.abs(left + right - whole) <= tolerance) return left + right;
  return (
    integrateAdaptively(f, low, middle, tolerance / 2, left, deepest - 1) +
    integrateAdaptively(f, middle, high, tolerance / 2, right, deepest - 1)
  );
}
