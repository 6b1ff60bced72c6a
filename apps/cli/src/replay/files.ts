import { isAbsolute, join } from "node:path";
import type { ImportReport, Mapping } from "@veedor/authority-files";
import { fileOnDisk, parseMapping, readFrame, readResults } from "@veedor/authority-files";
import type { Contest, Frame, Tally } from "@veedor/domain";
import type { Messages } from "@veedor/messages";
import { readText } from "../table-files/text-file.ts";
import { Problem } from "../terminal/problem.ts";
import type { MappedFile } from "./manifest.ts";

/** A path as the manifest writes it, relative to the manifest's folder. */
export function besideManifest(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}

async function mappingOf({ mapping }: MappedFile, folder: string): Promise<Mapping> {
  if (typeof mapping !== "string") return parseMapping(JSON.stringify(mapping), "manifest.json");
  const path = besideManifest(folder, mapping);
  return parseMapping(await readText(path), path);
}

/** The frame of a mapped file; any refused line is a problem. */
export async function loadFrame(file: MappedFile, folder: string, messages: Messages): Promise<Frame> {
  const path = besideManifest(folder, file.file);
  const { frame, report } = await readFrame(fileOnDisk(path), await mappingOf(file, folder));
  return frame ?? refuse(path, report, messages);
}

/** The tallies of a mapped file; any refused line is a problem. */
export async function loadResults(
  file: MappedFile,
  folder: string,
  messages: Messages,
): Promise<{ readonly contest: Contest; readonly tallies: readonly Tally[] }> {
  const path = besideManifest(folder, file.file);
  const { contest, tallies, report } = await readResults(fileOnDisk(path), await mappingOf(file, folder));
  return { contest, tallies: tallies ?? refuse(path, report, messages) };
}

function refuse(path: string, report: ImportReport, messages: Messages): never {
  const [first] = report.errors;
  const told =
    first === undefined ? "" : (messages.textOf("checks", first.code, { ...first.parameters }) ?? first.code);
  const values = { path, refused: report.refused, first: `${first?.line ?? ""}: ${told}` };
  throw new Problem("data", "problems.lines-refused", values);
}
