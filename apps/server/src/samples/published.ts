import { ProblemError } from "@veedor/domain";
import type { Context } from "../context.ts";
import type { FrameVersion } from "../frames/index.ts";
import { frameVersion } from "../frames/index.ts";
import type { Election, Mission } from "../missions/index.ts";
import { electionsOf, missionByCode } from "../missions/index.ts";
import { unpackedText } from "./frame-text.ts";
import { drawAsCsv } from "./lists.ts";
import { stationsInForce } from "./stations-store.ts";
import type { Contribution, Sample } from "./store.ts";
import { contributionRows, frameTextOf, sampleRow, sampleRows } from "./store.ts";

// For everyone: nobody is asked who they are. What was drawn shows only once the mission has opened its secret.

/** A draw as everyone sees it; `replacements` once it is open. */
export type PublishedSample = {
  readonly sample: Sample;
  readonly election: Election;
  readonly frame: FrameVersion;
  readonly contributions: readonly Contribution[];
  readonly replacements: readonly {
    readonly station: string;
    readonly spare: string;
    readonly evidence: string;
  }[];
};

/**
 * Every draw that a mission has ever announced, also those that it began anew.
 *
 * @throws {ProblemError} `not-found`, also for a mission that has announced nothing: it need not be known that it exists
 */
export async function publishedSamples(
  { database }: Context,
  code: string,
): Promise<{ readonly mission: Mission; readonly samples: readonly PublishedSample[] }> {
  const { query } = database;
  const mission = await missionByCode(query, code);
  const samples = mission === null ? [] : await sampleRows(query, { mission: mission.id });
  if (mission === null || samples.length === 0) throw new ProblemError("not-found");
  const elections = new Map((await electionsOf(query, mission.id)).map((one) => [one.id, one]));
  const published: PublishedSample[] = [];
  for (const sample of samples) {
    const election = elections.get(sample.election);
    const frame = await frameVersion(query, sample.frame);
    if (election === undefined || frame === null) continue;
    const contributions = await contributionRows(query, sample.id);
    const inForce = sample.openedAt === null ? [] : await stationsInForce(query, sample.id);
    const replacements = inForce.flatMap(({ code: spare, replaces, evidence }) =>
      replaces === null ? [] : [{ station: replaces, spare, evidence: evidence ?? "" }],
    );
    published.push({ sample, election, frame, contributions, replacements });
  }
  return { mission, samples: published };
}

/** The list of what was drawn. @throws {ProblemError} `not-found` before it is open */
export async function publishedDraw(
  context: Context,
  code: string,
  id: string,
): Promise<AsyncIterable<string>> {
  return drawAsCsv(context.database.query, await openedSample(context, code, id));
}

/** The frame in its canonical form: its SHA-256 is the hash that was announced, and from it anyone draws again. */
export async function publishedFrame(
  context: Context,
  code: string,
  id: string,
): Promise<AsyncIterable<string>> {
  const sample = await openedSample(context, code, id);
  const packed = await frameTextOf(context.database.query, sample.id);
  if (packed === null) throw new ProblemError("not-found");
  return unpackedText(packed);
}

async function openedSample({ database }: Context, code: string, id: string): Promise<Sample> {
  const mission = await missionByCode(database.query, code);
  const sample = await sampleRow(database.query, id);
  const isOpen = sample !== null && sample.openedAt !== null && sample.mission === mission?.id;
  if (!isOpen) throw new ProblemError("not-found");
  return sample;
}
