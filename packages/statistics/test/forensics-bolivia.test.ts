import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { arrivalJump, lateShift } from "../src/index.ts";

const shared = process.env["VEEDOR_SHARED"] ?? fileURLToPath(new URL("../../../../shared", import.meta.url));
const folder = `${shared}/data/bo-2019-president`;
const present = existsSync(folder);
const skipped = present ? "" : " (skipped: the folder ../shared/data is not here)";

const page = readFileSync(
  fileURLToPath(new URL("../../../docs/method/forensics.md", import.meta.url)),
  "utf8",
);

type Row = Readonly<Record<string, string>>;

/** Rows of a gzipped CSV by column name; cells may be quoted. */
function rowsOf(file: string): Row[] {
  const cells = (line: string): string[] =>
    Array.from(line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g), (match) =>
      (match[1] ?? "").replaceAll('"', ""),
    );
  const [head = "", ...lines] = gunzipSync(readFileSync(`${folder}/${file}`))
    .toString("utf8")
    .trim()
    .split("\n");
  const names = cells(head);
  return lines.map((line) => {
    const values = cells(line);
    return Object.fromEntries(names.map((name, i) => [name, values[i] ?? ""]));
  });
}

const CHOICES = ["CC", "FPV", "MTS", "UCS", "MAS - IPSP", "21F", "PDC", "MNR", "PAN-BOL"];
/** From fine to coarse. */
const PLACES = ["Recinto", "Localidad", "Municipio", "Provincia", "Departamento", "País"];

describe.skipIf(!present)(`Bolivia, 20 October 2019${skipped}`, () => {
  const final = present ? rowsOf("computo_final.csv.gz") : [];
  const early = new Set(
    present ? rowsOf("trep_2019-10-20T1940.csv.gz").map((row) => row["Número Mesa"]) : [],
  );
  const total = final.map((row) => CHOICES.reduce((sum, choice) => sum + Number(row[choice]), 0));
  const first = final.map((row) => Number(row["MAS - IPSP"]));
  const second = final.map((row) => Number(row["CC"]));
  const areas = PLACES.map((_, from) =>
    final.map((row) =>
      PLACES.slice(from)
        .map((place) => row[place])
        .join(" | "),
    ),
  );
  const late = final.map((row) => !early.has(row["Número Mesa"]));

  const arrivals = new Map(
    (present ? rowsOf("arrival_order_derived.csv.gz") : []).map((row) => [
      row["numero_mesa"] ?? "",
      Number(row["trep_pct_mid"]),
    ]),
  );
  const code = (i: number): string => final[i]?.["Número Mesa"] ?? "";

  it("adds up to the proclaimed result", () => {
    const sum = (column: readonly number[]) => column.reduce((all, votes) => all + votes, 0);
    expect([sum(first), sum(second), sum(total)]).toEqual([2_889_359, 2_240_920, 6_137_671]);
  });

  it("most of the late shift is of places; what is left is small and its size is said", () => {
    const found = lateShift({ first, second, total, late, areas }, { seed: "Bolivia 2019", replicates: 199 });
    // The lead was 7.9 points in the tables of 19:40 and 24.7 in the later ones.
    expect(found.shift).toBeCloseTo(0.1677, 3);
    // Department to polling place: each finer level explains more but one.
    const composition = found.levels.map((level) => level.composition);
    expect(composition.at(-1)! / found.shift).toBeGreaterThan(0.8);
    expect(composition.at(-1)).toBeGreaterThan(composition[0]!);
    // Inside polling places that have both, late tables lead by about half a point more.
    expect(found.within).toBeGreaterThan(0.002);
    expect(found.within).toBeLessThan(0.009);
    expect(found.pValue).toBeLessThan(0.05);
    // The unexplained rest moves the country's lead by less than half a point.
    expect(Math.abs(found.effect)).toBeLessThan(0.005);
    expect(found.levels.at(-1)?.covered).toBeCloseTo(0.843, 2);
  });

  it("is what the chapter says, row by row", () => {
    const found = lateShift({ first, second, total, late, areas }, { seed: "bo", replicates: 999 });
    const points = (value: number): string => (100 * value).toFixed(2);
    for (const { level, covered, composition, residual } of found.levels) {
      const figures = [`${(100 * covered).toFixed(1)} %`, points(composition), points(residual)];
      expect(page).toContain(`| ${PLACES[level]} | ${figures.join(" | ")} |`);
    }
    const finest = found.levels.at(-1)!;
    expect(page).toContain(
      `The lead was ${points(found.early)} points in the early tables and ${points(found.late)} in the late ones. Polling places explain ${points(finest.composition)} of the ${points(found.shift)} points. What is left, ${points(found.residual)} points of the late lead, is ${points(found.effect)} points of the country's.`,
    );
    expect(page).toContain(
      `(${found.compared.toLocaleString("en")} late tables) late tables differ from early ones by ${points(found.within)} points, p = ${found.pValue.toFixed(3)}.`,
    );
  });

  it("later tables of a place differ as much at other moments of the first evening", () => {
    for (const percent of [30, 40, 50, 60, 70]) {
      const used = final.map((_, i) => i).filter((i) => (arrivals.get(code(i)) ?? Infinity) < 84);
      const of = <Value>(column: readonly Value[]): Value[] => used.map((i) => column[i]!);
      const found = lateShift(
        {
          first: of(first),
          second: of(second),
          total: of(total),
          late: used.map((i) => arrivals.get(code(i))! > percent),
          areas: areas.map(of),
        },
        { seed: "bo", replicates: 199 },
      );
      const figures = [found.shift, found.within].map((value) => (100 * value).toFixed(2));
      const row = [`${percent} %`, found.compared.toLocaleString("en"), ...figures, found.pValue.toFixed(3)];
      expect(page).toContain(`| ${row.join(" | ")} |`);
    }
  });

  it("no jump at 84 % of the count that other moments of it do not have", () => {
    const [lead, weight] = [new Map<string, number>(), new Map<string, number>()];
    const place = areas[0]!;
    place.forEach((name, i) => {
      lead.set(name, (lead.get(name) ?? 0) + first[i]! - second[i]!);
      weight.set(name, (weight.get(name) ?? 0) + total[i]!);
    });
    // A table's lead less that of the other tables of its polling place.
    const used = final.flatMap((row, i) => {
      const others = weight.get(place[i]!)! - total[i]!;
      const arrival = arrivals.get(row["Número Mesa"] ?? "");
      if (others === 0 || total[i] === 0 || arrival === undefined) return [];
      const own = first[i]! - second[i]!;
      return [{ value: own / total[i]! - (lead.get(place[i]!)! - own) / others, weight: total[i]!, arrival }];
    });
    const found = arrivalJump(
      {
        values: used.map((one) => one.value),
        weights: used.map((one) => one.weight),
        arrival: used.map((one) => one.arrival),
      },
      // The count stood still from 83.85 to 95.6 %: what came then is at the middle of that interval.
      83.85,
      6,
    );
    expect(Math.abs(found.jump)).toBeLessThan(0.01);
    expect(found.pValue).toBeGreaterThan(0.01);
  });
});
