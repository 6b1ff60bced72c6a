import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Mapping } from "../src/index.ts";
import { FileProblem, parseMapping, readFrame, readResults, saveMapping } from "../src/index.ts";
import { file } from "./small-files.ts";

const page = readFileSync(new URL("../../../docs/method/importing.md", import.meta.url), "utf8");
const examples = [...page.matchAll(/```json\n([^]*?)```/g)].map(([, json = ""]) => json);

describe("the examples of docs/method/importing.md", () => {
  it("the frame", async () => {
    const mapping = parseMapping(examples[0] ?? "");
    const csv = [
      "departamento,mesa,ubicacion,inscritos,recinto,zona,pais",
      "Norte,1,Lago/Ribera,350,Escuela,U,Lagonia",
      "Norte,1,Lago/Ribera,350,Escuela,U,Lagonia",
      "Exterior,1,Faro,,Embajada,U,Marisma",
      "Norte,TOTAL,,700,,,Lagonia",
    ].join("\n");
    const { frame, report } = await readFrame(file(csv), mapping);
    expect(frame?.stations).toEqual([
      {
        code: "Norte-1",
        formerCode: null,
        areas: ["Norte", "Ribera"],
        centre: "Escuela",
        registered: 350,
        attributes: { urban: "U", abroad: "no" },
      },
      {
        code: "Exterior-1",
        formerCode: null,
        areas: ["Exterior", ""],
        centre: "Embajada",
        registered: null,
        attributes: { urban: "U", abroad: "yes" },
      },
    ]);
    expect(report).toMatchObject({ lines: 4, kept: 2, leftOut: 1, filtered: 1, refused: 0 });
    expect(report.counts).toEqual({
      "duplicate-station": 1,
      "repeated-line": 1,
      "registered-missing": 1,
      abroad: 1,
    });
  });

  it("the results", async () => {
    const mapping = parseMapping(examples[1] ?? "");
    const csv = [
      "Tribunal;;;;;;;;",
      "Elección;;;;;;;;",
      "cargo;departamento;mesa;inscritos;Garza;Río;Blancos;Nulos;Emitidos",
      "Presidencia;Norte;1;1.350;700;1.000;1;;1.500",
      "Alcaldía;Norte;1;1.350;1;1;1;1;4",
    ].join("\r\n");
    const { tallies, registered, report } = await readResults(file(Buffer.from(csv, "latin1")), mapping);
    expect([tallies, registered]).toEqual([
      [{ station: "Norte-1", figures: [700, 1000, 1, null, 1500] }],
      [1350],
    ]);
    expect(report.counts).toEqual({ "figure-missing": 1, "sum-above-total": 1, "votes-above-registered": 1 });
    expect(report.warnings.map(({ line }) => line)).toEqual([4, 4, 4]);
  });

  it("every key of a mapping and every role is in the tables", () => {
    const rows = new Set([...page.matchAll(/^\| `(\w+)` +\|/gm)].map(([, key]) => key));
    const fault = faultOf(
      JSON.stringify({
        format: "veedor-mapping/1",
        purpose: "frame",
        station: { columns: ["m"], separator: "" },
        x: 1,
      }),
    );
    expect(new Set(String(fault["expected"]).split(", "))).toEqual(rows);
    const roles = String(faultOf(JSON.stringify(results({ role: "x" })))["expected"])
      .replaceAll('"', "")
      .split(", ");
    for (const role of roles) expect(page).toContain(`\`${role}\``);
  });
});

const results = (line: object): object => ({
  format: "veedor-mapping/1",
  purpose: "results",
  station: { columns: ["m"], separator: "" },
  contest: { code: "p", lines: [{ code: "a", role: "choice", column: "a", ...line }] },
});

function faultOf(json: string): Readonly<Record<string, string | number>> {
  try {
    parseMapping(json, "mapeo.json");
  } catch (error) {
    if (error instanceof FileProblem && error.code === "mapping-invalid") return error.parameters;
    throw error;
  }
  return {};
}

describe("a mapping that is wrong says where and what", () => {
  const frame = { format: "veedor-mapping/1", purpose: "frame", station: { columns: ["m"], separator: "" } };
  it.each([
    ["{", "$", "notJson"],
    ["[]", "$", "notObject"],
    [JSON.stringify({ ...frame, format: "2" }), "$.format", "notOneOf"],
    [JSON.stringify({ ...frame, station: undefined }), "$.station", "missing"],
    [JSON.stringify({ ...frame, station: { columns: [], separator: "" } }), "$.station.columns", "notList"],
    [
      JSON.stringify({ ...frame, station: { columns: ["a", ""], separator: "" } }),
      "$.station.columns[1]",
      "notText",
    ],
    [
      JSON.stringify({ ...frame, areas: [{ level: "x", from: { column: "a", part: -1 } }] }),
      "$.areas[0].from.part",
      "notWholeNumber",
    ],
    [JSON.stringify({ ...frame, surprise: 1 }), "$.surprise", "unknownKey"],
    [
      '{"format":"veedor-mapping/1","purpose":"frame","station":{"columns":["m"],"separator":""},"__proto__":1}',
      "$.__proto__",
      "unknownKey",
    ],
    [
      JSON.stringify({ ...frame, accept: { "sum-below-total": "keep" } }),
      "$.accept.sum-below-total",
      "notErrorCheck",
    ],
    [
      JSON.stringify({ ...frame, accept: { "negative-votes": "keep" } }),
      "$.accept.negative-votes",
      "notOneOf",
    ],
    [
      JSON.stringify({ ...frame, accept: { "duplicate-station": "keep" } }),
      "$.accept.duplicate-station",
      "notOneOf",
    ],
    [JSON.stringify({ ...frame, purpose: "results" }), "$.contest", "missing"],
    [JSON.stringify(results({ role: "votes" })), "$.contest.lines[0].role", "notOneOf"],
    [JSON.stringify(results({ role: "blank" })), "$.contest.lines", "noChoiceLine"],
    [JSON.stringify(results({ code: "a\u0001" })), "$.contest.lines[0].code", "badCode"],
  ])("%s", (json, path, fault) => {
    expect(faultOf(json)).toMatchObject({ file: "mapeo.json", path, fault });
  });

  it("a byte order mark before the JSON is allowed, and what is saved is read back", () => {
    const mapping = parseMapping(`\ufeff${JSON.stringify(frame)}`);
    expect(parseMapping(saveMapping(mapping))).toEqual(mapping);
  });
});

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
