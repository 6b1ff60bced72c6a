import type { Language } from "@veedor/messages";
import { LANGUAGES } from "@veedor/messages";
import { afterAll, describe, expect, it } from "vitest";
import { expectRefusal } from "./problem-checks.ts";
import { record, temporaryFolder } from "./run-recording.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const contest = folder.write("contest.csv", "choice,votes\nAna,60000\nBeto,40000\n");
const batches = folder.write(
  "batches.csv",
  `station,ana,beto,ballots\n${Array.from({ length: 20 }, (_, i) => `S${i},60,40,110`).join("\n")}\n`,
);
const batchOptions = ["--id", "station", "--choices", "ana,beto", "--ballots", "ballots"];
const languages = Object.keys(LANGUAGES) as Language[];

describe("what cannot be audited is refused, in four languages", () => {
  const write = (name: string, content: string): string => folder.write(name, content);
  const twice = write("twice.csv", "station,ana,beto\nS1,60,40\nS1,60,40\n");
  const unknown = write("unknown.csv", "station,ana,beto\nX9,60,40\n");
  const stranger = write("stranger.csv", "choice,votes\nCarla,3\n");
  const lost = write("lost.csv", "choice\nAna\n?\n");
  const again = write("again.csv", "choice,votes\nAna,3\nAna,4\n");
  const broken = write("broken.json", "[1]");
  const words = write("words.csv", "value\nseven\n");
  const nine = write("nine.csv", "value\n0.9\n");
  const macro = ["audit", "macro", batches, ...batchOptions];

  it.each([
    { args: ["audit"], status: 2 as const, code: "method-missing", says: ["bravo", "macro"] },
    {
      args: ["audit", "tarot", contest],
      status: 2 as const,
      code: "method-unknown",
      says: ["tarot", "alpha"],
    },
    { args: ["audit", "bravo", contest], status: 2 as const, code: "option-missing", says: ["--ballots"] },
    {
      args: ["audit", "bravo", contest, "--ballots", "50"],
      status: 1 as const,
      code: "votes-above-ballots",
      says: ["--ballots"],
    },
    {
      args: ["audit", "bravo", contest, "--ballots", "100000", "--drawn", stranger],
      status: 1 as const,
      code: "choice-unknown",
      says: ["Carla", "Ana, Beto"],
    },
    {
      args: ["audit", "alpha", contest, "--ballots", "100000", "--drawn", lost],
      status: 1 as const,
      code: "not-found-polled",
      says: ["3"],
    },
    {
      args: ["audit", "bravo", again, "--ballots", "9"],
      status: 1 as const,
      code: "choice-twice",
      says: ["Ana", "3"],
    },
    {
      args: ["audit", "bravo", broken, "--ballots", "9"],
      status: 1 as const,
      code: "contest-malformed",
      says: ["choice", "votes"],
    },
    { args: [...macro, "--drawn", unknown], status: 1 as const, code: "batch-unknown", says: ["X9"] },
    {
      args: [...macro, "--simple-sample", "--drawn", twice],
      status: 1 as const,
      code: "batch-twice",
      says: ["S1", "--simple-sample"],
    },
    {
      args: [...macro, "--seed", "s", "--drawn", twice],
      status: 1 as const,
      code: "not-the-draw",
      says: ["S1"],
    },
    { args: ["audit", "shangrla", words], status: 1 as const, code: "not-a-value", says: ["seven", "2"] },
    {
      args: ["audit", "shangrla", nine, "--test", "alpha"],
      status: 2 as const,
      code: "option-missing",
      says: ["--alternative"],
    },
    {
      args: [...macro, "--winners", "2", "--seats", "5"],
      status: 2 as const,
      code: "seats-or-winners",
      says: ["--winners", "--seats"],
    },
    { args: [...macro, "--winners", "2"], status: 1 as const, code: "no-losers", says: ["--winners"] },
  ])("$code", async (refusal) => {
    await expect(expectRefusal(refusal)).resolves.toBeUndefined();
  });

  it("help names every audit and every option, in each language", async () => {
    for (const language of languages) {
      const { output, status } = await record(["audit", "--help"], language);
      expect(status).toBe(0);
      for (const word of [
        "bravo",
        "minerva",
        "alpha",
        "comparison",
        "macro",
        "--risk-limit",
        "--simple-sample",
      ])
        expect(output).toContain(word);
      for (const line of output.split("\n"))
        expect([line, Array.from(line).length <= 120]).toEqual([line, true]);
    }
  });
});
