import { afterAll, describe, expect, it } from "vitest";
import { drawnRows as drawn, padded } from "./draw-rows.ts";
import { record, recordJson, temporaryFolder } from "./run-recording.ts";
import { workbookOf } from "./zip-writing.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

type Line = {
  order: number;
  station: string;
  stratum: string;
  N_h: number;
  n_h: number;
  ticket: string;
  spare: boolean;
};
/** Tickets are ordered as texts. */
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** 40 stations: Norte urbano 20, Norte rural 10, Sur urbano 8, Sur rural 2. */
const ROWS = [
  ["Norte", "urbano", 20],
  ["Norte", "rural", 10],
  ["Sur", "urbano", 8],
  ["Sur", "rural", 2],
] as const;
const STATIONS = ROWS.flatMap(([region, zone, count], h) =>
  padded(`${region[0]}${zone[0]}-`, count, 2).map((id, i) => [
    id,
    region,
    zone,
    String(20 + (i % 5) * 10 * (h + 1)),
    String(300),
  ]),
);
const HEAD = ["mesa", "region", "zona", "votos", "total"];
const csv = (rows: readonly (readonly string[])[]): string =>
  `${[HEAD, ...rows].map((row) => row.join(",")).join("\n")}\n`;
const frame = folder.write("frame.csv", csv(STATIONS));
const BASE = ["--frame", frame, "--id", "mesa", "--seed", "dados 4 1 6"];
const STRATA = ["--strata", "region,zona"];
const sizesOf = (rows: string[][]): Record<string, number> =>
  Object.fromEntries(
    rows.map((row) => [row[2] ?? "", rows.filter((other) => other[2] === row[2] && other[6] === "0").length]),
  );

