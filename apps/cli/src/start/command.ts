import process from "node:process";
import { buildWebAppWhenStale, readConfiguration, startServer } from "@veedor/server";
import type { Command } from "../terminal/command.ts";
import type { OptionSpecs } from "../terminal/options.ts";
import { readOptions, required } from "../terminal/options.ts";
import { Problem } from "../terminal/problem.ts";
import { defaultDataFolder } from "./data-folder.ts";
import { serveUntilStopped } from "./serve-until-stopped.ts";
import { hearSignals } from "./signals.ts";
import { withStartProblems } from "./start-problem.ts";
import { serveThrowaway } from "./throwaway.ts";

const OPTIONS = {
  throwaway: { kind: "flag" },
  form: { kind: "text" },
} as const satisfies OptionSpecs;

/** `veedor start`: the server, until it is told to stop. Settings come from the environment. */
export const start: Command = async (args, terminal) => {
  const { values } = readOptions(args, OPTIONS, 0);
  const { text } = terminal.messages;
  if (values.help) {
    terminal.say(text("terminal.help-start"));
    return 0;
  }
  if (values.throwaway) {
    await serveThrowaway(required("form", values.form), terminal, values.json);
    return 0;
  }
  if (values.form !== undefined) throw new Problem("usage", "problems.form-needs-throwaway");
  const signals = hearSignals();
  await buildWebAppWhenStale(() => terminal.tell(text("server.building-web-app")));
  const server = await withStartProblems(() =>
    startServer(readConfiguration(process.env, { dataFolder: defaultDataFolder("server") })),
  );
  const { configuration } = server.context;
  if (values.json) {
    terminal.say(JSON.stringify({ origin: server.origin, pid: process.pid, setupLink: server.setupLink }));
  } else {
    terminal.say(text("server.running", { address: server.origin }));
    if (configuration.publicUrl !== null)
      terminal.say(text("server.reached-at", { address: configuration.publicUrl }));
    terminal.say(text("server.data-folder", { folder: configuration.dataFolder }));
    if (server.setupLink !== null) terminal.say(text("server.set-up-link", { link: server.setupLink }));
    terminal.say(text("server.how-to-stop"));
  }
  await serveUntilStopped(server, signals, terminal);
  return 0;
};
