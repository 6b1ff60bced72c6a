import { setTimeout as wait } from "node:timers/promises";
import * as contract from "@veedor/api-contract";
import type { Mapping } from "@veedor/authority-files";
import type { Frame, Station } from "@veedor/domain";
import { frameHash } from "../frame/frame-hash.ts";
import type { Player } from "./cast.ts";

/** Milliseconds between two looks at how far an import is. */
const LOOK = 50;

/**
 * Imports a frame through the server's own importer, as the file of an authority, and compares the hashes.
 *
 * @throws {Error} when the server has read another frame than was sent
 */
export async function uploadFrame(
  origin: string,
  mission: string,
  { client, token }: Player,
  frame: Frame,
): Promise<void> {
  const fileName = "frame.csv";
  const body = { purpose: "frame" as const, fileName, mapping: { ...mappingOf(frame) } };
  const job = await client.call(contract.createImport, { parameters: { mission }, body });
  const path = contract.sendImportFile.path.replace("{mission}", mission).replace("{import}", job.id);
  const sent = await fetch(new URL(path, origin), {
    method: contract.sendImportFile.method,
    headers: { authorization: `Bearer ${token()}`, "content-type": contract.FILE_MEDIA_TYPE },
    body: fileOf(frame),
  });
  if (!sent.ok) throw new Error(`the frame was refused: ${sent.status} ${await sent.text()}`);
  const parameters = { mission, import: job.id };
  for (;;) {
    const { state, problem, report } = await client.call(contract.readImport, { parameters });
    if (state === "done") break;
    if (state === "refused" || state === "failed" || state === "interrupted")
      throw new Error(`the frame was not imported: ${problem?.message ?? JSON.stringify(report)}`);
    await wait(LOOK);
  }
  const { items } = await client.call(contract.listFrames, { parameters: { mission } });
  if (items[0]?.hash !== frameHash(frame)) throw new Error("the server has another frame than was sent");
}

const areaHeading = (level: string): string => `area ${level}`;
const attributeHeading = (name: string): string => `attribute ${name}`;

function mappingOf({ areaLevels, attributeNames, stations }: Frame): Mapping {
  const hasCentre = stations.some(({ centre }) => centre !== null);
  const hasRegistered = stations.some(({ registered }) => registered !== null);
  const hasFormer = stations.some(({ formerCode }) => formerCode !== null);
  return {
    format: "veedor-mapping/1",
    purpose: "frame",
    station: { columns: ["station"], separator: "" },
    areas: areaLevels.map((level) => ({ level, from: { column: areaHeading(level) } })),
    attributes: attributeNames.map((name) => ({ name, from: { column: attributeHeading(name) } })),
    ...(hasFormer ? { formerCode: { column: "former station" } } : {}),
    ...(hasCentre ? { centre: { column: "centre" } } : {}),
    ...(hasRegistered ? { registered: "registered" } : {}),
  };
}

/** The frame as a CSV file. */
function fileOf({ areaLevels, attributeNames, stations }: Frame): string {
  const headings = ["station", "former station", "centre", "registered"];
  const columns = [...areaLevels.map(areaHeading), ...attributeNames.map(attributeHeading)];
  const row = ({ code, formerCode, centre, registered, areas, attributes }: Station): string[] => [
    code,
    formerCode ?? "",
    centre ?? "",
    registered === null ? "" : String(registered),
    ...areas,
    ...attributeNames.map((name) => attributes[name] ?? ""),
  ];
  return [[...headings, ...columns], ...stations.map(row)]
    .map((cells) => cells.map(quoted).join(","))
    .join("\n");
}

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
