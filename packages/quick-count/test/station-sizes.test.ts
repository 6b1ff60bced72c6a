import { seededRandom } from "@veedor/statistics";
import { describe, expect, it } from "vitest";
import { stationSizes } from "../src/station-sizes.ts";
import { designOf, frameOf, planWith } from "./small-election.ts";

const REPORT = { stratum: 0, votes: [1, 1], denominator: 2 };

/** Registered voters by station: 100, 200, 300 … in each department, in the order of their numbers. */
const FRAME = frameOf(
  { north: { urban: 8, rural: 0 }, south: { urban: 20, rural: 0 } },
  (name) => Number(name.slice(name.lastIndexOf("-") + 1)) * 100,
);
const DRAWN = [1, 2, 3, 4].flatMap((i) => [`north-urban-${i}`, `south-urban-${i}`]);

function sizesOf(
  frame: typeof FRAME,
  drawn: readonly string[],
  reported: readonly string[],
  aside: readonly string[] = [],
) {
  const received = new Map([
    ...reported.map((station) => [drawn.indexOf(station), REPORT] as const),
    ...aside.map((station) => [drawn.indexOf(station), null] as const),
  ]);
  return stationSizes(designOf(frame, planWith(), drawn), received);
}

describe("registered voters of the stations that reported against those drawn", () => {
  it("are those reckoned by hand, stratum by stratum", () => {
    const found = sizesOf(FRAME, DRAWN, ["north-urban-1", "north-urban-2", "south-urban-4"]);
    // Drawn: a mean of 250 in both strata, S² = 50,000 / 3. Reported: a mean of 150 in the north, 400 in the south.
    const difference = 8 * (150 - 250) + 20 * (400 - 250);
    const squares = 50_000 / 3;
    const variance = 8 ** 2 * (1 - 2 / 4) * (squares / 2) + 20 ** 2 * (1 - 1 / 4) * squares;
    expect(found?.relative).toBeCloseTo(difference / (28 * 250), 12);
    expect(found?.z).toBeCloseTo(difference / Math.sqrt(variance), 12);
  });

  it("do not measure the luck of the draw: large stations drawn, and all alike in reporting", () => {
    const large = ["south-urban-17", "south-urban-18", "south-urban-19", "south-urban-20"];
    const found = sizesOf(FRAME, large, ["south-urban-17", "south-urban-20"]);
    expect(found?.z).toBeCloseTo(0, 12);
  });

  it("take a report that is set aside as missing", () => {
    const reported = ["north-urban-1", "south-urban-1"];
    const aside = sizesOf(FRAME, DRAWN, reported, ["north-urban-4", "south-urban-4"]);
    expect(aside).toEqual(sizesOf(FRAME, DRAWN, reported));
    expect(aside?.relative).toBeLessThan(0);
  });

  it("have a z of variance 1 when those that reported are a random part of their stratum", () => {
    const random = seededRandom("station sizes: random reports");
    const zs = Array.from({ length: 4_000 }, () => {
      const north = random.shuffle(DRAWN.filter((station) => station.startsWith("north"))).slice(0, 2);
      const south = random.shuffle(DRAWN.filter((station) => station.startsWith("south"))).slice(0, 3);
      return sizesOf(FRAME, DRAWN, [...north, ...south])?.z ?? Number.NaN;
    });
    const mean = zs.reduce((sum, z) => sum + z, 0) / zs.length;
    const variance = zs.reduce((sum, z) => sum + z * z, 0) / zs.length;
    // Four standard errors of a mean of 4,000 draws of variance 1; and of its variance, wide enough for any shape.
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(4_000));
    expect(Math.abs(variance - 1)).toBeLessThan(0.1);
  });

  it.each([
    ["when nothing is missing", FRAME, DRAWN],
    ["before the first report", FRAME, []],
    [
      "where a drawn station's registered voters are not known",
      frameOf({ north: { urban: 8, rural: 0 }, south: { urban: 20, rural: 0 } }, (name) =>
        name === "south-urban-4" ? null : 100,
      ),
      DRAWN.slice(0, 4),
    ],
    [
      "where all stations are alike",
      frameOf({ north: { urban: 8, rural: 0 }, south: { urban: 20, rural: 0 } }),
      DRAWN.slice(0, 4),
    ],
  ])("are not compared %s", (_, frame, reported) => {
    expect(sizesOf(frame, DRAWN, reported)).toBeNull();
  });
});
