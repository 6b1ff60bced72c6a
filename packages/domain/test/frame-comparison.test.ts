import { describe, expect, it } from "vitest";
import { compareFrames } from "../src/index.ts";
import { frameOf, station } from "./small-frames.ts";

describe("two versions of a frame", () => {
  it("tells stations added, removed and changed, with the columns that differ", () => {
    const previous = frameOf(
      [
        station("1", { areas: ["Norte"], registered: 300, centre: "Escuela", attributes: { urban: "yes" } }),
        station("2", { areas: ["Norte"], registered: 0 }),
        station("3", { areas: ["Sur"] }),
      ],
      ["departamento"],
      ["urban"],
    );
    const next = frameOf(
      [
        station("1", { areas: ["Sur"], registered: 310, centre: "Liceo", attributes: { urban: "no" } }),
        station("2", { areas: ["Norte"], registered: null }),
        station("4", { areas: ["Sur"] }),
      ],
      ["departamento"],
      ["urban"],
    );
    expect(compareFrames(previous, next)).toEqual({
      added: ["4"],
      removed: ["3"],
      changed: [
        { from: "1", to: "1", columns: ["departamento", "urban", "centre", "registered"] },
        { from: "2", to: "2", columns: ["registered"] },
      ],
    });
  });

  it("a station keeps its identity by its former code", () => {
    const previous = frameOf([station("A"), station("B")]);
    const next = frameOf([station("C", { formerCode: "A" }), station("B")]);
    expect(compareFrames(previous, next)).toEqual({
      added: [],
      removed: [],
      changed: [{ from: "A", to: "C", columns: ["code"] }],
    });
  });

  it("codes that were exchanged follow the former codes", () => {
    const previous = frameOf([station("A", { registered: 1 }), station("B", { registered: 2 })]);
    const next = frameOf([
      station("A", { formerCode: "B", registered: 2 }),
      station("B", { formerCode: "A", registered: 1 }),
    ]);
    expect(compareFrames(previous, next).changed).toEqual([
      { from: "B", to: "A", columns: ["code"] },
      { from: "A", to: "B", columns: ["code"] },
    ]);
  });

  it("a code given to a new station does not inherit the old one, and no station is matched twice", () => {
    const previous = frameOf([station("A")]);
    const reused = frameOf([station("A"), station("Z", { formerCode: "A" })]);
    expect(compareFrames(previous, reused)).toMatchObject({ added: ["A"], removed: [] });
    const split = frameOf([station("X", { formerCode: "A" }), station("Y", { formerCode: "A" })]);
    expect(compareFrames(previous, split)).toMatchObject({ added: ["Y"], removed: [] });
    const unknownFormer = frameOf([station("A", { formerCode: "Q" })]);
    expect(compareFrames(previous, unknownFormer)).toMatchObject({ added: ["A"], removed: ["A"] });
  });

  it("a level or attribute that appears or goes is a change of every station that has it", () => {
    const previous = frameOf([station("A", { areas: ["Norte"] })], ["zona"]);
    const next = frameOf([station("A", { attributes: { urban: "yes" } })], [], ["urban"]);
    expect(compareFrames(previous, next).changed).toEqual([
      { from: "A", to: "A", columns: ["zona", "urban"] },
    ]);
  });

  it("equal frames have no differences", () => {
    const frame = frameOf([station("A", { areas: ["Norte"], registered: 3 })], ["zona"]);
    expect(compareFrames(frame, frame)).toEqual({ added: [], removed: [], changed: [] });
  });
});
