import * as contract from "@veedor/api-contract";
import type { Routes } from "../http/app.ts";
import { serve } from "../http/serve.ts";
import type { AreaSums } from "./snapshots.ts";
import { listOfficialTallies, listSnapshots, sumSnapshot } from "./snapshots.ts";

/** What the authority has published. It comes in through imports. */
export const officialResultsRoutes: Routes = (app, context) => {
  serve(app, contract.listOfficialResults, async ({ actor, parameters, query }) => {
    const snapshots = await listSnapshots(context, actor, parameters.mission, query.contest ?? null);
    const items = snapshots.map((snapshot) => ({
      ...snapshot,
      publishedAt: snapshot.publishedAt.toISOString(),
      importedAt: snapshot.importedAt.toISOString(),
    }));
    return { items };
  });
  serve(app, contract.listOfficialTallies, async ({ actor, parameters, query }) => {
    const { after = null, limit, area = null, search } = query;
    const tallies = await listOfficialTallies(context, actor, parameters, { after, limit, area, search });
    const items = tallies.map((tally) => ({ ...tally, figures: [...tally.figures] }));
    return { items, next: items.length < limit ? null : (items.at(-1)?.station ?? null) };
  });
  serve(app, contract.sumOfficialResults, async ({ actor, parameters, query }) => {
    const { contest, whole, areas } = await sumSnapshot(context, actor, parameters, {
      area: query.area ?? null,
    });
    return {
      lines: contest.lines.map(({ code }) => code),
      whole: sumsAnswer(whole),
      areas: areas.map(sumsAnswer),
    };
  });
};

const sumsAnswer = ({ area, tallies, sums }: AreaSums) => ({
  area: area && { ...area },
  tallies,
  sums: sums.map((sum) => ({ ...sum })),
});
