import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { contestPath, nameByLanguage } from "./missions.ts";
import { identifier, instant } from "./words.ts";

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const reason = z.string().trim().min(10).max(4_000);
/** An analysis plan (`docs/method/analysis-plan.md`); the server reads it strictly and says at which path it is wrong. */
const document = z.record(z.string(), z.unknown());

const planVersion = z.object({
  id: identifier,
  version: z.int(),
  document,
  hash,
  proposedBy: identifier,
  proposedAt: instant,
  confirmedBy: identifier.nullable(),
  frozenAt: instant.nullable(),
  afterFirstTally: z.boolean(),
  reason: z.string().nullable(),
});

export const listPlans = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/contests/{contest}/plans",
  summary: "The versions of a contest's analysis plan, proposals too, the latest first",
  parameters: contestPath,
  answer: z.object({ items: z.array(planVersion) }),
});

export const proposePlan = endpoint({
  method: "POST",
  path: "/api/missions/{mission}/contests/{contest}/plans",
  summary: "Propose an analysis plan; a change of one that is frozen needs a reason, which is published",
  parameters: contestPath,
  body: z.strictObject({ document, reason: reason.nullable().default(null) }),
  status: 201,
  answer: planVersion,
});

export const confirmPlan = endpoint({
  method: "POST",
  path: "/api/missions/{mission}/contests/{contest}/plans/{plan}/confirmation",
  summary: "Confirm a proposal of another person by its hash, which freezes and publishes it",
  parameters: contestPath.extend({ plan: identifier }),
  body: z.strictObject({ hash }),
  answer: planVersion,
});

export const publicMissionPath = z.object({ code: z.string().max(61) });

export const publishedPlans = endpoint({
  method: "GET",
  path: "/api/public/missions/{code}/plans",
  summary:
    "For everyone: the analysis plans as they were frozen, with their hashes, and why they were changed",
  parameters: publicMissionPath,
  answer: z.object({
    mission: z.object({ code: z.string(), name: nameByLanguage, country: z.string() }),
    plans: z.array(
      z.object({
        contest: z.string(),
        version: z.int(),
        hash,
        /** with all defaults filled in: the hash is SHA-256 over its canonical JSON (RFC 8785) */
        plan: document,
        frozenAt: instant,
        afterFirstTally: z.boolean(),
        reason: z.string().nullable(),
      }),
    ),
  }),
});
