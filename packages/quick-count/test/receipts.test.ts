import { describe, expect, it } from "vitest";
import { quickCount, REPORTS, withReports } from "./eight-reports.ts";
import { code, sheet } from "./small-election.ts";

describe("what becomes of a report", () => {
  it("is counted, kept, or refused, and the stored ones are those kept", () => {
    const started = quickCount();
    expect(started.receive(code("north-urban-1"), sheet(30, 20))).toBe("counted");
    expect(started.receive(code("north-urban-1"), sheet(30, 20))).toBe("kept-second-report");
    expect(started.receive(code("north-rural-2"), [10, null, 0, 0, 50])).toBe("kept-not-usable");
    expect(started.receive(code("north-urban-5"), sheet(33, 27), true)).toBe("kept-not-usable");
    expect(started.receive(code("south-urban-1"), [])).toBe("kept-not-usable");
    // In the frame, not in the sample; and in neither.
    expect(started.receive(code("north-urban-2"), sheet(1, 1))).toBe("refused-unknown-station");
    expect(started.receive(code("nowhere"), sheet(1, 1))).toBe("refused-unknown-station");
    expect(started.stored).toBe(5);
    expect(started.take(0)).toMatchObject({ arrived: 4, usable: 1, coverage: 1 / 8 });
  });

  it("a second report changes nothing, whatever it says, once the first could be used", () => {
    const started = withReports(8);
    const before = started.take(0).figures;
    expect(started.receive(code("north-urban-1"), sheet(0, 90))).toBe("kept-second-report");
    expect(started.receive(code("north-urban-1"), [])).toBe("kept-second-report");
    expect(started.receive(code("north-urban-1"), sheet(0, 90), true)).toBe("kept-second-report");
    expect(started.take(1).figures).toEqual(before);
    expect(started.stored).toBe(11);
  });

  it.each([
    ["was set aside", sheet(0, 90), true],
    ["lacks a figure", [30, null, 0, 0, 50], false],
  ])("a usable report takes the place of a first one that %s", (_, first, setAside) => {
    const started = withReports(7);
    expect(started.receive(code("west-rural-1"), first, setAside)).toBe("kept-not-usable");
    expect(started.take(0)).toMatchObject({ arrived: 8, usable: 7, coverage: 7 / 8 });
    expect(started.receive(code("west-rural-1"), sheet(36, 24))).toBe("counted");
    const take = started.take(1);
    expect(take).toMatchObject({ arrived: 8, usable: 8, coverage: 1 });
    expect(take.figures).toEqual(withReports(8).take(0).figures);
    expect(started.receive(code("west-rural-1"), sheet(1, 90))).toBe("kept-second-report");
    expect(started.take(2).figures).toEqual(take.figures);
  });

  it("stands at the place at which its usable report came: the drift is that of the same evening without the other", () => {
    const started = quickCount();
    started.receive(code("west-rural-1"), sheet(0, 90), true);
    for (const [station, a, b] of REPORTS) started.receive(code(station), sheet(a, b));
    expect(started.take(0).bias.drift).toEqual(withReports(8).take(0).bias.drift);
    expect(started.stored).toBe(9);
  });

  it("an unusable report after an unusable one is kept, and its station is still awaited", () => {
    const started = withReports(7);
    started.receive(code("west-rural-1"), [], false);
    expect(started.receive(code("west-rural-1"), sheet(36, 24), true)).toBe("kept-not-usable");
    const take = started.take(0);
    expect(take).toMatchObject({ arrived: 8, usable: 7 });
    expect(take.strata.map(({ group, designed, arrived }) => [group, designed, arrived])).toEqual([
      ["north", 3, 3],
      ["south", 3, 3],
      ["west", 2, 1],
    ]);
    // What is awaited could still move the lead along the trend.
    expect(take.bias.drift?.projected).toBe(withReports(7).take(0).bias.drift?.projected);
    expect(take.bias.drift?.projected).not.toBe(0);
  });

  it.each([
    ["negative", -1, "out-of-range"],
    ["a fraction", 1.5, "not-an-integer"],
  ])("a figure that is %s is refused with a typed error, and leaves nothing behind", (_, figure, fault) => {
    const started = withReports(7);
    const before = started.take(0);
    expect(() => started.receive(code("west-rural-1"), [figure, 24, 0, 0, 60])).toThrow(
      expect.objectContaining({ name: "StatisticsError", code: fault }),
    );
    expect(started.stored).toBe(7);
    expect(started.take(0)).toMatchObject({ arrived: 7, usable: 7, figures: before.figures });
    expect(started.receive(code("west-rural-1"), sheet(36, 24))).toBe("counted");
  });

  it("an empty figure is never a zero: the estimate is that without the sheet", () => {
    const without = withReports(7).take(0);
    const started = withReports(7);
    started.receive(code("west-rural-1"), [36, null, 0, 0, 60]);
    const take = started.take(0);
    expect(take.weighted).toEqual(without.weighted);
    expect([take.arrived, take.usable]).toEqual([8, 7]);
    const zero = withReports(7);
    zero.receive(code("west-rural-1"), [36, 0, 0, 0, 36]);
    expect(zero.take(0).figures?.shares[0]?.estimate).not.toBe(without.figures?.shares[0]?.estimate);
  });
});
