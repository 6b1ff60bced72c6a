import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { contestPath, nameByLanguage } from "./missions.ts";
import { publicMissionPath } from "./plans.ts";
import { identifier, instant, missionPath } from "./words.ts";

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const finite = z.number().nullable();
const releasePath = missionPath.extend({ release: identifier });

/** An estimated fraction of 1 with its interval at the record's level. */
const ratio = z.object({
  estimate: z.number(),
  standardError: z.number(),
  degreesOfFreedom: finite,
  low: z.number(),
  high: z.number(),
});

/** A statement in one language: its figures are those of the record, put in by the program. */
const statement = z.object({ title: z.string(), headline: z.string(), paragraphs: z.array(z.string()) });

/**
 * The record of a release: everything that is said, and everything by which it can be checked. Frozen when it is
 * proposed; what two people release is the SHA-256 of its canonical JSON (RFC 8785).
 */
export const releaseRecord = z.object({
  format: z.literal("veedor-release/1"),
  mission: z.object({
    code: z.string(),
    name: nameByLanguage,
    country: z.string(),
    languages: z.array(z.string()),
    timeZone: z.string(),
  }),
  election: z.object({ day: z.string(), name: nameByLanguage }),
  contest: z.object({ code: z.string(), name: nameByLanguage }),
  take: z.object({ number: z.int(), at: instant }),
  software: z.string(),
  inputs: z.object({ planHash: hash, frameHash: hash, secretSha256: hash, reportsHash: hash }),
  method: z.object({
    headline: z.enum(["weighted", "post-stratified"]),
    denominator: z.string(),
    level: z.number(),
    degreesOfFreedom: z.string(),
    frameStations: z.int(),
    strata: z.int(),
    designed: z.int(),
    arrived: z.int(),
    usable: z.int(),
  }),
  choices: z.array(
    z.object({ code: z.string(), name: nameByLanguage, share: ratio, probabilityFirst: finite }),
  ),
  lead: ratio.extend({ first: z.string(), second: z.string() }).nullable(),
  turnout: ratio.nullable(),
  /** Code of the choice that may be called first; `null`: too close to call. */
  call: z.string().nullable(),
  gate: z.array(
    z.object({
      name: z.string(),
      holds: z.boolean().nullable(),
      value: finite,
      threshold: z.number(),
      subject: z.string().nullable(),
    }),
  ),
  gateOpen: z.boolean(),
  signsOfBias: z.array(z.string()),
  overrideReason: z.string().nullable(),
  text: z.record(z.string(), statement),
});

export type ReleaseRecord = z.output<typeof releaseRecord>;

const release = z.object({
  id: identifier,
  contest: identifier,
  take: identifier,
  hash,
  state: z.enum(["proposed", "released", "withdrawn"]),
  proposedBy: identifier,
  proposedAt: instant,
  confirmedBy: identifier.nullable(),
  releasedAt: instant.nullable(),
  withdrawnAt: instant.nullable(),
  withdrawalReason: z.string().nullable(),
  record: releaseRecord,
});

export const listReleases = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/contests/{contest}/releases",
  summary: "Proposed and released records of a contest, the latest first",
  parameters: contestPath,
  answer: z.object({ items: z.array(release) }),
});

export const proposeRelease = endpoint({
  method: "POST",
  path: "/api/missions/{mission}/contests/{contest}/releases",
  summary:
    "Freeze the record of a take and propose its release; a shut gate needs a reason, which is published",
  parameters: contestPath,
  body: z.strictObject({
    take: identifier,
    overrideReason: z.string().trim().min(20).max(4_000).nullable().default(null),
  }),
  status: 201,
  answer: release,
});

export const confirmRelease = endpoint({
  method: "POST",
  path: "/api/missions/{mission}/releases/{release}/confirmation",
  summary: "Release what another person proposed, by the hash of its record, after a fresh sign-in",
  parameters: releasePath,
  body: z.strictObject({ hash }),
  answer: release,
});

export const withdrawRelease = endpoint({
  method: "POST",
  path: "/api/missions/{mission}/releases/{release}/withdrawal",
  summary: "Withdraw a proposal, or say in public that a released record no longer stands, and why",
  parameters: releasePath,
  body: z.strictObject({ reason: z.string().trim().min(20).max(4_000) }),
  answer: release,
});

/** What everyone sees of a release. */
const publicRelease = release.pick({
  id: true,
  hash: true,
  releasedAt: true,
  withdrawnAt: true,
  withdrawalReason: true,
  record: true,
});

export const publishedReleases = endpoint({
  method: "GET",
  path: "/api/public/missions/{code}/releases",
  summary: "For everyone: the released records of a mission, the latest first",
  parameters: publicMissionPath,
  answer: z.object({ items: z.array(publicRelease) }),
});

export const publishedRelease = endpoint({
  method: "GET",
  path: "/api/public/missions/{code}/releases/{release}",
  summary: "For everyone: one released record",
  parameters: publicMissionPath.extend({ release: z.string().max(60) }),
  answer: publicRelease,
});
