import { describe, expect, it } from "vitest";
import { DesignError, joinedLabel, QuickCount, sampleDesign } from "../src/index.ts";
import { CONTEST, code, designOf, frameOf, planWith, sampleOf } from "./small-election.ts";

const FRAME = frameOf({ south: { urban: 1, rural: 5 }, north: { urban: 4, rural: 3 } });
const CODES = ["north-urban-2", "south-rural-1", "north-rural-3"];

function faultOf(attempt: () => unknown): { code: string; subject: string } {
  try {
    attempt();
  } catch (error) {
    if (error instanceof DesignError) return { code: error.code, subject: error.subject };
    throw error;
  }
  throw new Error("nothing was wrong");
}

describe("a sample tied to its frame", () => {
  const plan = planWith({
    postStrata: { columns: ["department", "zone"], merge: { "south|urban": "south|rural" } },
    watch: ["zone"],
    collapse: { rule: "neighbour", region: "department" },
  });

  it("has strata and post-strata of the whole frame, in the order of their names, small ones merged", () => {
    const design = designOf(FRAME, plan, CODES);
    expect(design.strata).toEqual([
      { name: "north", size: 7, collapseTo: null, region: "north" },
      { name: "south", size: 6, collapseTo: null, region: "south" },
    ]);
    expect(design.postStrata).toEqual([
      { name: "north|rural", size: 3 },
      { name: "north|urban", size: 4 },
      { name: "south|rural", size: 6 },
    ]);
    expect(
      design.stations.map(({ stratum, postStratum, groups }) => [stratum, postStratum, ...groups]),
    ).toEqual([
      [0, 1, "urban"],
      [1, 2, "rural"],
      [0, 0, "rural"],
    ]);
    // The merged cell has urban and rural stations: adjusting by cells does not adjust by zone.
    expect(design.adjustedColumns).toEqual([]);
  });

  it("is a single stratum without columns, and follows the collapse map", () => {
    const sample = sampleOf(FRAME, CODES);
    const simple = sampleDesign({ frame: FRAME, plan: planWith(), strataColumns: [], sample });
    expect(simple.strata).toEqual([{ name: "", size: 13, collapseTo: null, region: "" }]);
    expect(simple.postStrata).toEqual([]);
    const mapped = designOf(FRAME, planWith({ collapse: { rule: "map", map: { south: "north" } } }), CODES);
    expect(mapped.strata.map(({ collapseTo }) => collapseTo)).toEqual([null, "north"]);
  });

  it.each([
    ["each with a value of its own", { columns: ["department", "zone"] }, ["department", "zone"]],
    ["by one column", { columns: ["zone"] }, ["zone"]],
    [
      "merged inside a department",
      { columns: ["department", "zone"], merge: { "south|urban": "south|rural" } },
      ["department"],
    ],
    [
      "merged over departments",
      { columns: ["department", "zone"], merge: { "south|urban": "north|urban" } },
      ["zone"],
    ],
    ["none", null, []],
  ])("knows by which watched columns its cells adjust, with cells %s", (_, postStrata, adjusted) => {
    const watching = planWith({ postStrata, watch: ["department", "zone"] });
    expect(designOf(FRAME, watching, CODES).adjustedColumns).toEqual(adjusted);
  });

  it("adjusts by a column that the cells do not name, where each cell has a single value of it", () => {
    const frame = frameOf({ north: { urban: 4, rural: 0 }, south: { urban: 0, rural: 3 } });
    const byDepartment = planWith({ postStrata: { columns: ["department"] }, watch: ["zone"] });
    expect(designOf(frame, byDepartment, ["north-urban-1"]).adjustedColumns).toEqual(["zone"]);
  });

  it("joins labels with a bar", () => {
    expect(joinedLabel(["Costa", "rural"])).toBe("Costa|rural");
  });
});

describe("what can be wrong between sample, frame and plan", () => {
  const sample = sampleOf(FRAME, CODES);
  const base = { frame: FRAME, plan: planWith(), strataColumns: ["department"], sample };
  const stranger = {
    code: code("x-1"),
    registered: 10,
    column: (name: string) => (name === "zone" ? "lake" : "east"),
  };

  it("no stations, in the sample or in the frame", () => {
    const subject = "frame or sample";
    expect(faultOf(() => sampleDesign({ ...base, sample: [] }))).toEqual({ code: "no-stations", subject });
    const empty = frameOf({});
    expect(faultOf(() => sampleDesign({ ...base, frame: empty }))).toEqual({ code: "no-stations", subject });
  });

  it.each([
    ["of the strata", { strataColumns: ["province"] }],
    ["of the post-strata", { plan: planWith({ postStrata: { columns: ["province"] } }) }],
    ["that is watched", { plan: planWith({ watch: ["province"] }) }],
    ["of the collapse region", { plan: planWith({ collapse: { rule: "neighbour", region: "province" } }) }],
  ])("a column %s that the frame lacks", (_, changes) => {
    expect(faultOf(() => sampleDesign({ ...base, ...changes }))).toEqual({
      code: "unknown-column",
      subject: "province",
    });
  });

  it("a denominator that the sheet has no line for", () => {
    const contest = { ...CONTEST, lines: CONTEST.lines.filter(({ role }) => role !== "total") };
    const plan = planWith({ denominator: "total" });
    const fault = faultOf(() => new QuickCount(plan, contest, designOf(FRAME, plan, CODES)));
    expect(fault).toEqual({ code: "unknown-column", subject: "total" });
  });

  it("a sampled station in a stratum that the frame lacks", () => {
    const fault = faultOf(() => sampleDesign({ ...base, sample: [...sample, stranger] }));
    expect(fault).toEqual({ code: "stratum-not-in-frame", subject: "x-1: east" });
  });

  it("a sampled station in a post-stratum that the frame lacks", () => {
    const plan = planWith({ postStrata: { columns: ["zone"] } });
    const fault = faultOf(() => sampleDesign({ ...base, plan, strataColumns: [], sample: [stranger] }));
    expect(fault).toEqual({ code: "post-stratum-not-in-frame", subject: "x-1: lake" });
  });

  it("a stratum that lies in two regions", () => {
    const plan = planWith({ collapse: { rule: "neighbour", region: "department" } });
    const fault = faultOf(() => sampleDesign({ ...base, plan, strataColumns: ["zone"] }));
    expect(fault).toEqual({ code: "region-varies", subject: "urban: south, north" });
  });
});
