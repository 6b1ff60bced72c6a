import * as contract from "@veedor/api-contract";
import { ProblemError } from "@veedor/domain";
import { codesAsTyped } from "../forms/index.ts";
import type { Routes } from "../http/app.ts";
import { readersLanguage } from "../http/problems.ts";
import { serve } from "../http/serve.ts";
import { serveLines } from "../http/serve-lines.ts";
import { addContribution, announceSample } from "./announcement.ts";
import { assignStations, listAssignments, ownStations, removeAssignment } from "./assignments.ts";
import { drawSample, openSample, replaceStation } from "./drawing.ts";
import { exportCallSheets, exportDraw, listDrawn, listSamples } from "./lists.ts";
import { publishedDraw, publishedFrame, publishedSamples } from "./published.ts";
import type { Contribution, Sample } from "./store.ts";

/** Draws, from announcement to opening. */
export const sampleRoutes: Routes = (app, context) => {
  serve(app, contract.listSamples, async ({ actor, parameters }) => ({
    items: (await listSamples(context, actor, parameters.mission)).map(({ sample, contributions }) => ({
      ...sampleAnswer(sample),
      contributions: contributions.map(contributionAnswer),
    })),
  }));
  serve(app, contract.announceSample, async ({ actor, parameters, body }) =>
    sampleAnswer(await announceSample(context, actor, parameters, body)),
  );
  serve(app, contract.addContribution, async ({ actor, parameters, body }) =>
    contributionAnswer(await addContribution(context, actor, parameters, body)),
  );
  serve(app, contract.drawSample, async ({ actor, parameters }) =>
    sampleAnswer(await drawSample(context, actor, parameters)),
  );
  serve(app, contract.openSample, async ({ actor, parameters }) =>
    sampleAnswer(await openSample(context, actor, parameters)),
  );
  serve(app, contract.replaceStation, ({ actor, parameters, body }) =>
    replaceStation(context, actor, parameters, body),
  );
  serve(app, contract.listDrawnStations, async ({ actor, parameters, query }) => {
    const page = { after: placeOf(query.after), limit: query.limit };
    const drawn = await listDrawn(context, actor, parameters, page);
    const items = drawn.map(({ code, station, ...one }) => ({
      ...one,
      station: code,
      areas: [...(station?.areas ?? [])],
      centre: station?.centre ?? null,
      registered: station?.registered ?? null,
    }));
    const last = items.at(-1);
    const next = last === undefined || items.length < query.limit ? null : `${last.order} ${last.stratum}`;
    return { items, next };
  });
  serveLines(app, contract.exportDraw, "text/csv", async ({ actor, parameters }) => ({
    fileName: "sample.csv",
    lines: await exportDraw(context, actor, parameters),
  }));
  serveLines(app, contract.exportCallSheets, "text/csv", async ({ actor, parameters, request }) => ({
    fileName: "call-sheets.csv",
    lines: await exportCallSheets(context, actor, parameters, readersLanguage(request)),
  }));
};

/** Who observes which station. */
export const assignmentRoutes: Routes = (app, context) => {
  serve(app, contract.assignStations, async ({ actor, parameters, body }) => ({
    added: await assignStations(context, actor, parameters.mission, body.items),
  }));
  serve(app, contract.listAssignments, async ({ actor, parameters, query }) => {
    const { after, limit } = query;
    const items = await listAssignments(context, actor, parameters.mission, {
      after: assignmentOf(after),
      limit,
    });
    const last = items.at(-1);
    const next = last === undefined || items.length < limit ? null : `${last.person} ${last.station}`;
    return { items, next };
  });
  serve(app, contract.removeAssignment, async ({ actor, parameters, query }) => {
    await removeAssignment(context, actor, parameters.mission, query);
    return {};
  });
  serve(app, contract.ownAssignments, async ({ actor, parameters }) => {
    const stations = await ownStations(context, actor, parameters.mission);
    const asTyped = await codesAsTyped(context.database.query, parameters.mission);
    return {
      items: stations.map(({ code, areas, centre, registered }) => ({
        station: code,
        typed: asTyped(code),
        areas: [...areas],
        centre,
        registered,
      })),
    };
  });
};

/** What everyone may see of a mission's draws. */
export const publicSampleRoutes: Routes = (app, context) => {
  serve(app, contract.publishedSamples, async ({ parameters }) => {
    const { mission, samples } = await publishedSamples(context, parameters.code);
    return {
      mission: { code: mission.code, name: mission.name, country: mission.country },
      samples: samples.map(({ sample, election, frame, contributions, replacements }) => ({
        ...sampleAnswer(sample),
        election: { day: election.day, name: election.name, round: election.round },
        frame: {
          hash: frame.hash,
          stations: frame.stations,
          areaLevels: [...frame.areaLevels],
          attributeNames: [...frame.attributeNames],
          fileSha256: frame.fileSha256,
        },
        contributions: contributions.map(contributionAnswer),
        replacements: replacements.map((one) => ({ ...one })),
      })),
    };
  });
  serveLines(app, contract.publishedDraw, "text/csv", async ({ parameters }) => ({
    fileName: `${parameters.code}-sample.csv`,
    lines: await publishedDraw(context, parameters.code, parameters.sample),
  }));
  serveLines(app, contract.publishedFrame, "text/plain", async ({ parameters }) => ({
    fileName: `${parameters.code}-frame.txt`,
    lines: await publishedFrame(context, parameters.code, parameters.sample),
  }));
};

function placeOf(after: string | undefined) {
  if (after === undefined) return null;
  const [, order, stratum] = /^(\d{1,9}) (.*)$/su.exec(after) ?? [];
  if (order === undefined || stratum === undefined)
    throw new ProblemError("invalid-request", { path: "query/after" });
  return { order: Number(order), stratum };
}

function assignmentOf(after: string | undefined) {
  if (after === undefined) return null;
  const [, person, station] = /^([0-9a-f-]{36}) (.*)$/su.exec(after) ?? [];
  if (person === undefined || station === undefined)
    throw new ProblemError("invalid-request", { path: "query/after" });
  return { person, station };
}

const contributionAnswer = (one: Contribution) => ({ ...one, addedAt: one.addedAt.toISOString() });

function sampleAnswer(sample: Sample) {
  const { design, allocation, plans } = sample;
  return {
    ...sample,
    design: {
      ...design,
      strata: [...design.strata],
      allocation: { ...design.allocation },
      merge: { ...design.merge },
    },
    mergedInto: { ...sample.mergedInto },
    allocation: allocation.map((one) => ({ ...one })),
    plans: plans.map((one) => ({ ...one })),
    announcedAt: sample.announcedAt.toISOString(),
    drawnAt: sample.drawnAt?.toISOString() ?? null,
    openedAt: sample.openedAt?.toISOString() ?? null,
  };
}