describe("veedor draw", () => {
  it("allocates in proportion with the minimum first, by largest remainder", async () => {
    const rows = await drawn([...BASE, ...STRATA, "--stations", "21"]);
    // Of 21 N_h / 40 = 10.5, 5.25, 4.2, 1.05 the last is raised to its whole 2; the others share 19: 10, 5, 4.
    const sizes = sizesOf(rows);
    expect(sizes).toEqual({ "Norte|urbano": 10, "Norte|rural": 5, "Sur|urbano": 4, "Sur|rural": 2 });
    for (const row of rows) expect(row[4]).toBe(String(sizes[row[2] ?? ""]));
    expect(new Set(rows.map((row) => `${row[2]} ${row[3]}`))).toEqual(
      new Set(["Norte|urbano 20", "Norte|rural 10", "Sur|urbano 8", "Sur|rural 2"]),
    );
  });

  it("equal allocation, a stratum smaller than its part taken whole", async () => {
    expect(sizesOf(await drawn([...BASE, ...STRATA, "--stations", "20", "--allocation", "equal"]))).toEqual({
      "Norte|urbano": 6,
      "Norte|rural": 6,
      "Sur|urbano": 6,
      "Sur|rural": 2,
    });
  });

  it("optimal allocation follows N_h S_h of the previous election", async () => {
    // Two strata of 20 stations; votes 0 or 60 in the one, 20 or 40 in the other, of 100: S is as 3 to 1.
    const lines = padded("m", 40, 2).map((id, i) =>
      i < 20 ? `${id},A,${(i % 2) * 60},100` : `${id},B,${20 + (i % 2) * 20},100`,
    );
    const uneven = folder.write("uneven.csv", `mesa,zona,votos,total\n${lines.join("\n")}\n`);
    const args = ["--frame", uneven, "--id", "mesa", "--seed", "s", "--strata", "zona", "--stations", "16"];
    expect(sizesOf(await drawn(args))).toEqual({ A: 8, B: 8 });
    const optimal = [...args, "--allocation", "optimal", "--votes", "votos", "--total", "total"];
    expect(sizesOf(await drawn(optimal))).toEqual({ A: 12, B: 4 });
  });

  it("--minimum 1 lets small strata have one", async () => {
    expect(sizesOf(await drawn([...BASE, ...STRATA, "--stations", "8", "--minimum", "1"]))["Sur|rural"]).toBe(
      1,
    );
  });

  it("--merge joins a stratum too small with the declared one, sizes and tickets with it", async () => {
    const map = folder.write(
      "merge.csv",
      "stratum,merge_to\nSur|rural,Sur|urbano\nNorte|rural,Norte|urbano\n",
    );
    const rows = await drawn([...BASE, ...STRATA, "--stations", "16", "--merge", map]);
    // Norte|rural has 10 stations, not too few: its line of the map is not used.
    expect(Object.keys(sizesOf(rows)).sort()).toEqual(["Norte|rural", "Norte|urbano", "Sur|urbano"]);
    expect(rows.find((row) => row[2] === "Sur|urbano")?.[3]).toBe("10");
  });

  it("spares follow the sample in the order of their tickets, and do not change it", async () => {
    const without = await drawn([...BASE, ...STRATA, "--stations", "16"]);
    const rows = await drawn([...BASE, ...STRATA, "--stations", "16", "--spares", "2"]);
    expect(rows.filter((row) => row[6] === "0")).toEqual(without);
    for (const name of new Set(rows.map((row) => row[2]))) {
      const stratum = rows.filter((row) => row[2] === name);
      expect(stratum.map((row) => row[0])).toEqual(stratum.map((_, i) => String(i + 1)));
      expect(stratum.map((row) => row[5])).toEqual(stratum.map((row) => row[5] ?? "").sort(byText));
      const [n, frameSize] = [Number(stratum[0]?.[4]), Number(stratum[0]?.[3])];
      expect(stratum.length).toBe(Math.min(n + 2, frameSize));
    }
  });

  it("does not depend on the order of the frame's lines, nor on its form", async () => {
    const args = (file: string): string[] => [
      "--frame",
      file,
      "--id",
      "mesa",
      "--seed",
      "x",
      ...STRATA,
      "--stations",
      "16",
    ];
    const golden = await drawn(args(frame));
    const shuffled = [...STATIONS].sort((a, b) => (`${a[0]}`.slice(-1) < `${b[0]}`.slice(-1) ? 1 : -1));
    expect(await drawn(args(folder.write("shuffled.csv", csv(shuffled))))).toEqual(golden);
    expect(await drawn(args(folder.write("frame.xlsx", workbookOf([HEAD, ...STATIONS]))))).toEqual(golden);
  });

  it("another seed draws another sample, and a smaller one is the beginning of a larger", async () => {
    const names = async (seed: string, size: number): Promise<(string | undefined)[]> =>
      (await drawn(["--frame", frame, "--id", "mesa", "--seed", seed, "--stations", String(size)])).map(
        (row) => row[1],
      );
    const five = await names("a", 5);
    expect((await names("a", 20)).slice(0, 5)).toEqual(five);
    expect(await names("b", 5)).not.toEqual(five);
  });

  it("quotes names with commas and quotation marks so that a CSV reader gets them back", async () => {
    const names = ['Escuela "La Luz", aula 1', "Colegio Sur, 2", "Sin comas"];
    const quoted = names.map((name) => `"${name.replaceAll('"', '""')}"`);
    const named = folder.write("names.csv", `centro\n${quoted.join("\n")}\n`);
    const args = ["draw", "--frame", named, "--id", "centro", "--stations", "3", "--seed", "s"];
    const { output } = await record(args);
    const again = folder.write("again.csv", output);
    const read = await recordJson<{ stations: Line[] }>([
      "draw",
      "--frame",
      again,
      "--id",
      "station",
      "--stations",
      "3",
      "--seed",
      "s",
    ]);
    const first = await recordJson<{ stations: Line[] }>(args);
    expect(read.stations).toEqual(first.stations);
    expect(first.stations.map((line) => line.station).sort()).toEqual([...names].sort());
  });

  it("JSON has the same lines, with whole tickets", async () => {
    const rows = await drawn([...BASE, ...STRATA, "--stations", "16", "--spares", "1"]);
    const { stations } = await recordJson<{ stations: Line[] }>([
      "draw",
      ...BASE,
      ...STRATA,
      "--stations",
      "16",
      "--spares",
      "1",
    ]);
    const short = stations.map((line) => [
      line.order,
      line.station,
      line.stratum,
      line.N_h,
      line.n_h,
      line.ticket.slice(0, 20),
      line.spare ? 1 : 0,
    ]);
    expect(rows).toEqual(short.map((line) => line.map(String)));
    expect(Math.min(...stations.map((line) => line.ticket.length))).toBeGreaterThanOrEqual(66);
  });
});
