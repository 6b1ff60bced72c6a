import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Take } from "@veedor/quick-count";
import { Problem } from "../terminal/problem.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { replayAsJson, replayAsText, takeLine } from "./output.ts";
import { replayPage } from "./page/page.ts";
import type { ReplayRecord } from "./record.ts";

/** How an evening is shown. */
export type Presentation = {
  readonly json: boolean;
  readonly headless: boolean;
  readonly page: string | undefined;
};

/** Folder, under the working folder, for pages whose place was not asked for. */
export const PAGES = "replay-output";

/** Milliseconds that a person is given to read each take while the evening plays before them. */
const READING_TIME = 450;

/** Shows takes as they come: a line each, at a pace that can be read when a person watches. */
export function takeTeller(
  terminal: Terminal,
  presentation: Presentation,
  names: readonly string[],
  timeZone: string,
): (take: Take) => Promise<void> {
  const paced = terminal.watched && !presentation.headless && !presentation.json;
  return async (take) => {
    const line = takeLine(take, names, timeZone, terminal.messages);
    // With --json standard output carries the JSON alone; a person may still follow on standard error.
    if (presentation.json) terminal.tell(line);
    else terminal.say(line);
    if (paced) await pause(READING_TIME);
  };
}

/** Prints the evening's end and writes its page. */
export async function presentReplay(
  record: ReplayRecord,
  terminal: Terminal,
  presentation: Presentation,
  defaultPage: string,
): Promise<void> {
  const page = presentation.page ?? (presentation.headless ? undefined : defaultPage);
  if (page !== undefined) await writePage(page, replayPage(record, terminal.messages));
  if (presentation.json) {
    terminal.say(replayAsJson(record));
    return;
  }
  terminal.say(replayAsText(record, terminal.messages));
  if (page !== undefined) terminal.say(terminal.messages.text("replay.written", { path: page }));
}

/** Writes a page, over an earlier page if need be, but never over anything else. */
async function writePage(path: string, html: string): Promise<void> {
  const there = await readFile(path, "utf8").catch(() => "");
  if (there !== "" && !/^<!doctype html>/i.test(there))
    throw new Problem("data", "problems.not-a-page", { path });
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, html);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Problem("data", "problems.cannot-write", { path, reason });
  }
}
