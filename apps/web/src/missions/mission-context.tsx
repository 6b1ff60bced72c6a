import type { readMission } from "@veedor/api-contract";
import { type MissionAction, mayDo, ROLES } from "@veedor/domain";
import { createContext, useContext } from "react";
import type { z } from "zod";
import type { Moments } from "../words/moments.ts";

/**
 * The mission of the page and what the reader may do in it. The server asks again at every request; here it only
 * decides what is offered.
 */
export type MissionHere = {
  readonly mission: z.output<typeof readMission.answer>;
  readonly may: (action: MissionAction) => boolean;
  readonly moments: Moments;
  /** The present instant, moved on every half minute. */
  readonly now: number;
};

export const MissionContext = createContext<MissionHere | null>(null);

export function useMission(): MissionHere {
  const here = useContext(MissionContext);
  if (here === null) throw new Error("the mission is used outside its frame");
  return here;
}

/** What a person with these roles may do. */
export function permissions(roles: readonly string[]): MissionHere["may"] {
  const known = ROLES.filter((role) => roles.includes(role));
  return (action) => mayDo(known, action);
}
