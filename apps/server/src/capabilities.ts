import type { Context } from "./context.ts";
import { auditRoutes } from "./evidence/audit-routes.ts";
import { eventRoutes, listenToNews } from "./evidence/events/index.ts";
import { formRoutes } from "./forms/routes.ts";
import { frameImporter } from "./frames/index.ts";
import { frameRoutes } from "./frames/routes.ts";
import type { Routes } from "./http/app.ts";
import { importBackground, importRoutes } from "./imports/index.ts";
import { missionRoutes } from "./missions/routes.ts";
import { officialResultsImporter } from "./official-results/index.ts";
import { officialResultsRoutes } from "./official-results/routes.ts";
import { collectRoutes } from "./openrosa/api-routes.ts";
import { openrosaRoutes } from "./openrosa/routes.ts";
import { keepKeysForgotten } from "./people/index.ts";
import { peopleRoutes } from "./people/routes.ts";
import { planRoutes } from "./plans/routes.ts";
import { keepQuickCount } from "./quick-count/index.ts";
import { quickCountRoutes } from "./quick-count/routes.ts";
import { publicPages } from "./releases/public-pages.ts";
import { releaseRoutes } from "./releases/routes.ts";
import { assignmentRoutes, publicSampleRoutes, sampleRoutes } from "./samples/routes.ts";
import { situationRoutes } from "./situation/routes.ts";
import { submissionRoutes } from "./submissions/routes.ts";
import { tallyRoutes } from "./tallies/routes.ts";
import { webAppRoutes } from "./web-app/index.ts";

/** The routes of the JSON API, a line for each capability. */
export const API_ROUTES: readonly Routes[] = [
  missionRoutes,
  peopleRoutes,
  formRoutes,
  submissionRoutes,
  collectRoutes,
  auditRoutes,
  frameRoutes,
  officialResultsRoutes,
  situationRoutes,
  importRoutes([frameImporter, officialResultsImporter]),
  planRoutes,
  sampleRoutes,
  assignmentRoutes,
  publicSampleRoutes,
  tallyRoutes,
  quickCountRoutes,
  eventRoutes,
  releaseRoutes,
];

/** Routes that answer in another form than JSON: phones, public pages. */
export const DIALECTS: readonly Routes[] = [openrosaRoutes, publicPages, webAppRoutes];

/** What runs beside requests, such as takes at their instants; each answers with how to stop it. */
export const BACKGROUND: readonly ((context: Context) => Promise<() => Promise<void>>)[] = [
  listenToNews,
  keepKeysForgotten,
  importBackground,
  keepQuickCount,
];
