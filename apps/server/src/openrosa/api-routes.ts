import * as contract from "@veedor/api-contract";
import type { Routes } from "../http/app.ts";
import { serve } from "../http/serve.ts";
import { collectCode } from "./collect-code.ts";

/** What the desk asks about phones. */
export const collectRoutes: Routes = (app, context) => {
  serve(app, contract.collectCode, async ({ actor, parameters, body }) => {
    const { mission, device } = parameters;
    const { settings, ...code } = await collectCode(context, actor, mission, { device, token: body.token });
    return {
      ...code,
      settings: Object.fromEntries(Object.entries(settings).map(([name, values]) => [name, { ...values }])),
    };
  });
};
