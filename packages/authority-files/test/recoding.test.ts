import { expect, it } from "vitest";
import type { Mapping } from "../src/index.ts";
import { parseMapping, readFrame, saveMapping } from "../src/index.ts";
import { file } from "./small-files.ts";

const MAPPING: Mapping = {
  format: "veedor-mapping/1",
  purpose: "frame",
  station: { columns: ["mesa"], separator: "" },
  areas: [
    {
      level: "departamento",
      from: { column: "id", split: "-", part: 0 },
      values: { "01": "Costa", "02": "Sierra" },
    },
  ],
  attributes: [
    { name: "tipo", from: { column: "tsecc" }, values: { Urbana: "U", Rural: "R", U: "?", "": "s/d" } },
  ],
};

/** Area and attribute of each station, in the file's order. */
async function recoded(
  csv: string,
  mapping = MAPPING,
): Promise<[area: string | undefined, attribute: string | undefined][]> {
  const { frame } = await readFrame(file(csv), mapping);
  return (frame?.stations ?? []).map(({ areas, attributes }) => [areas[0], attributes["tipo"]]);
}

it("a mapping's own words stand for the file's; what is not listed stays", async () => {
  const csv = "mesa,id,tsecc\n1,01-7, Urbana \n2,02-7,Rural\n3,03-7,rural\n4,01-7,Mixta\n";
  expect(await recoded(csv)).toEqual([
    ["Costa", "U"],
    ["Sierra", "R"],
    ["03", "rural"],
    ["Costa", "Mixta"],
  ]);
});

it("each cell is recoded once, also an empty one, and to a text that is empty", async () => {
  expect(await recoded("mesa,id,tsecc\n1,01-7,U\n2,01-7,\n")).toEqual([
    ["Costa", "?"],
    ["Costa", "s/d"],
  ]);
  const dropped = {
    ...MAPPING,
    attributes: [{ name: "tipo", from: { column: "tsecc" }, values: { "s/d": "" } }],
  };
  expect(await recoded("mesa,id,tsecc\n1,01-7,s/d\n", dropped)).toEqual([["Costa", ""]]);
});

it("cells that say `constructor` or `__proto__` are texts like others, listed or not", async () => {
  const csv = "mesa,id,tsecc\n1,01-7,constructor\n2,01-7,__proto__\n";
  expect((await recoded(csv)).map(([, tipo]) => tipo)).toEqual(["constructor", "__proto__"]);
  const json = saveMapping(MAPPING).replace('"Urbana"', '"__proto__"');
  expect((await recoded(csv, parseMapping(json))).map(([, tipo]) => tipo)).toEqual(["constructor", "U"]);
});

it("known areas are compared with the mapping's words", async () => {
  const options = { knownAreas: { departamento: new Set(["Costa"]) } };
  const { report } = await readFrame(file("mesa,id,tsecc\n1,01-7,\n2,02-7,\n"), MAPPING, options);
  expect(report.errors).toEqual([
    { line: 3, station: "2", code: "unknown-area", parameters: { level: "departamento", area: "Sierra" } },
  ]);
});

it("is saved and read back", () => {
  expect(parseMapping(saveMapping(MAPPING))).toEqual(MAPPING);
});

it.each([
  [{ areas: [{ level: "x", from: { column: "a" }, values: ["U"] }] }, "$.areas[0].values", "notObject"],
  [
    { attributes: [{ name: "x", from: { column: "a" }, values: { Urbana: 1 } }] },
    "$.attributes[0].values.Urbana",
    "notText",
  ],
  [
    { attributes: [{ name: "x", from: { column: "a", values: {} } }] },
    "$.attributes[0].from.values",
    "unknownKey",
  ],
  [{ centre: { column: "a", values: {} } }, "$.centre.values", "unknownKey"],
])("%j is refused at %s", (wrong, path, fault) => {
  expect(() => parseMapping(JSON.stringify({ ...MAPPING, ...wrong }))).toThrow(
    expect.objectContaining({
      code: "mapping-invalid",
      parameters: expect.objectContaining({ path, fault }),
    }),
  );
});
