import { readSituation } from "@veedor/api-contract";
import type { Routes } from "../http/app.ts";
import { serve } from "../http/serve.ts";
import { requireInMission } from "../people/actor.ts";
import { countsByArea, statesOfContests } from "./store.ts";

/** How reporting stands, in one answer that open screens ask for again and again. */
export const situationRoutes: Routes = (app, context) => {
  serve(app, readSituation, async ({ actor, parameters: { mission } }) => {
    // Where sheets are awaited tells where the sample is; so this is for those who may see tallies.
    requireInMission(actor, mission, "tallies-read");
    const { query } = context.database;
    const areas = await countsByArea(query, mission);
    const states = await statesOfContests(query, mission);
    return {
      now: new Date(context.clock.now()).toISOString(),
      contests: states.map(({ lastArrivedAt, ...state }) => {
        const own = areas.filter(({ contest }) => contest === state.contest);
        return {
          ...state,
          expected: own.reduce((sum, { expected }) => sum + expected, 0),
          reported: own.reduce((sum, { reported }) => sum + reported, 0),
          lastArrivedAt: lastArrivedAt?.toISOString() ?? null,
          areas: own.map(({ area, expected, reported }) => ({ area, expected, reported })),
        };
      }),
    };
  });
};
