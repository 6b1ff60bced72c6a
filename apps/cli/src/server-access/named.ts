import * as contract from "@veedor/api-contract";
import type { z } from "zod";
import type { OptionSpecs } from "../terminal/options.ts";
import { Problem } from "../terminal/problem.ts";
import type { Access } from "./access.ts";

/** Options of commands within a mission. */
export const MISSION_OPTIONS = { mission: { kind: "text" } } as const satisfies OptionSpecs;

type Item<E extends { answer: z.ZodType }> =
  z.output<E["answer"]> extends { items: readonly (infer One)[] } ? One : never;
export type MissionItem = Item<typeof contract.listMissions>;
type ElectionItem = Item<typeof contract.listElections>;
type ContestItem = Item<typeof contract.listContests>;
type SampleItem = Item<typeof contract.listSamples>;

/** Of several things the one that is named, or the only one there is. */
function only<One>(
  all: readonly One[],
  named: string | undefined,
  option: string,
  namesOf: (one: One) => readonly string[],
): One {
  const found = named === undefined ? all : all.filter((one) => namesOf(one).includes(named));
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  const known = all.map((one) => namesOf(one)[0]).join(", ");
  if (named !== undefined)
    throw new Problem("usage", "problems.name-unknown", { option, value: named, known });
  if (all.length === 0) throw new Problem("data", "problems.nothing-to-name", { option });
  throw new Problem("usage", "problems.name-missing", { option, known });
}

/** The mission that is named by its code, or the only one. */
export async function missionNamed({ call }: Access, named: string | undefined): Promise<MissionItem> {
  const { items } = await call(contract.listMissions, {});
  return only(items, named, "--mission", ({ code, id }) => [code, id]);
}

/** The election that is named by its day, or the only one. */
export async function electionNamed(
  { call }: Access,
  mission: string,
  named: string | undefined,
): Promise<ElectionItem> {
  const { items } = await call(contract.listElections, { parameters: { mission } });
  return only(items, named, "--election", ({ day, id }) => [day, id]);
}

/** The contest that is named by its code, or the only one. */
export async function contestNamed(
  { call }: Access,
  mission: string,
  named: string | undefined,
): Promise<ContestItem> {
  const { items } = await call(contract.listContests, { parameters: { mission } });
  return only(items, named, "--contest", ({ code, id }) => [code, id]);
}

/** The latest draw that was announced for the election that is named by its day, or the only one. */
export async function sampleOf(
  access: Access,
  mission: string,
  named: string | undefined,
): Promise<SampleItem> {
  const election = await electionNamed(access, mission, named);
  const { items } = await access.call(contract.listSamples, { parameters: { mission } });
  const latest = items.findLast((one) => one.election === election.id);
  if (latest === undefined) throw new Problem("data", "problems.nothing-announced", { day: election.day });
  return latest;
}
