import process from "node:process";
import { openThrowaway, readConfiguration, startServer } from "@veedor/server";
import { readText } from "../table-files/text-file.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { passingFolder } from "./passing-folder.ts";
import { serveUntilStopped } from "./serve-until-stopped.ts";
import { hearSignals } from "./signals.ts";
import { withStartProblems } from "./start-problem.ts";

/**
 * An empty server for measuring: own folder, own PostgreSQL, free port of this machine, whatever is set for the real
 * one. Says where to post, where the number of stored submissions is read, and which process to watch; nothing of it
 * is kept.
 */
export async function serveThrowaway(formFile: string, terminal: Terminal, json: boolean): Promise<void> {
  const form = await readText(formFile);
  const signals = hearSignals();
  const folder = passingFolder();
  try {
    await withStartProblems(async () => {
      const level = process.env["VEEDOR_LOG_LEVEL"] ?? "warn";
      const settings = { VEEDOR_DATA: folder.path, VEEDOR_PORT: "0", VEEDOR_LOG_LEVEL: level };
      const configuration = readConfiguration(settings, { dataFolder: folder.path });
      const server = await startServer(configuration, { systemUser: "nobody" });
      try {
        const { submissionUrl, countUrl } = await openThrowaway(server.context, form);
        const told = { submissionUrl, countUrl, pid: process.pid };
        if (json) terminal.say(JSON.stringify(told));
        else for (const [name, value] of Object.entries(told)) terminal.say(`${name} ${value}`);
      } catch (error) {
        await server.close();
        throw error;
      }
      await serveUntilStopped(server, signals, terminal, folder.remove);
    });
  } finally {
    folder.remove();
  }
}
