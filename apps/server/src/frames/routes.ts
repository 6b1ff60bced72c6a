import * as contract from "@veedor/api-contract";
import type { Routes } from "../http/app.ts";
import { serve } from "../http/serve.ts";
import { listAreas, listFrames, listStations, readComparison } from "./frames.ts";
import type { FrameVersion } from "./store.ts";

/** The mission's frame: versions, stations, areas, what changed. It comes in through imports. */
export const frameRoutes: Routes = (app, context) => {
  serve(app, contract.listFrames, async ({ actor, parameters }) => ({
    items: (await listFrames(context, actor, parameters.mission)).map(frameAnswer),
  }));
  serve(app, contract.listStations, async ({ actor, parameters, query }) => {
    const { after = null, limit, area = null, search } = query;
    const stations = await listStations(context, actor, parameters, { after, limit, area, search });
    const items = stations.map((station) => ({ ...station, areas: [...station.areas] }));
    return { items, next: items.length < limit ? null : (items.at(-1)?.code ?? null) };
  });
  serve(app, contract.listAreas, async ({ actor, parameters, query }) => {
    const { levels, areas } = await listAreas(context, actor, parameters, query.parent ?? null);
    const items = areas.map((area) => ({
      ...area,
      level: levels[area.level] ?? "",
      hasAreas: area.last > area.number,
    }));
    return { items };
  });
  serve(app, contract.readFrameComparison, async ({ actor, parameters, query }) => {
    const page = { after: Number(query.after ?? 0) || 0, limit: query.limit };
    const { previous, counts, changes } = await readComparison(context, actor, parameters, page);
    const items = changes.map(({ kind, from_code, to_code, columns }) => ({
      kind,
      from: from_code,
      to: to_code,
      columns,
    }));
    const last = changes.at(-1)?.number;
    return {
      previous: previous === null ? null : frameAnswer(previous),
      added: counts["added"] ?? 0,
      removed: counts["removed"] ?? 0,
      changed: counts["changed"] ?? 0,
      items,
      next: last === undefined || changes.length < query.limit ? null : String(last),
    };
  });
};

const frameAnswer = (frame: FrameVersion) => ({
  ...frame,
  areaLevels: [...frame.areaLevels],
  attributeNames: [...frame.attributeNames],
  importedAt: frame.importedAt.toISOString(),
});
