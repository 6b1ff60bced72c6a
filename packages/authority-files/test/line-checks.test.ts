import { describe, expect, it } from "vitest";
import type { Mapping } from "../src/index.ts";
import { parseMapping, readFrame, readResults } from "../src/index.ts";
import { file } from "./small-files.ts";

const FRAME: Mapping = {
  format: "veedor-mapping/1",
  purpose: "frame",
  station: { columns: ["mesa"], separator: "" },
  registered: "n",
};

describe("checks on lines", () => {
  it("every bad line of a frame is reported with its line, and nothing is loaded", async () => {
    const csv = "mesa,n\n1,5\n,6\n1,7\n2,-1\n3,1.5\n4,mucho\n5,99999999\n6\n7,0\n8,\n9\u0007,1\n";
    const { frame, report } = await readFrame(file(csv), FRAME);
    expect(frame).toBeNull();
    expect(report.errors.map(({ line, station, code }) => [line, station, code])).toEqual([
      [3, null, "station-code-missing"],
      [4, "1", "duplicate-station"],
      [5, "2", "negative-votes"],
      [6, "3", "fractional-votes"],
      [7, "4", "not-a-number"],
      [8, "5", "figure-too-large"],
      [9, null, "wrong-number-of-cells"],
      [12, null, "bad-station-code"],
    ]);
    expect(report.warnings.map(({ line, code }) => [line, code])).toEqual([
      [10, "registered-zero"],
      [11, "registered-missing"],
    ]);
    expect(report).toMatchObject({ lines: 11, kept: 3, refused: 8, leftOut: 0, errorCount: 8 });
  });

  it("sheets of zeros are left out where the mapping says that they are not counted yet", async () => {
    const lines = [
      { code: "a", role: "choice", column: "a" },
      { code: "b", role: "choice", column: "b" },
    ];
    const mapping = parseMapping(
      JSON.stringify({
        format: "veedor-mapping/1",
        purpose: "results",
        station: { columns: ["mesa"], separator: "-" },
        contest: { code: "c", lines },
        accept: { "no-votes": "leave-out" },
      }),
    );
    const { tallies, report } = await readResults(file("mesa,a,b\n1,5,6\n2,0,0\n3,0,1\n"), mapping);
    expect(tallies?.map((tally) => tally.station)).toEqual(["1", "3"]);
    expect(report).toMatchObject({ kept: 2, leftOut: 1, refused: 0, counts: { "no-votes": 1 } });
  });

  it("accepted errors leave the line out, stay visible, and let the rest load", async () => {
    const accept = { "not-a-number": "leave-out", "wrong-number-of-cells": "leave-out" } as const;
    const { frame, report } = await readFrame(file("mesa,n\n1,5\n2,x\nTotal\n"), { ...FRAME, accept });
    expect(frame?.stations.map(({ code }) => code)).toEqual(["1"]);
    expect(report).toMatchObject({
      kept: 1,
      leftOut: 2,
      refused: 0,
      counts: { "not-a-number": 1, "wrong-number-of-cells": 1 },
    });
  });

  it("an area that is not known, refused or kept", async () => {
    const mapping: Mapping = {
      ...FRAME,
      areas: [{ level: "zona", from: { column: "n" } }],
      registered: "mesa",
    };
    const options = { knownAreas: { zona: new Set(["Norte"]) } };
    const refused = await readFrame(file("mesa,n\n1,Norte\n2,Nort\n"), mapping, options);
    expect(refused.report.errors).toEqual([
      { line: 3, station: "2", code: "unknown-area", parameters: { level: "zona", area: "Nort" } },
    ]);
    const kept = await readFrame(
      file("mesa,n\n1,Norte\n2,Nort\n"),
      { ...mapping, accept: { "unknown-area": "keep" } },
      options,
    );
    expect(kept.frame?.stations[1]?.areas).toEqual(["Nort"]);
  });

  it("results with a frame: unknown stations are refused, its registered voters are used", async () => {
    const { frame } = await readFrame(file("mesa,n\n1,10\n2,\n"), FRAME);
    const mapping: Mapping = {
      ...FRAME,
      purpose: "results",
      contest: { code: "p", lines: [{ code: "a", role: "choice", column: "a" }] },
    };
    const { registered: _, ...without } = mapping;
    const known = await readResults(file("mesa,a\n1,11\n2,5\n"), without, frame);
    expect([known.registered, known.report.counts]).toEqual([[10, null], { "votes-above-registered": 1 }]);
    const stranger = await readResults(file("mesa,a\n1,1\n3,5\n"), without, frame);
    expect([stranger.tallies, stranger.report.errors]).toEqual([
      null,
      [{ line: 3, station: "3", code: "unknown-station", parameters: {} }],
    ]);
  });

  it("a column that the file does not have", async () => {
    await expect(readFrame(file("mesa,x\n1,2\n"), FRAME)).rejects.toMatchObject({
      code: "column-not-found",
      parameters: { column: "n", columns: "mesa, x" },
    });
  });

  it("a lot of findings are counted, and listed up to 10,000", async () => {
    const { report } = await readFrame(file(`mesa,n\n${"1,x\n".repeat(12_000)}`), FRAME);
    expect([report.errors.length, report.errorCount, report.refused]).toEqual([10_000, 23_999, 12_000]);
  });
});
