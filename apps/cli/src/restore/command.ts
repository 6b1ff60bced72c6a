import process from "node:process";
import { restore as putBack, readConfiguration } from "@veedor/server";
import { defaultDataFolder } from "../start/data-folder.ts";
import { withStartProblems } from "../start/start-problem.ts";
import type { Command } from "../terminal/command.ts";
import { readOptions } from "../terminal/options.ts";

/** `veedor restore FILE`: puts an archive of `veedor backup` into an empty data folder and database. */
export const restore: Command = async (args, terminal) => {
  const { values, file } = readOptions(args, {}, 1);
  const { text } = terminal.messages;
  if (values.help) {
    terminal.say(text("terminal.help-restore"));
    return 0;
  }
  await withStartProblems(async () => {
    const configuration = readConfiguration(process.env, { dataFolder: defaultDataFolder("server") });
    const { dataFolder, keyFile } = configuration;
    const restored = await putBack(configuration, file);
    if (values.json) return terminal.say(JSON.stringify({ file, ...restored, dataFolder, keyFile }));
    terminal.say(text("server.restored", { ...restored, folder: dataFolder }));
    return terminal.say(text("server.restore-key", { keyFile }));
  });
  return 0;
};
