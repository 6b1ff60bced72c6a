import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import type { GivenPart, ImportJobAnswer } from "@veedor/api-contract";
import * as contract from "@veedor/api-contract";
import { FileProblem, parseMapping } from "@veedor/authority-files";
import { readText } from "../table-files/text-file.ts";
import { printedTable } from "../terminal/table.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { Access } from "./access.ts";

type Asked = GivenPart<typeof contract.createImport.body>;

/** Milliseconds between two looks at how far an import is. */
const LOOK = 500;
/** Refused lines that are printed; the server has the others. */
const MOST_PRINTED = 50;

/** A mapping file, checked here before anything is sent. */
export async function mappingFrom(path: string): Promise<Record<string, unknown>> {
  return { ...parseMapping(await readText(path), path) };
}

/**
 * Sends an authority's file, waits for its end, and says what came of it.
 *
 * @param ask makes the request of the file's name
 * @returns the exit status: 1 when lines were refused or the file could not be read
 */
export async function sendFile(
  access: Access,
  mission: string,
  path: string,
  ask: (fileName: string) => Asked,
  { terminal, json }: { readonly terminal: Terminal; readonly json: boolean },
): Promise<0 | 1> {
  await requireFile(path);
  const body = ask(basename(path));
  const { id } = await access.call(contract.createImport, { parameters: { mission }, body });
  const address = contract.sendImportFile.path.replace("{mission}", mission).replace("{import}", id);
  await access.request(address, {
    method: contract.sendImportFile.method,
    headers: { "content-type": contract.FILE_MEDIA_TYPE },
    body: Readable.toWeb(createReadStream(path)) as ReadableStream,
    duplex: "half",
  });
  const job = await ended(access, mission, id, terminal);
  if (json) terminal.say(JSON.stringify(job));
  else await tellEnd(access, mission, job, terminal);
  return job.state === "done" ? 0 : 1;
}

async function requireFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new FileProblem("file-not-found", { file: path });
  if (found.isDirectory()) throw new FileProblem("file-is-a-folder", { file: path });
  if (found.size === 0) throw new FileProblem("file-empty", { file: path });
}

async function ended(
  { call }: Access,
  mission: string,
  id: string,
  { tell, messages }: Terminal,
): Promise<ImportJobAnswer> {
  for (let looks = 0; ; looks++) {
    const job = await call(contract.readImport, { parameters: { mission, import: id } });
    const goesOn = job.state === "waiting" || job.state === "receiving" || job.state === "reading";
    if (!goesOn) return job;
    if (looks > 0 && looks % 2 === 0) {
      const percent = job.bytes === null || job.bytes === 0 ? 0 : job.bytesRead / job.bytes;
      tell(
        messages.text("mission.import-progress", {
          percent: messages.percent(percent, 0),
          lines: job.linesRead,
        }),
      );
    }
    await wait(LOOK);
  }
}

async function tellEnd(
  { call }: Access,
  mission: string,
  job: ImportJobAnswer,
  { say, messages }: Terminal,
): Promise<void> {
  const { text } = messages;
  if (job.problem !== null) say(job.problem.message);
  if (job.report === null) return;
  const { lines, kept, refused, leftOut, filtered } = job.report;
  say(text("import.lines-read", { lines, kept, refused, leftOut, filtered }));
  if (job.state === "done") {
    say(text("mission.import-done", { count: kept }));
    return;
  }
  const { items } = await call(contract.listImportFindings, {
    parameters: { mission, import: job.id },
    query: { limit: MOST_PRINTED, only: "refusals" },
  });
  const headings = [
    { heading: text("import.heading-line"), figures: true },
    { heading: text("import.heading-station") },
    { heading: text("import.heading-code") },
    { heading: text("import.heading-finding") },
  ];
  const rows = items.map(({ line, station, code, message }) => [String(line), station ?? "", code, message]);
  say(printedTable(headings, rows));
  say(text("import.nothing-loaded"));
}
