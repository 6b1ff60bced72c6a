import { mkdirSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { expectRefusal } from "./problem-checks.ts";
import { temporaryFolder } from "./run-recording.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
mkdirSync(folder.path("carpeta"));

const HEAD = "mesa,zona,N_h,ana,luis,total,padron";
const GOOD = ["1,A,40,10,8,20,30", "2,A,40,12,6,19,30", "3,B,30,5,9,15,30", "4,B,30,7,9,17,30"];
let files = 0;
/** A sample file whose line 3 (the second station) is the given one. */
const withLine = (line: string, head = HEAD): string =>
  folder.write(`sample-${++files}.csv`, [head, GOOD[0], line, ...GOOD.slice(2), ""].join("\n"));
const text = (content: string | Uint8Array, name = `file-${++files}.csv`): string =>
  folder.write(name, content);
const good = text([HEAD, ...GOOD, ""].join("\n"));

const estimate = (file: string, ...more: string[]): string[] => [
  "estimate",
  file,
  "--choices",
  "ana,luis",
  "--total",
  "total",
  "--registered",
  "padron",
  ...more,
];
const COLUMNS = ["--stratum", "zona", "--stratum-size", "N_h"];
const strata = (content: string): string[] =>
  estimate(good, "--stratum", "zona", "--strata-file", text(content, `strata-${++files}.csv`));
const REFUSED: [string, string[], string, string[]][] = [
  ["a file that is not there", estimate(folder.path("nada.csv")), "file-not-found", ["nada.csv"]],
  ["a folder", estimate(folder.path("carpeta")), "file-is-a-folder", ["carpeta"]],
  ["an empty file", estimate(text("")), "file-empty", [".csv"]],
  [
    "a station entered twice",
    estimate(text(`${HEAD}\n1,A,9,10,20,40,60\n1,A,9,11,21,40,60\n`), "--id", "mesa", ...COLUMNS),
    "station-twice",
    ["1", "2", "3"],
  ],
  ["a heading without rows", estimate(text(`${HEAD}\n`)), "no-rows", [".csv"]],
  [
    "a cut archive",
    estimate(text(gzipSync("a,b\n1,2\n").subarray(0, 15), "cut.csv.gz")),
    "archive-damaged",
    ["cut.csv.gz"],
  ],
  [
    "an old spreadsheet",
    estimate(text(Buffer.from("d0cf11e0a1b11ae1", "hex"), "old.xls")),
    "spreadsheet-old-format",
    ["old.xls"],
  ],
  [
    "a column that is not there",
    estimate(good).map((arg) => (arg === "ana,luis" ? "ana,eva" : arg)),
    "column-missing",
    ["eva", "mesa, zona"],
  ],
  [
    "a stratum column that is not there",
    estimate(good, "--stratum", "x", "--stratum-size", "N_h"),
    "column-missing",
    ["x", "zona"],
  ],
  ["an empty cell", estimate(withLine("2,A,40,,6,19,30")), "empty-cell", ["3", "ana"]],
  ["an empty stratum", estimate(withLine("2,,40,12,6,19,30"), ...COLUMNS), "empty-cell", ["3", "zona"]],
  ["negative votes", estimate(withLine("2,A,40,-12,6,19,30")), "not-a-count", ["3", "-12", "ana"]],
  ["fractional votes", estimate(withLine("2,A,40,12.5,6,19,30")), "not-a-count", ["3", "12.5", "ana"]],
  ["text for votes", estimate(withLine("2,A,40,doce,6,19,30")), "not-a-count", ["3", "doce", "ana"]],
  ["a dash for votes", estimate(withLine("2,A,40,-,6,19,30")), "not-a-count", ["3", "ana"]],
  [
    "text for N_h",
    estimate(withLine("2,A,muchas,12,6,19,30"), ...COLUMNS),
    "not-a-count",
    ["3", "muchas", "N_h"],
  ],
  ["a line too short", estimate(withLine("2,A,40,12,6,19")), "ragged-line", ["3", "6", "7"]],
  ["a line too long", estimate(withLine("2,A,40,12,6,19,30,1")), "ragged-line", ["3", "8", "7"]],
  [
    "choices above the total",
    estimate(withLine("2,A,40,12,8,19,30")),
    "choices-above-total",
    ["3", "20", "19", "total"],
  ],
  [
    "a stratum with two sizes",
    estimate(withLine("2,A,41,12,6,19,30"), ...COLUMNS),
    "stratum-sizes-differ",
    ["3", "A", "41", "40", "2"],
  ],
  [
    "a frame with two sizes",
    estimate(good, "--stratum-size", "N_h"),
    "frame-sizes-differ",
    ["4", "30", "40", "--stratum"],
  ],
  [
    "more rows than N_h",
    strata("stratum,N_h\nA,1\nB,30\n"),
    "more-rows-than-stations",
    ["3", "A", "1", "N_h"],
  ],
  [
    "more rows than the frame",
    estimate(good, "--population", "3"),
    "more-rows-than-frame",
    ["5", "4", "3", "--population"],
  ],
  ["a stratum not declared", strata("stratum,N_h\nA,40\n"), "undeclared-stratum", ["4", "B", "N_h"]],
  ["a stratum declared twice", strata("stratum,N_h\nA,40\nB,30\nA,40\n"), "stratum-twice", ["4", "A", "2"]],
  ["a stratum without N_h", strata("stratum,N_h\nA,\nB,30\n"), "empty-cell", ["2", "N_h"]],
  ["a negative N_h", strata("stratum,N_h\nA,-40\nB,30\n"), "not-a-count", ["2", "-40", "N_h"]],
  [
    "a file of strata without its columns",
    strata("estrato,tamano\nA,40\n"),
    "column-missing",
    ["stratum", "estrato, tamano"],
  ],
  ["a ragged file of strata", strata("stratum,N_h\nA,40,1\nB,30\n"), "ragged-line", ["2", "3"]],
  [
    "a collapse to nowhere",
    strata("stratum,N_h,collapse_to\nA,40,C\nB,30,\n"),
    "unknown-collapse-target",
    ["2", "C"],
  ],
  [
    "a collapse to itself",
    strata("stratum,N_h,collapse_to\nA,40,A\nB,30,\n"),
    "collapse-to-itself",
    ["2", "A"],
  ],
  [
    "N_h that contradicts the file of strata",
    [...strata("stratum,N_h\nA,41\nB,30\n"), "--stratum-size", "N_h"],
    "size-differs-from-declared",
    ["2", "A", "40", "41", "--stratum-size"],
  ],
  ["no votes at all", estimate(text(`${HEAD}\n1,A,40,0,0,0,30\n2,A,40,0,0,0,30\n`)), "no-votes", ["total"]],
  ["one station", estimate(text(`${HEAD}\n${GOOD[0]}\n`)), "one-report", [".csv"]],
  [
    "a lonely stratum under the rule fail",
    estimate(text([HEAD, ...GOOD.slice(0, 3), ""].join("\n")), ...COLUMNS, "--lonely", "fail"),
    "lonely-stratum",
    ["B", "--lonely"],
  ],
  [
    "strata all lonely under the rule average",
    estimate(text([HEAD, GOOD[0], GOOD[2], ""].join("\n")), ...COLUMNS, "--lonely", "average"),
    "not-computable",
    ["average"],
  ],
];

describe("what is wrong in the data is refused with status 1, by file, line and column, in four languages", () => {
  it.each(REFUSED)("%s", async (_name, args, code, says) => {
    await expect(expectRefusal({ args, status: 1, code, says })).resolves.toBeUndefined();
  });
});
