import { readFileSync } from "node:fs";
import { parseMapping } from "@veedor/authority-files";
import { afterAll, expect, it } from "vitest";
import { record, spawnVeedor, temporaryFolder } from "./run-recording.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
const HEAD = "mesa,municipio,inscritos,Garza,Río,Blancos,Nulos,Total\n";
const GOOD = folder.write(
  "good.csv",
  `${HEAD}1,Lago,300,90,80,3,2,175\n2,Lago,310,70,95,1,0,166\n3,Faro,,60,40,2,2,104\n`,
);
const BAD = folder.write(
  "bad.csv",
  `${HEAD}1,Lago,300,90,80,3,2,175\n1,Lago,300,1,1,1,1,4\n2,Lago,310,-7,95,1,0,166\n`,
);

it("a good file: form, columns, totals; registered voters that are missing are not counted as 0", async () => {
  const { status, output } = await record(["import", GOOD, "--as", "results"]);
  expect(status).toBe(0);
  expect(output).toContain("Delimiter: comma");
  expect(output).toMatch(/Garza +votes for a choice +sure/);
  expect(output).toMatch(/Garza +votes for a choice +220\n/);
  expect(output).toContain("3 lines read: 3 kept, 0 refused");
  expect(output).toContain("Registered voters: not computable (1 station without the figure)");
});

it("as JSON, with the frame's hash", async () => {
  const { status, output } = await record(["import", GOOD, "--as", "frame", "--json"]);
  const said = JSON.parse(output) as Record<string, unknown>;
  expect(status).toBe(0);
  expect(said).toMatchObject({
    stations: 3,
    registered: { sum: 610, missing: 1 },
    report: { kept: 3, refused: 0 },
  });
  expect(said["frameHash"]).toMatch(/^[0-9a-f]{64}$/);
});

it("bad lines: number, station, code and reason in the reader's language; exit status 1; no totals", async () => {
  const { status, output } = await record(["import", BAD, "--as", "results"], "es");
  expect(status).toBe(1);
  expect(output).toMatch(/3 +1 +duplicate-station +La mesa ya figura en la línea 2/);
  expect(output).toMatch(/4 +2 +negative-votes +«-7»/);
  expect(output).toContain("3 líneas leídas: 1 conservadas, 2 rechazadas");
  expect(output).not.toContain("Totales");
  const json = JSON.parse((await record(["import", BAD, "--as", "results", "--json"])).output) as Record<
    string,
    unknown
  >;
  expect(json).toMatchObject({ stations: null, lines: [], report: { errorCount: 2 } });
});

it("prints 50 refused lines, then how many more", async () => {
  const many = folder.write(
    "many.csv",
    HEAD + Array.from({ length: 130 }, (_, i) => `${i + 1},L,9,-1,1,1,1,1\n`).join(""),
  );
  const mapping = folder.path("many.json");
  expect((await record(["import", GOOD, "--as", "results", "--save-mapping", mapping])).status).toBe(0);
  const { output } = await record(["import", many, "--mapping", mapping]);
  expect(output.match(/negative-votes/g)).toHaveLength(50);
  expect(output).toContain("… and 80 more");
});

it("saves the mapping, never over another; and uses it again", async () => {
  const saved = folder.path("mapping.json");
  expect((await record(["import", GOOD, "--as", "frame", "--save-mapping", saved])).status).toBe(0);
  expect(parseMapping(readFileSync(saved, "utf8"))).toMatchObject({
    purpose: "frame",
    registered: "inscritos",
  });
  expect(await record(["import", GOOD, "--as", "frame", "--save-mapping", saved])).toMatchObject({
    status: 2,
  });
  expect((await record(["import", GOOD, "--mapping", saved])).status).toBe(0);
  expect((await record(["import", GOOD, "--mapping", saved, "--as", "results"])).status).toBe(2);
});

it("what is missing or wrong is named", async () => {
  expect(await record(["import", GOOD])).toMatchObject({ status: 2 });
  expect(await record(["import", GOOD, "--as", "x"])).toMatchObject({ status: 2 });
  expect((await record(["import", folder.path("no.csv"), "--as", "frame"])).errors).toContain(
    "does not exist",
  );
  const unknown = folder.write("unknown.csv", "a,b\n1,2\n2,3\n");
  const { status, errors } = await record(["import", unknown, "--as", "results"], "fr");
  expect([status, errors.includes("code du bureau de vote")]).toEqual([1, true]);
  const wrong = folder.write("wrong.json", '{"format":"veedor-mapping/1"}');
  expect((await record(["import", GOOD, "--mapping", wrong], "pt")).errors).toContain(
    "$.purpose está faltando",
  );
});

it("the program itself, in a process of its own", async () => {
  const { status, output } = await spawnVeedor(["import", GOOD, "--as", "frame", "--lang", "pt"]);
  expect([status, output.includes("Codificação: utf-8")]).toEqual([0, true]);
});
