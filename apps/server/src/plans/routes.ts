import * as contract from "@veedor/api-contract";
import type { Routes } from "../http/app.ts";
import { serve } from "../http/serve.ts";
import { confirmPlan, listPlans, proposePlan } from "./plans.ts";
import { publishedPlans } from "./published.ts";
import type { PlanVersion } from "./store.ts";

/** Analysis plans: proposed, confirmed by another person, published. */
export const planRoutes: Routes = (app, context) => {
  serve(app, contract.listPlans, async ({ actor, parameters }) => ({
    items: (await listPlans(context, actor, parameters)).map(planAnswer),
  }));
  serve(app, contract.proposePlan, async ({ actor, parameters, body }) => {
    const document = JSON.stringify(body.document);
    return planAnswer(await proposePlan(context, actor, parameters, { document, reason: body.reason }));
  });
  serve(app, contract.confirmPlan, async ({ actor, parameters, body }) =>
    planAnswer(await confirmPlan(context, actor, parameters, body.hash)),
  );
  serve(app, contract.publishedPlans, async ({ parameters }) => {
    const { mission, plans } = await publishedPlans(context, parameters.code);
    return {
      mission: { code: mission.code, name: mission.name, country: mission.country },
      plans: plans.map(({ of, plan, version, hash, frozenAt, proposedAt, afterFirstTally, reason }) => ({
        contest: of.contest.code,
        version,
        hash,
        plan: { ...plan },
        frozenAt: (frozenAt ?? proposedAt).toISOString(),
        afterFirstTally,
        reason,
      })),
    };
  });
};

const planAnswer = (plan: PlanVersion) => ({
  ...plan,
  document: JSON.parse(plan.document) as Record<string, unknown>,
  proposedAt: plan.proposedAt.toISOString(),
  frozenAt: plan.frozenAt?.toISOString() ?? null,
});
