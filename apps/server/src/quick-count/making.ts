import { hash } from "node:crypto";
import type { Look, Take } from "@veedor/quick-count";
import { QuickCount } from "@veedor/quick-count";
import { canonicalJson, type Json } from "@veedor/transparency-log";
import type { FiguresInOrder } from "../tallies/index.ts";
import type { Evening } from "./evening.ts";
import type { TakeInput } from "./tables.ts";

/** A take with what it was made from. */
export type MadeTake = {
  readonly take: Take;
  readonly inputs: readonly TakeInput[];
  readonly inputsHash: string;
};

/**
 * Makes a take from the reports in hand.
 *
 * @param reports in order of arrival; of stations that the sample does not have, none is taken in
 * @param earlier takes by the same plan that were made before
 */
export function makeTake(
  evening: Pick<Evening, "plan" | "contest" | "design">,
  reports: readonly FiguresInOrder[],
  earlier: readonly Look[],
  at: number,
): MadeTake {
  const { plan, contest, design } = evening;
  const sampled = new Set<string>(design.stations.map(({ code }) => code));
  const used = reports.filter(({ station }) => sampled.has(station));
  const quickCount = new QuickCount(plan.plan, contest, design, earlier);
  for (const { station, figures, setAside } of used)
    quickCount.receive(station as (typeof design.stations)[number]["code"], figures, setAside);
  return {
    take: quickCount.take(at),
    inputs: used.map(({ sequence, version, setAside }) => [sequence, version, setAside ? 0 : 1]),
    inputsHash: hashOfInputs(used),
  };
}

/** SHA-256 over the reports as `docs/method/takes.md` writes them down. */
export function hashOfInputs(
  reports: readonly Pick<FiguresInOrder, "station" | "figures" | "arrivedAt" | "setAside">[],
): string {
  return hash("sha256", canonicalJson(reports.map(writtenInput)));
}

/** A report as it stands among a take's inputs: station, figures, instant of arrival, whether it was estimated from. */
export const writtenInput = ({
  station,
  figures,
  arrivedAt,
  setAside,
}: Pick<FiguresInOrder, "station" | "figures" | "arrivedAt" | "setAside">) =>
  [station, [...figures], arrivedAt.toISOString(), !setAside] as const;

/** SHA-256 over a take's canonical JSON. */
export function hashOfTake(take: Take): string {
  return hash("sha256", canonicalJson(plainTake(take)));
}

/** A take as JSON holds it: typed arrays are lists, what is infinite is `null`. */
export function plainTake(take: Take): Json {
  return JSON.parse(takeText(take)) as Json;
}

/** A take as JSON text. */
export const takeText = (take: Take): string =>
  JSON.stringify(take, (_name, value: unknown) => (value instanceof Float64Array ? [...value] : value));
