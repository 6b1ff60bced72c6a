import { afterAll, describe, expect, it } from "vitest";
import { record, spawnVeedor, temporaryFolder } from "./run-recording.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const sample = folder.write("s.csv", "ana,luis,total\n10,8,20\n12,6,19\n5,9,15\n");
const ESTIMATE = ["estimate", sample, "--choices", "ana,luis", "--total", "total", "--population", "50"];

describe("the program in a process of its own", () => {
  it("prints what the same command line records, and ends with its status", async () => {
    expect(await spawnVeedor([...ESTIMATE, "--json"])).toEqual(await record([...ESTIMATE, "--json"]));
    const refused = [...ESTIMATE, "--level", "95"];
    expect(await spawnVeedor(refused)).toEqual(await record(refused));
    const missing = ["estimate", folder.path("nada.csv"), "--choices", "a", "--total", "t", "--json"];
    expect(await spawnVeedor(missing)).toEqual(await record(missing));
  });

  it("runs as the installed command does", async () => {
    const { status, output, errors } = await spawnVeedor([...ESTIMATE, "--json"], { installed: true });
    expect(errors).toBe("");
    expect([status, output]).toEqual([0, (await record([...ESTIMATE, "--json"])).output]);
    expect((await spawnVeedor(["nada"], { installed: true })).status).toBe(2);
  });

  it("a reader that closes early is no error", async () => {
    const ids = Array.from({ length: 30_000 }, (_, i) => `station-${i}`);
    const frame = folder.write("long.csv", `id\n${ids.join("\n")}\n`);
    const args = ["draw", "--frame", frame, "--id", "id", "--stations", "20000", "--seed", "s"];
    const cut = await spawnVeedor(args, { closeAfter: 100 });
    expect(cut).toMatchObject({ status: 0, errors: "" });
    expect(cut.output.startsWith("order,station,")).toBe(true);
    const whole = await spawnVeedor(args);
    expect(cut.output.length).toBeLessThan(whole.output.length / 2);
    expect(whole.output.trimEnd().split("\n")).toHaveLength(20_001);
  });

  it.each([
    ["English, when nothing is asked", {}, [], "turnout"],
    ["LANG", { LANG: "es_PE.UTF-8" }, [], "participación"],
    ["LC_ALL before LANG", { LANG: "es_PE.UTF-8", LC_ALL: "pt_BR.UTF-8" }, [], "comparecimento"],
    ["VEEDOR_LANG before LC_ALL", { LC_ALL: "es_PE.UTF-8", VEEDOR_LANG: "fr" }, [], "participation"],
    ["--lang before VEEDOR_LANG", { VEEDOR_LANG: "fr" }, ["--lang", "pt"], "comparecimento"],
    ["--lang=…", { LANG: "C.UTF-8" }, ["--lang=es"], "participación"],
    ["a locale that is none of ours", { LANG: "de_DE.UTF-8" }, [], "turnout"],
    ["the plain locale C", { LANG: "C" }, [], "turnout"],
  ] as const)("language by %s", async (_name, environment, args, word) => {
    const { status, output } = await spawnVeedor([...ESTIMATE, ...args], { environment });
    expect(status).toBe(0);
    expect(output).toMatch(new RegExp(`^${word} `, "m"));
  });

  it("--lang may stand before the command", async () => {
    expect((await spawnVeedor(["--lang", "es", ...ESTIMATE])).output).toContain("participación");
  });
});
