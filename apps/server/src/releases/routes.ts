import * as contract from "@veedor/api-contract";
import type { Routes } from "../http/app.ts";
import { serve } from "../http/serve.ts";
import {
  confirmRelease,
  listReleases,
  proposeRelease,
  publishedRelease,
  publishedReleases,
  withdrawRelease,
} from "./releases.ts";
import type { Release } from "./store.ts";

/** Releases: proposed by one person, released by another, public from then on. */
export const releaseRoutes: Routes = (app, context) => {
  serve(app, contract.listReleases, async ({ actor, parameters }) => ({
    items: (await listReleases(context, actor, parameters)).map(releaseAnswer),
  }));
  serve(app, contract.proposeRelease, async ({ actor, parameters, body }) =>
    releaseAnswer(await proposeRelease(context, actor, parameters, body)),
  );
  serve(app, contract.confirmRelease, async ({ actor, parameters, body }) =>
    releaseAnswer(await confirmRelease(context, actor, parameters, body.hash)),
  );
  serve(app, contract.withdrawRelease, async ({ actor, parameters, body }) =>
    releaseAnswer(await withdrawRelease(context, actor, parameters, body.reason)),
  );
  serve(app, contract.publishedReleases, async ({ parameters }) => ({
    items: (await publishedReleases(context, parameters.code)).map(releaseAnswer),
  }));
  serve(app, contract.publishedRelease, async ({ parameters }) =>
    releaseAnswer(await publishedRelease(context, parameters.code, parameters.release)),
  );
};

const releaseAnswer = (release: Release) => ({
  ...release,
  proposedAt: release.proposedAt.toISOString(),
  releasedAt: release.releasedAt?.toISOString() ?? null,
  withdrawnAt: release.withdrawnAt?.toISOString() ?? null,
});
