import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelPlaces } from "../src/replay/page/label-places.ts";

describe("labels at the lines’ ends", () => {
  it("stand where they want to when there is room", () => {
    expect(labelPlaces([300, 20, 100], 30, 0, 400)).toEqual([300, 20, 100]);
  });

  it("spread evenly around the middle of what two neighbours want", () => {
    expect(labelPlaces([100, 104], 30, 0, 400)).toEqual([87, 117]);
  });

  it("never overlap, keep their order and stay inside when all of them fit", () => {
    const heights = fc.array(fc.double({ min: -50, max: 450, noNaN: true }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(heights, (wanted) => {
        const gap = 30;
        const places = labelPlaces(wanted, gap, 0, 400);
        const order = wanted.map((_, i) => i).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
        const sorted = order.map((i) => places[i] ?? Number.NaN);
        sorted
          .slice(1)
          .forEach((place, i) => expect(place - (sorted[i] ?? 0)).toBeGreaterThanOrEqual(gap - 1e-9));
        expect(sorted[0]).toBeGreaterThanOrEqual(0);
        expect(sorted.at(-1)).toBeLessThanOrEqual(400 + 1e-9);
      }),
    );
  });
});
