import { afterAll, describe, expect, it } from "vitest";
import { expectRefusal } from "./problem-checks.ts";
import { record, temporaryFolder } from "./run-recording.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const sample = folder.write(
  "s.csv",
  "mesa,zona,N_h,ana,luis,total\n1,A,40,10,8,20\n2,A,40,12,6,19\n3,B,30,5,9,15\n4,B,30,7,9,17\n",
);
const strata = folder.write("strata.csv", "stratum,N_h\nA,40\nB,30\n");
const ESTIMATE = ["estimate", sample, "--choices", "ana,luis", "--total", "total"];
const DRAW = ["draw", "--frame", sample, "--id", "mesa", "--stations", "2", "--seed", "s"];
const SIZE = ["size", "--frame", sample, "--votes", "ana", "--total", "total", "--margin", "0.01"];
const without = (args: string[], option: string): string[] =>
  args.filter((arg, i) => arg !== option && args[i - 1] !== option);

const REFUSED: [string, string[], string, string[]][] = [
  ["no file", ["estimate", "--choices", "a", "--total", "t"], "file-missing", []],
  ["two files", [...ESTIMATE, "other.csv"], "unexpected-argument", ["other.csv"]],
  ["a file where none goes", [...DRAW, "other.csv"], "unexpected-argument", ["other.csv"]],
  ["estimate without --choices", without(ESTIMATE, "--choices"), "option-missing", ["--choices", "--help"]],
  ["estimate without --total", without(ESTIMATE, "--total"), "option-missing", ["--total"]],
  ...["--frame", "--id", "--stations", "--seed"].map((option): [string, string[], string, string[]] => [
    `draw without ${option}`,
    without(DRAW, option),
    "option-missing",
    [option],
  ]),
  ["size without --margin", without(SIZE, "--margin"), "option-missing", ["--margin"]],
  ["size without --votes", without(SIZE, "--votes"), "option-missing", ["--votes"]],
  ["size without --total", without(SIZE, "--total"), "option-missing", ["--total"]],
  ["size without --frame", without(SIZE, "--frame"), "option-missing", ["--frame"]],
  ["an unknown option", [...ESTIMATE, "--chioces", "a"], "unknown-option", ["--chioces", "--choices"]],
  ["an unknown short option", [...ESTIMATE, "-x"], "unknown-option", ["-x", "--choices"]],
  ["an unknown option with a value", [...DRAW, "--toString=1"], "unknown-option", ["--toString"]],
  [
    "an option of another command",
    [...DRAW, "--population", "5"],
    "unknown-option",
    ["--population", "--frame"],
  ],
  ["an option twice", [...ESTIMATE, "--choices", "luis"], "option-twice", ["--choices"]],
  ["an option without its value at the end", [...ESTIMATE, "--level"], "option-needs-value", ["--level"]],
  [
    "an option without its value before another",
    [...ESTIMATE, "--level", "--df", "welch"],
    "option-needs-value",
    ["--level"],
  ],
  ["an empty value", [...without(DRAW, "--seed"), "--seed", ""], "option-needs-value", ["--seed"]],
  ["an empty value after =", [...ESTIMATE, "--level="], "option-needs-value", ["--level"]],
  ["a value for a flag", [...ESTIMATE, "--help=yes"], "option-takes-no-value", ["--help"]],
  ["a level in percent", [...ESTIMATE, "--level", "95"], "option-out-of-range", ["--level", "95", "0.5"]],
  ["a negative level", [...ESTIMATE, "--level", "-0.95"], "option-out-of-range", ["--level", "-0.95"]],
  ["a level with a decimal comma", [...ESTIMATE, "--level", "0,95"], "option-out-of-range", ["0,95"]],
  ["a level of 1", [...ESTIMATE, "--level", "1"], "option-out-of-range", ["--level"]],
  ["a hexadecimal population", [...ESTIMATE, "--population", "0x10"], "option-not-a-count", ["0x10"]],
  ["a population with an exponent", [...ESTIMATE, "--population", "1e3"], "option-not-a-count", ["1e3"]],
  ["a fractional population", [...ESTIMATE, "--population", "10.5"], "option-not-a-count", ["10.5"]],
  ["a population in words", [...ESTIMATE, "--population", "many"], "option-not-a-count", ["many"]],
  [
    "stations of 0",
    [...without(DRAW, "--stations"), "--stations", "0"],
    "option-not-a-count",
    ["--stations"],
  ],
  ["negative spares", [...DRAW, "--spares", "-1"], "option-not-a-count", ["--spares", "-1"]],
  ["a minimum of 0", [...DRAW, "--minimum", "0"], "option-not-a-count", ["--minimum"]],
  [
    "a margin of 0",
    [...without(SIZE, "--margin"), "--margin", "0"],
    "option-out-of-range",
    ["--margin", "0.0001"],
  ],
  [
    "a margin in points",
    [...without(SIZE, "--margin"), "--margin", "1"],
    "option-out-of-range",
    ["--margin", "0.5"],
  ],
  ["a reporting rate in percent", [...SIZE, "--reporting", "90"], "option-out-of-range", ["--reporting"]],
  [
    "an unknown rule for lonely strata",
    [...ESTIMATE, "--lonely", "remove"],
    "option-unknown-word",
    ["remove", "collapse-variance"],
  ],
  [
    "an unknown rule for degrees of freedom",
    [...ESTIMATE, "--df", "WELCH"],
    "option-unknown-word",
    ["WELCH", "satterthwaite"],
  ],
  [
    "an unknown allocation",
    [...DRAW, "--allocation", "neyman"],
    "option-unknown-word",
    ["neyman", "optimal"],
  ],
  [
    "a choice twice",
    [...without(ESTIMATE, "--choices"), "--choices", "ana,ana"],
    "list-not-distinct",
    ["--choices", "ana,ana"],
  ],
  [
    "an empty choice",
    [...without(ESTIMATE, "--choices"), "--choices", "ana,,luis"],
    "list-not-distinct",
    ["ana,,luis"],
  ],
  ["a stratum column twice", [...DRAW, "--strata", "zona,zona"], "list-not-distinct", ["--strata"]],
  [
    "a choice that is the total",
    [...without(ESTIMATE, "--total"), "--total", "ana"],
    "column-twice",
    ["ana"],
  ],
  [
    "a stratum that is the registered",
    [...ESTIMATE, "--registered", "zona", "--stratum", "zona", "--stratum-size", "N_h"],
    "column-twice",
    ["zona"],
  ],
  [
    "strata without sizes",
    [...ESTIMATE, "--stratum", "zona"],
    "stratum-needs-size",
    ["--stratum-size", "--strata-file"],
  ],
  [
    "a file of strata without --stratum",
    [...ESTIMATE, "--strata-file", strata],
    "strata-file-needs-stratum",
    ["--strata-file"],
  ],
  [
    "a population with strata",
    [...ESTIMATE, "--stratum", "zona", "--stratum-size", "N_h", "--population", "70"],
    "population-with-strata",
    ["--population"],
  ],
  [
    "the optimal allocation without votes",
    [...DRAW, "--strata", "zona", "--allocation", "optimal"],
    "optimal-needs-votes",
    ["--votes"],
  ],
  ["a merge map without strata", [...DRAW, "--merge", strata], "merge-needs-strata", ["--merge", "--strata"]],
  [
    "a size without a basis",
    ["size", "--margin", "0.01"],
    "size-needs-basis",
    ["--frame", "--design-effect"],
  ],
  [
    "a size with half an assumption",
    ["size", "--margin", "0.01", "--registered", "100"],
    "size-needs-basis",
    ["--stations"],
  ],
  [
    "a size with two bases",
    [...SIZE, "--design-effect", "20"],
    "size-two-bases",
    ["--frame", "--design-effect"],
  ],
  [
    "fewer voters than stations",
    ["size", "--margin", "0.01", "--registered", "5", "--stations", "10", "--design-effect", "3"],
    "registered-below-stations",
    ["--registered"],
  ],
  ["an unknown command", ["estimar", sample], "unknown-command", ["estimar", "estimate", "--help"]],
  ["a command named like a property", ["toString"], "unknown-command", ["toString"]],
  ["help for an unknown command", ["help", "estimar"], "unknown-command", ["estimar"]],
  ["options before the command", ["--population", "5", "estimate"], "command-missing", ["estimate"]],
];

describe("what is typed wrong is refused with status 2, by name, in four languages", () => {
  it.each(REFUSED)("%s", async (_name, args, code, says) => {
    await expect(expectRefusal({ args, status: 2, code, says })).resolves.toBeUndefined();
  });

  it("an unknown language is refused, not answered in another", async () => {
    for (const args of [
      ["estimate", sample, "--lang", "de"],
      ["--lang=x", "help"],
    ]) {
      const { status, errors } = await record(args);
      expect([status, errors]).toEqual([2, expect.stringContaining("es, en, pt, fr")]);
    }
    expect(await record(["estimate", sample, "--lang"])).toMatchObject({
      status: 2,
      errors: expect.stringContaining("--lang needs a value"),
    });
    expect((await record(["help", "--lang", "es-PE"])).status).toBe(0);
  });

  it("no command at all prints the help on standard error", async () => {
    const { status, output, errors } = await record([]);
    expect([status, output]).toEqual([2, ""]);
    expect(errors).toContain("veedor estimate FILE");
  });
});
