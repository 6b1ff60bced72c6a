import type { Change } from "../evidence/change.ts";
import type { Importer, Incoming, Told } from "../imports/index.ts";
import { insertAreas } from "./areas-store.ts";
import { insertChanges } from "./comparison-store.ts";
import { analyzeStations, COPY_STATIONS, frameBefore, frameRow, insertFrame, nextVersion } from "./store.ts";

/** Stores an authority's list of stations as the next version of the mission's frame. */
export const frameImporter: Importer = {
  purpose: "frame",
  action: "frame-import",
  prepare: () => Promise.resolve(),
  reading: (_query, { result, mappingText }) =>
    Promise.resolve({ task: "frame", id: result, mapping: mappingText }),
  begin,
  finish,
};

async function begin(tx: Change, incoming: Incoming, { head }: Told): Promise<string> {
  if (head === null) throw new Error("a frame comes with its head");
  const version = await nextVersion(tx.query, incoming.mission);
  await insertFrame(tx.query, incoming, head, { version, importedAt: tx.now });
  await insertAreas(tx.query, incoming.result, head.areas);
  return COPY_STATIONS;
}

async function finish(tx: Change, { result, mission, fileSha256 }: Incoming): Promise<void> {
  const frame = await frameRow(tx.query, result);
  if (frame === null) throw new Error("the frame is not there");
  await analyzeStations(tx.query);
  const previous = await frameBefore(tx.query, frame);
  if (previous !== null) await insertChanges(tx.query, previous, frame);
  const { version, hash, stations } = frame;
  await tx.audit("frame-imported", { mission, subject: result }, { version, stations, hash });
  await tx.record(mission, result, {
    kind: "frame",
    fields: { version, hash, stations, fileSha256, importedAt: tx.now.toISOString() },
  });
  await tx.tell(mission, "frame-imported", "frame-read", { frame: result, version });
}
