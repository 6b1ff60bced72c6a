import * as contract from "@veedor/api-contract";
import type { Routes } from "../../http/app.ts";
import { serve } from "../../http/serve.ts";
import { acceptLink, readLink, setUp } from "./links.ts";

/** Pages behind one-time links: nobody is signed in there. */
const FEW = { requestsPerMinute: 200 };

export const linkRoutes: Routes = (app, context) => {
  serve(app, contract.setUp, async ({ body }) => ({ person: await setUp(context, body) }), FEW);
  serve(
    app,
    contract.readLink,
    async ({ body }) => {
      const { purpose, person, mission, expiresAt } = await readLink(context, body.token);
      return {
        purpose,
        email: person?.email ?? null,
        name: person?.name ?? null,
        mission,
        expiresAt: expiresAt.toISOString(),
      };
    },
    FEW,
  );
  serve(app, contract.acceptLink, async ({ body }) => ({ person: await acceptLink(context, body) }), FEW);
};
