import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
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
