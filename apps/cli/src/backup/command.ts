import process from "node:process";
import { backUp, readConfiguration } from "@veedor/server";
import { defaultDataFolder } from "../start/data-folder.ts";
import { withStartProblems } from "../start/start-problem.ts";
import type { Command } from "../terminal/command.ts";
import { readOptions } from "../terminal/options.ts";

/** `veedor backup FILE`: database and attachments in one archive, while the server goes on. */
export const backup: Command = async (args, terminal) => {
  const { values, file } = readOptions(args, {}, 1);
  const { text } = terminal.messages;
  if (values.help) {
    terminal.say(text("terminal.help-backup"));
    return 0;
  }
  await withStartProblems(async () => {
    const configuration = readConfiguration(process.env, { dataFolder: defaultDataFolder("server") });
    const made = await backUp(configuration, file);
    if (values.json) return terminal.say(JSON.stringify({ file, ...made, keyFile: configuration.keyFile }));
    terminal.say(text("server.backup-made", { file, ...made }));
    return terminal.say(text("server.backup-key-apart", { keyFile: configuration.keyFile }));
  });
  return 0;
};
