// The reading process: what a stranger's file makes a reader do (unpack, parse, hold a spreadsheet in memory) happens
// here, with a memory of its own, which the system gets back. A file that is too much ends this process and not the
// server, and when the server ends so does this.
import { createHash } from "node:crypto";
import { read } from "node:fs";
import process from "node:process";
import { promisify } from "node:util";
import type { FileSource, TableOptions } from "@veedor/authority-files";
import {
  FileProblem,
  openTable,
  parseMapping,
  readFrame,
  sampleOfRows,
  streamResults,
  suggestMapping,
} from "@veedor/authority-files";
import type { Frame, StationCode } from "@veedor/domain";
import { canonicalFrameLines, DomainError } from "@veedor/domain";
import type { FileRefusal } from "../tables.ts";
import { areaTree } from "./area-tree.ts";
import { copyRow, countCell, countsCell, textCell, textsCell } from "./copy-text.ts";
import { folded } from "./folded.ts";
import type { OpenFile, ReadingRequest } from "./messages.ts";
import { Outlet } from "./outlet.ts";

/** Tighter than the reader's own: others use this server at the same time. */
const LIMITS: NonNullable<TableOptions["limits"]> = {
  bytes: 2 * 1024 ** 3,
  spreadsheetUnpackedBytes: 256 * 1024 ** 2,
  columns: 1_000,
  rows: 2_000_000,
};
/** Rows that a look shows. */
const ROWS_SHOWN = 20;

const readAt = promisify(read);
/** Bytes that are read together. */
const PIECE = 256 * 1024;

const outlet = new Outlet();
// The server ends this process once it has taken everything: what a pipe still held would be lost if we ended first.
process.on("disconnect", () => process.exit());
process.once("message", (request: ReadingRequest) => void work(request));

async function work(request: ReadingRequest): Promise<void> {
  try {
    if (request.task === "look") await look(request);
    else if (request.task === "frame") await readStations(request);
    else await readTallies(request);
  } catch (error) {
    const problem = refusalOf(request.file, error);
    await outlet.send(
      problem === null ? { kind: "failed", stack: stackOf(error) } : { kind: "refused", problem },
    );
  }
}

/** What is wrong with the file; `null` for anything else, which is a fault of ours. */
function refusalOf({ name }: OpenFile, error: unknown): FileRefusal | null {
  if (error instanceof FileProblem) return { code: error.code, parameters: error.parameters };
  if (!(error instanceof DomainError)) return null;
  const fault = error.code.replace(/-(\w)/g, (_hyphen, letter: string) => letter.toUpperCase());
  return { code: "frame-malformed", parameters: { file: name, fault, received: error.received } };
}

/** Where it happened, without the error's message, which may hold a cell. */
function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? "").replace(error.message, "…") : typeof error;
}

function sourceOf({ name, fd }: OpenFile): FileSource {
  const open = async function* (): AsyncGenerator<Uint8Array> {
    // By position and without closing: the file is read more than once, and belongs to the server.
    for (let position = 0; ; ) {
      const { bytesRead, buffer } = await readAt(fd, Buffer.allocUnsafe(PIECE), 0, PIECE, position);
      if (bytesRead === 0 && position === 0) throw new FileProblem("file-empty", { file: name });
      if (bytesRead === 0) return;
      position += bytesRead;
      outlet.passedBytes(position);
      yield buffer.subarray(0, bytesRead);
    }
  };
  return { name, open };
}

async function look({ file, purpose }: Extract<ReadingRequest, { task: "look" }>): Promise<void> {
  const table = await openTable(sourceOf(file), { limits: LIMITS });
  const rows: string[][] = [];
  for await (const { cells } of table.rows()) {
    rows.push(cells.map((cell) => cell.slice(0, 200)));
    if (rows.length >= ROWS_SHOWN) break;
  }
  const { columns, form } = table;
  const suggestion = suggestMapping(columns, await sampleOfRows(table), purpose, form);
  await outlet.send({ kind: "looked", look: { form, columns, rows, suggestion } });
}

async function readStations({
  file,
  mapping,
  id,
}: Extract<ReadingRequest, { task: "frame" }>): Promise<void> {
  const source = sourceOf(file);
  const { frame, report } = await readFrame(source, parseMapping(mapping), { table: { limits: LIMITS } });
  if (frame !== null) {
    const { areaLevels, attributeNames, stations } = frame;
    const { nodes, areaOf } = areaTree(frame);
    const head = { hash: hashOf(frame), areaLevels, attributeNames, stations: stations.length, areas: nodes };
    await outlet.send({ kind: "head", head });
    for (const station of stations) {
      const { code, formerCode, areas, centre, registered, attributes } = station;
      outlet.passedLine();
      await outlet.row(
        copyRow([
          id,
          textCell(file.name, code),
          textCell(file.name, formerCode),
          textsCell(file.name, areas),
          textCell(file.name, centre),
          countCell(registered),
          textCell(file.name, JSON.stringify(attributes)),
          countCell(areaOf(station)),
          textCell(file.name, folded([code, centre ?? "", ...areas].join(" "))),
        ]),
      );
    }
  }
  await outlet.endRows();
  await outlet.send({ kind: "end", report });
}

function hashOf(frame: Frame): string {
  const hash = createHash("sha256");
  for (const line of canonicalFrameLines(frame)) hash.update(line, "utf8");
  return hash.digest("hex");
}

async function readTallies(request: Extract<ReadingRequest, { task: "official-results" }>): Promise<void> {
  const { file, mapping, id, lines, known } = request;
  const stations =
    known === null
      ? null
      : new Map(known.codes.map((code, i) => [code as StationCode, known.registered[i] ?? null]));
  const read = await streamResults(sourceOf(file), parseMapping(mapping), stations, { limits: LIMITS });
  await outlet.send({ kind: "head", head: null });
  // The contest's own order; a line that the file does not have stays without figure.
  const positions = lines.map((line) => read.contest.lines.findIndex(({ code }) => code === line));
  for await (const { station, figures, registered } of read.tallies()) {
    outlet.passedLine();
    const counts = positions.map((position) => figures[position] ?? null);
    await outlet.row(copyRow([id, textCell(file.name, station), countsCell(counts), countCell(registered)]));
  }
  await outlet.endRows();
  await outlet.send({ kind: "end", report: read.report() });
}
