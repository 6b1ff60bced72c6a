/**
 * The point at which a function of a few variables is least, by the simplex of Nelder & Mead: reflect, expand, contract,
 * shrink. No derivatives; it finds a low point near the start, not for certain the lowest.
 *
 * @param start first corner; the others are a step away along each axis
 * @param options.most evaluations at most
 * @see Nelder & Mead (1965), Computer Journal 7, 308-313
 */
export function simplexSearch(
  f: (point: Float64Array) => number,
  start: readonly number[],
  steps: readonly number[],
  options: { readonly most: number; readonly tolerance: number },
): { readonly point: Float64Array; readonly value: number } {
  const size = start.length;
  let evaluations = 0;
  const corner = (point: Float64Array) => {
    evaluations += 1;
    return { point, value: f(point) };
  };
  const corners = Array.from({ length: size + 1 }, (_, k) =>
    corner(Float64Array.from(start, (value, i) => (i === k - 1 ? value + steps[i]! : value))),
  );
  const sort = (): void => void corners.sort((a, b) => a.value - b.value);
  sort();
  while (evaluations < options.most && corners[size]!.value - corners[0]!.value > options.tolerance) {
    const worst = corners[size]!;
    const middle = new Float64Array(size);
    for (let k = 0; k < size; k++) for (let i = 0; i < size; i++) middle[i]! += corners[k]!.point[i]! / size;
    const along = (factor: number) =>
      corner(middle.map((value, i) => value + factor * (worst.point[i]! - value)));
    const reflected = along(-1);
    if (reflected.value < corners[0]!.value) {
      const expanded = along(-2);
      corners[size] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < corners[size - 1]!.value) corners[size] = reflected;
    else {
      const contracted = reflected.value < worst.value ? along(-0.5) : along(0.5);
      if (contracted.value < Math.min(worst.value, reflected.value)) corners[size] = contracted;
      else {
        const best = corners[0]!.point;
        for (let k = 1; k <= size; k++)
          corners[k] = corner(corners[k]!.point.map((value, i) => (value + best[i]!) / 2));
      }
    }
    sort();
  }
  return corners[0]!;
}
