import process from "node:process";
import { run } from "./run.ts";
import { languageFor, processTerminal } from "./terminal/terminal.ts";

// A reader that closes early (`veedor draw … | head`) is not an error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? 0 : 1);
});

const args = process.argv.slice(2);
process.exitCode = await run(args, processTerminal(languageFor(args, process.env)));
