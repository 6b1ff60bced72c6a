import { hash } from "node:crypto";
import { ProblemError } from "@veedor/domain";
import { withColumns } from "@veedor/quick-count";
import type { Context } from "../context.ts";
import { change } from "../evidence/change.ts";
import { currentFrame } from "../frames/index.ts";
import { contestsHeld, existingElection, missionById } from "../missions/index.ts";
import { newIdentifier } from "../outside/identifiers.ts";
import { THE_SERVER } from "../people/actor.ts";
import { sealForServer } from "../people/index.ts";
import { requireNoTally, sealOf } from "./announcement.ts";
import { allocate, type SampleDesignEntry, stratumBy } from "./design.ts";
import { insertSample, keepDraw } from "./store.ts";

/**
 * Gives a rehearsal the sample of a past election: one that was drawn long ago, or from a seed that was chosen and
 * not made in public. For the program that plays an election, and never for a real mission.
 *
 * @param given.strata columns of the frame whose combinations are the strata
 * @param given.stations codes in the order of the draw, each in the mission's latest frame
 * @param given.seed what it was drawn from, or where it is from
 * @param given.person of the mission
 * @throws {ProblemError} `forbidden` in a real mission, `frame-missing`, `station-unknown`, `tallies-have-arrived`
 */
export async function takeOverSample(
  context: Context,
  at: { readonly mission: string; readonly election: string },
  given: {
    readonly strata: readonly string[];
    readonly stations: readonly string[];
    readonly seed: string;
    readonly person: string;
  },
): Promise<void> {
  const mission = await missionById(context.database.query, at.mission);
  if (mission?.kind !== "rehearsal") throw new ProblemError("forbidden", { action: "sample-draw" });
  const current = await currentFrame(context, at.mission);
  if (current === null) throw new ProblemError("frame-missing");
  const stations = new Map<string, (typeof current.frame.stations)[number]>(
    current.frame.stations.map((station) => [station.code, station]),
  );
  const stratumOf = stratumBy(given.strata, {});
  const counts = new Map<string, number>();
  const drawn = given.stations.map((code) => {
    const station = stations.get(code);
    if (station === undefined) throw new ProblemError("station-unknown");
    const stratum = given.strata.length === 0 ? "" : stratumOf(withColumns(current.frame, station));
    const order = (counts.get(stratum) ?? 0) + 1;
    counts.set(stratum, order);
    return { station: code, stratum, order, ticket: "", spare: false };
  });
  const design: SampleDesignEntry = {
    stations: drawn.length,
    strata: given.strata,
    allocation: { rule: "given", stations: Object.fromEntries(counts) },
    minimum: 1,
    merge: {},
    spares: 0,
  };
  const id = newIdentifier(context.clock.now());
  await change(context, THE_SERVER, async (tx) => {
    await existingElection(tx.query, at.mission, at.election, true);
    requireNoTally(await contestsHeld(tx.query, at.election));
    const sample = {
      ...at,
      id,
      number: 1,
      design,
      mergedInto: {},
      allocation: allocate(current.frame, design),
      plans: [],
      reason: null,
      frame: current.id,
      secretSha256: hash("sha256", given.seed),
      announcedAt: tx.now,
    };
    const secretSealed = sealForServer(context, sealOf(id), Buffer.from(given.seed, "utf8"));
    await insertSample(tx.query, { ...sample, secretSealed, announcedBy: given.person });
    const undrawn = { ...sample, drawnAt: null, openedAt: null, secret: null, seed: null };
    await keepDraw(tx.query, undrawn, drawn, { at: tx.now, person: null });
    await tx.audit("sample-taken-over", { mission: at.mission, subject: id }, { stations: drawn.length });
    await tx.record(at.mission, id, {
      kind: "sample-taken-over",
      fields: {
        election: at.election,
        frame: current.hash,
        list: hash("sha256", drawn.map(({ station }) => `${station}\n`).join("")),
        seed: given.seed,
      },
    });
    await tx.tell(at.mission, "sample-drawn", "mission-read", { sample: id });
  });
}
