import type { MappingSuggestion } from "@veedor/authority-files";
import { fileOnDisk } from "@veedor/authority-files";
import type { Command } from "../terminal/command.ts";
import type { OptionSpecs } from "../terminal/options.ts";
import { readOptions, required } from "../terminal/options.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { importAsJson, readingAsText, summaryAsText, usesAsText } from "./output.ts";
import { withProgress } from "./progress.ts";
import { givenMapping, openForReading, saveUnderNewName } from "./request.ts";
import { summarise } from "./summary.ts";

const OPTIONS = {
  as: { kind: "text", oneOf: ["frame", "results"] },
  mapping: { kind: "text" },
  "save-mapping": { kind: "text" },
} as const satisfies OptionSpecs;

/** `veedor import FILE`: what an authority's file holds, how it is read, which lines are bad. Changes nothing. */
export const importFile: Command = async (args, terminal) => {
  const { values, file } = readOptions(args, OPTIONS, 1);
  const { say, tell, messages } = terminal;
  if (values.help) {
    say(messages.text("terminal.help-import"));
    return 0;
  }
  const given = values.mapping === undefined ? null : await givenMapping(values.mapping, values.as);
  const purpose = given?.purpose ?? required("as", values.as);
  return withProgress(fileOnDisk(file), terminal, async (source) => {
    const reading = await openForReading(source, given, purpose);
    if (!values.json) say(readingAsText(file, reading, messages));
    const { mapping, suggestion } = reading;
    if (mapping === null) {
      if (values.json) say(importAsJson(file, purpose, reading, null));
      tellWhatIsMissing(file, suggestion, terminal);
      return 1;
    }
    const saved = values["save-mapping"];
    if (saved !== undefined) {
      await saveUnderNewName(saved, mapping);
      tell(messages.text("import.mapping-saved", { path: saved }));
    }
    const summary = await summarise(source, mapping);
    say(values.json ? importAsJson(file, purpose, reading, summary) : summaryAsText(summary, messages));
    return summary.report.refused === 0 ? 0 : 1;
  });
};

function tellWhatIsMissing(
  file: string,
  suggestion: MappingSuggestion | null,
  { tell, messages }: Terminal,
): void {
  // Without these two nothing can be read; the others a file may well lack.
  const needed = (suggestion?.missing ?? []).filter((use) => use === "station" || use === "choice");
  tell(messages.text("import.no-mapping", { file, uses: usesAsText(needed, messages) }));
}
