import { SAME_IN_THE_WEB_APP } from "./same-in-the-web-app.ts";

/** Spanish and Portuguese share these words, to the letter. */
const SPANISH_AND_PORTUGUESE = [
  "auditing.batch",
  "estimate.degrees-of-freedom",
  "estimate.high",
  "estimate.low",
  "mission.heading-code",
  "mission.heading-country",
  "mission.heading-kind",
  "mission.heading-reason",
  "mission.heading-result-kind",
  "mission.heading-state",
  "mission.result-kind",
  "plan.document-missing",
  "release.estimate",
  "release.page-languages",
  "release.page-record-hash",
  "release.page-take",
  "release.shares-of-ballotsCast",
  "release.shares-of-validVotes",
  "replay.inside",
  "replay.page-coverage",
  "replay.page-data-coverage",
  "replay.page-designed",
  "replay.page-gate-asked",
  "replay.page-gate-coverage",
  "replay.page-group",
  "replay.page-groups-title",
  "replay.page-lead-of",
  "replay.page-less-than",
  "replay.page-method-word",
  "replay.page-take",
  "replay.page-time",
  "replay.page-weighted",
  "sample.heading-notes",
  "sample.heading-observers",
  "sample.heading-stratum",
  "sample.stratum",
  "sample.value",
];

/** English took these words from French: code, condition, notes, points, source, version. */
const ENGLISH_AND_FRENCH = [
  "mission.heading-code",
  "mission.heading-version",
  "replay.page-gate-condition",
  "replay.page-interval-points",
  "replay.page-points",
  "replay.page-source",
  "sample.heading-notes",
];

/** “Plan” is the word in both. */
const ENGLISH_AND_SPANISH = ["auditing.no", "replay.page-plan-floor"];

/** Messages that are rightly the same in two languages, as `key: en = fr`, the languages in alphabetical order. */
export const SAME_IN_TWO_LANGUAGES: ReadonlySet<string> = new Set([
  ...SAME_IN_THE_WEB_APP,
  ...SPANISH_AND_PORTUGUESE.map((key) => `${key}: es = pt`),
  ...ENGLISH_AND_FRENCH.map((key) => `${key}: en = fr`),
  ...ENGLISH_AND_SPANISH.map((key) => `${key}: en = es`),
]);
