import { afterAll, describe, expect, it } from "vitest";
import { expectRefusal } from "./problem-checks.ts";
import { temporaryFolder } from "./run-recording.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const HEAD = "mesa,zona,N_h,ana,luis,total,padron";
const GOOD = ["1,A,40,10,8,20,30", "2,A,40,12,6,19,30", "3,B,30,5,9,15,30", "4,B,30,7,9,17,30"];
let files = 0;
/** A frame whose line 3 (the second station) is the given one. */
const withLine = (line: string): string =>
  folder.write(`frame-${++files}.csv`, [HEAD, GOOD[0], line, ...GOOD.slice(2), ""].join("\n"));
const text = (content: string, name = `file-${++files}.csv`): string => folder.write(name, content);
const good = text([HEAD, ...GOOD, ""].join("\n"));

const draw = (file: string, ...more: string[]): string[] => [
  "draw",
  "--frame",
  file,
  "--id",
  "mesa",
  "--stations",
  "2",
  "--seed",
  "s",
  ...more,
];
const merge = (content: string, ...more: string[]): string[] => [
  "draw",
  "--frame",
  good,
  "--id",
  "mesa",
  "--stations",
  "3",
  "--seed",
  "s",
  "--strata",
  "zona",
  "--merge",
  text(content, `merge-${++files}.csv`),
  ...more,
];
const size = (file: string): string[] => [
  "size",
  "--frame",
  file,
  "--votes",
  "ana",
  "--total",
  "total",
  "--margin",
  "0.01",
];

const REFUSED: [string, string[], string, string[]][] = [
  ["a frame that is not there", draw(folder.path("nada.csv")), "file-not-found", ["nada.csv"]],
  ["a previous election that is not there", size(folder.path("nada.csv")), "file-not-found", ["nada.csv"]],
  ["a station twice in the frame", draw(withLine("1,A,40,12,6,19,30")), "station-twice", ["3", "1", "2"]],
  ["a station without code", draw(withLine(",A,40,12,6,19,30")), "empty-cell", ["3", "mesa"]],
  [
    "a bar inside a stratum",
    draw(withLine("2,A|x,40,12,6,19,30"), "--strata", "zona,N_h"),
    "bar-in-stratum",
    ["3", "A|x", "zona"],
  ],
  [
    "more stations than the frame",
    draw(good, "--spares", "1").map((arg) => (arg === "2" ? "9" : arg)),
    "stations-above-frame",
    ["9", "4"],
  ],
  [
    "more stations than the frame, by strata",
    draw(good, "--strata", "zona", "--minimum", "1").map((arg) => (arg === "2" ? "9" : arg)),
    "stations-above-frame",
    ["9", "4"],
  ],
  [
    "fewer stations than the minimums",
    draw(good, "--strata", "zona"),
    "stations-below-minimum",
    ["2", "4", "--minimum", "--merge"],
  ],
  [
    "a merge map that names no stratum",
    merge("stratum,merge_to\nC,A\n"),
    "merge-unknown-stratum",
    ["2", "C", "A, B"],
  ],
  ["a merge map into no stratum", merge("stratum,merge_to\nA,Z\n"), "merge-unknown-stratum", ["2", "Z"]],
  [
    "a merge map with a stratum twice",
    merge("stratum,merge_to\nA,B\nA,B\n"),
    "stratum-twice",
    ["3", "A", "2"],
  ],
  ["a merge map in a circle", merge("stratum,merge_to\nA,B\nB,A\n"), "merge-circle", ["A → B → A"]],
  [
    "a stratum too small that the map forgets",
    merge("stratum,merge_to\nA,B\n", "--minimum", "5"),
    "merge-missing",
    ["B", "5", "--minimum"],
  ],
  [
    "votes above the total in a previous election",
    size(withLine("2,A,40,25,6,19,30")),
    "choices-above-total",
    ["3", "25", "19"],
  ],
  [
    "a previous election of one station",
    size(text(`${HEAD}\n${GOOD[0]}\n`)),
    "one-station-no-spread",
    [".csv"],
  ],
  [
    "a choice without any vote",
    size(text(`${HEAD}\n1,A,40,0,8,20,30\n2,A,40,0,8,20,30\n`)),
    "no-spread",
    ["ana", "40"],
  ],
  [
    "a previous election without votes",
    size(text(`${HEAD}\n1,A,40,0,0,0,30\n2,A,40,0,0,0,30\n`)),
    "no-votes",
    ["total"],
  ],
];

describe("what is wrong in a frame is refused with status 1, by file, line and column, in four languages", () => {
  it.each(REFUSED)("%s", async (_name, args, code, says) => {
    await expect(expectRefusal({ args, status: 1, code, says })).resolves.toBeUndefined();
  });
});
