import { LANGUAGES, type Language } from "@veedor/messages";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../src/commands.ts";
import { record } from "./run-recording.ts";

const languages = Object.keys(LANGUAGES) as Language[];
const COMMON = ["--help", "--json", "--lang"];
/** The rules and formulas that a help text must name as they are typed. */
const WORDS: Record<string, string[]> = {
  estimate: [
    "collapse-variance",
    "collapse-reweight",
    "average",
    "adjust",
    "certainty",
    "fail",
    "welch",
    "design",
    "satterthwaite",
    "normal",
    "N_h",
    "collapse_to",
  ],
  draw: ["proportional", "equal", "optimal", "merge_to", "order, station, stratum, N_h, n_h, ticket, spare"],
  size: ["proportional", "equal", "optimal", "0.95"],
};

describe.each(languages)("help in %s", (language) => {
  it("lists every command, and the three ways to ask are the same", async () => {
    const asked = await record(["--help"], language);
    expect(asked.status).toBe(0);
    for (const command of Object.keys(COMMANDS)) expect(asked.output).toContain(`veedor ${command}`);
    for (const option of COMMON) expect(asked.output).toContain(option);
    expect(await record(["help"], language)).toEqual(asked);
    expect(await record(["-h"], language)).toEqual(asked);
  });

  it.each(["estimate", "draw", "size"])(
    "%s names each option that the command takes, and no other",
    async (command) => {
      const { status, output } = await record([command, "--help"], language);
      expect(status).toBe(0);
      const refused = await record([command, "--no-such-option"], "en");
      const known = [...refused.errors.matchAll(/--[a-z-]+/g)]
        .map((match) => match[0])
        .filter((option) => option !== "--no-such-option");
      expect(known).toEqual(expect.arrayContaining(COMMON));
      for (const option of known) if (!COMMON.includes(option)) expect(output).toContain(option);
      for (const [option] of output.matchAll(/--[a-z-]+/g)) expect(known).toContain(option);
      for (const word of WORDS[command] ?? []) expect(output).toContain(word);
      expect(await record(["help", command], language)).toEqual({ status, output, errors: "" });
      expect(await record([command, "-h"], language)).toEqual({ status, output, errors: "" });
    },
  );

  it("fits a terminal of 120 characters", async () => {
    for (const args of [["--help"], ...["estimate", "draw", "size"].map((command) => [command, "--help"])]) {
      const { output } = await record(args, language);
      for (const line of output.split("\n"))
        expect([line, Array.from(line).length <= 120]).toEqual([line, true]);
    }
  });
});

it("a help text in one language is not that in another", async () => {
  for (const command of ["estimate", "draw", "size"]) {
    const texts = await Promise.all(
      languages.map(async (language) => (await record([command, "--help"], language)).output),
    );
    expect(new Set(texts).size).toBe(languages.length);
  }
});
