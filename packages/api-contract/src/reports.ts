import { CHECKS, LARGEST_FIGURE } from "@veedor/domain";
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { identifier, instant, missionPath, pageOf, paging } from "./words.ts";

const checkCode = z.enum(Object.keys(CHECKS) as [keyof typeof CHECKS, ...(keyof typeof CHECKS)[]]);
const state = z.enum(["counted", "waiting", "set-aside"]);
const figures = z.array(z.int().min(0).max(LARGEST_FIGURE).nullable()).max(500);
const why = z.string().trim().min(3).max(1000);
const stationCode = z.string().trim().min(1).max(200);

/** Which check spoke, with what fills its sentence (area `checks` of the messages). */
const flag = z.object({
  code: checkCode,
  parameters: z.record(z.string(), z.union([z.string(), z.number()])),
});

const lock = z.object({ person: identifier, until: instant });

/** A report as lists show it; without its figures. */
const reportInList = z.object({
  id: identifier,
  contest: identifier,
  station: z.string(),
  areas: z.array(z.string()),
  centre: z.string().nullable(),
  arrivedAt: instant,
  state,
  channel: z.enum(["phone", "telephone"]),
  hasComment: z.boolean(),
  isVerified: z.boolean(),
  version: z.int(),
  revision: z.int(),
  flags: z.array(flag),
  /** other reports of the same station */
  others: z.int(),
  lock: lock.nullable(),
});

const reportPath = missionPath.extend({ report: identifier });

/** A place in the order of arrival. */
const placeInOrder = z.string().regex(/^\d{1,15}$/);

/** What a list of reports is narrowed down to. */
const narrowing = z.object({
  contest: identifier.optional(),
  state: state.default("waiting"),
  reason: checkCode.optional(),
  /** number of an area of the current frame; with the areas and stations below it */
  area: z.coerce.number().int().min(1).optional(),
  /** text in code, centre or areas of the station, whatever its accents and capitals */
  search: z.string().trim().max(200).default(""),
});

export const listReports = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/reports",
  summary:
    "Reports of tally sheets in order of arrival; those that wait for the desk, unless asked otherwise",
  parameters: missionPath,
  query: narrowing.extend({ ...paging.shape, after: placeInOrder.optional() }),
  answer: pageOf(reportInList),
});

export const countReports = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/reports/counts",
  summary: "How many reports there are by state, and how many wait by reason",
  parameters: missionPath,
  query: z.object({ contest: identifier.optional() }),
  answer: z.object({
    states: z.object({ counted: z.int(), waiting: z.int(), "set-aside": z.int() }),
    /** reports that wait; one with two reasons stands under both */
    reasons: z.array(z.object({ reason: checkCode, reports: z.int() })),
  }),
});

const version = z.object({
  version: z.int(),
  figures,
  madeAt: instant,
  madeBy: identifier.nullable(),
  reason: z.string().nullable(),
  flags: z.array(flag),
});

const report = reportInList.omit({ others: true }).extend({
  /** registered voters of the station in the frame */
  registered: z.int().nullable(),
  comment: z.string().nullable(),
  observer: identifier.nullable(),
  device: identifier.nullable(),
  enteredBy: identifier.nullable(),
  /** the submission that it came with, for its form and photographs */
  submission: identifier.nullable(),
  verifiedAt: instant.nullable(),
  /** null where another observer's report says the same */
  verifiedBy: identifier.nullable(),
  /** every version, the first first */
  versions: z.array(version),
  decisions: z.array(
    z.object({
      at: instant,
      by: identifier.nullable(),
      kind: z.enum([
        "accepted",
        "corrected",
        "set-aside",
        "restored",
        "counted-instead",
        "superseded",
        "verified",
      ]),
      version: z.int(),
      reason: z.string().nullable(),
    }),
  ),
  others: z.array(
    z.object({
      id: identifier,
      arrivedAt: instant,
      state,
      isVerified: z.boolean(),
      version: z.int(),
      revision: z.int(),
      figures,
      observer: identifier.nullable(),
      submission: identifier.nullable(),
    }),
  ),
});

export const readReport = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/reports/{report}",
  summary: "One report with all versions, what checks and people said, and the station's other reports",
  parameters: reportPath,
  answer: report,
});

export const enterReport = endpoint({
  method: "POST",
  path: "/api/missions/{mission}/reports",
  summary: "Enter a report that an observer gave by telephone",
  parameters: missionPath,
  body: z
    .object({
      contest: identifier,
      station: stationCode,
      /** in the order of the contest's lines; null is "not given" */
      figures,
      /** who gave it */
      observer: identifier,
      comment: z.string().trim().max(2000).nullable().default(null),
    })
    .strict(),
  status: 201,
  answer: report,
});

/** A decision names the revision that it was taken on; a report that has changed since answers 409. */
const decided = z.object({ revision: z.int().min(1) }).strict();

const decision = (path: string, summary: string) =>
  ({ method: "POST", path: `/api/missions/{mission}/reports/{report}/${path}`, summary }) as const;

export const acceptReport = endpoint({
  ...decision("accept", "Accept a report as it stands: it counts and is verified"),
  parameters: reportPath,
  body: decided,
  answer: report,
});

export const correctReport = endpoint({
  ...decision("correct", "Correct a report by a new version: it counts and is verified"),
  parameters: reportPath,
  body: decided.extend({ figures, reason: why }),
  answer: report,
});

export const setReportAside = endpoint({
  ...decision("set-aside", "Set a report aside: nothing is estimated from it"),
  parameters: reportPath,
  body: decided.extend({ reason: why }),
  answer: report,
});

export const restoreReport = endpoint({
  ...decision("restore", "Put a report that was set aside back among those that wait"),
  parameters: reportPath,
  body: decided.extend({ reason: why }),
  answer: report,
});

export const lockReport = endpoint({
  method: "PUT",
  path: "/api/missions/{mission}/reports/{report}/lock",
  summary: "Hold a report for a few minutes while you work on it; again to hold it longer",
  parameters: reportPath,
  answer: lock,
});

export const unlockReport = endpoint({
  method: "DELETE",
  path: "/api/missions/{mission}/reports/{report}/lock",
  summary: "Let a report go that you hold",
  parameters: reportPath,
  answer: z.object({ lock: z.null() }),
});
