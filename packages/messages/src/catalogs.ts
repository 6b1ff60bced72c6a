import apiEn from "./catalogs/en/api.json" with { type: "json" };
import auditEn from "./catalogs/en/audit.json" with { type: "json" };
import auditingEn from "./catalogs/en/auditing.json" with { type: "json" };
import checksEn from "./catalogs/en/checks.json" with { type: "json" };
import estimateEn from "./catalogs/en/estimate.json" with { type: "json" };
import forensicsEn from "./catalogs/en/forensics.json" with { type: "json" };
import importEn from "./catalogs/en/import.json" with { type: "json" };
import missionEn from "./catalogs/en/mission.json" with { type: "json" };
import phonesEn from "./catalogs/en/phones.json" with { type: "json" };
import planEn from "./catalogs/en/plan.json" with { type: "json" };
import problemsEn from "./catalogs/en/problems.json" with { type: "json" };
import releaseEn from "./catalogs/en/release.json" with { type: "json" };
import replayEn from "./catalogs/en/replay.json" with { type: "json" };
import sampleEn from "./catalogs/en/sample.json" with { type: "json" };
import serverEn from "./catalogs/en/server.json" with { type: "json" };
import tallyFormEn from "./catalogs/en/tally-form.json" with { type: "json" };
import terminalEn from "./catalogs/en/terminal.json" with { type: "json" };
import webEn from "./catalogs/en/web.json" with { type: "json" };
import apiEs from "./catalogs/es/api.json" with { type: "json" };
import auditEs from "./catalogs/es/audit.json" with { type: "json" };
import auditingEs from "./catalogs/es/auditing.json" with { type: "json" };
import checksEs from "./catalogs/es/checks.json" with { type: "json" };
import estimateEs from "./catalogs/es/estimate.json" with { type: "json" };
import forensicsEs from "./catalogs/es/forensics.json" with { type: "json" };
import importEs from "./catalogs/es/import.json" with { type: "json" };
import missionEs from "./catalogs/es/mission.json" with { type: "json" };
import phonesEs from "./catalogs/es/phones.json" with { type: "json" };
import planEs from "./catalogs/es/plan.json" with { type: "json" };
import problemsEs from "./catalogs/es/problems.json" with { type: "json" };
import releaseEs from "./catalogs/es/release.json" with { type: "json" };
import replayEs from "./catalogs/es/replay.json" with { type: "json" };
import sampleEs from "./catalogs/es/sample.json" with { type: "json" };
import serverEs from "./catalogs/es/server.json" with { type: "json" };
import tallyFormEs from "./catalogs/es/tally-form.json" with { type: "json" };
import terminalEs from "./catalogs/es/terminal.json" with { type: "json" };
import webEs from "./catalogs/es/web.json" with { type: "json" };
import apiFr from "./catalogs/fr/api.json" with { type: "json" };
import auditFr from "./catalogs/fr/audit.json" with { type: "json" };
import auditingFr from "./catalogs/fr/auditing.json" with { type: "json" };
import checksFr from "./catalogs/fr/checks.json" with { type: "json" };
import estimateFr from "./catalogs/fr/estimate.json" with { type: "json" };
import forensicsFr from "./catalogs/fr/forensics.json" with { type: "json" };
import importFr from "./catalogs/fr/import.json" with { type: "json" };
import missionFr from "./catalogs/fr/mission.json" with { type: "json" };
import phonesFr from "./catalogs/fr/phones.json" with { type: "json" };
import planFr from "./catalogs/fr/plan.json" with { type: "json" };
import problemsFr from "./catalogs/fr/problems.json" with { type: "json" };
import releaseFr from "./catalogs/fr/release.json" with { type: "json" };
import replayFr from "./catalogs/fr/replay.json" with { type: "json" };
import sampleFr from "./catalogs/fr/sample.json" with { type: "json" };
import serverFr from "./catalogs/fr/server.json" with { type: "json" };
import tallyFormFr from "./catalogs/fr/tally-form.json" with { type: "json" };
import terminalFr from "./catalogs/fr/terminal.json" with { type: "json" };
import webFr from "./catalogs/fr/web.json" with { type: "json" };
import apiPt from "./catalogs/pt/api.json" with { type: "json" };
import auditPt from "./catalogs/pt/audit.json" with { type: "json" };
import auditingPt from "./catalogs/pt/auditing.json" with { type: "json" };
import checksPt from "./catalogs/pt/checks.json" with { type: "json" };
import estimatePt from "./catalogs/pt/estimate.json" with { type: "json" };
import forensicsPt from "./catalogs/pt/forensics.json" with { type: "json" };
import importPt from "./catalogs/pt/import.json" with { type: "json" };
import missionPt from "./catalogs/pt/mission.json" with { type: "json" };
import phonesPt from "./catalogs/pt/phones.json" with { type: "json" };
import planPt from "./catalogs/pt/plan.json" with { type: "json" };
import problemsPt from "./catalogs/pt/problems.json" with { type: "json" };
import releasePt from "./catalogs/pt/release.json" with { type: "json" };
import replayPt from "./catalogs/pt/replay.json" with { type: "json" };
import samplePt from "./catalogs/pt/sample.json" with { type: "json" };
import serverPt from "./catalogs/pt/server.json" with { type: "json" };
import tallyFormPt from "./catalogs/pt/tally-form.json" with { type: "json" };
import terminalPt from "./catalogs/pt/terminal.json" with { type: "json" };
import webPt from "./catalogs/pt/web.json" with { type: "json" };
import type { Language } from "./languages.ts";

/** Messages of each area in English, whose keys the other languages must have too (a test compares them). */
const en = {
  api: apiEn,
  audit: auditEn,
  auditing: auditingEn,
  checks: checksEn,
  estimate: estimateEn,
  forensics: forensicsEn,
  import: importEn,
  mission: missionEn,
  phones: phonesEn,
  plan: planEn,
  problems: problemsEn,
  release: releaseEn,
  replay: replayEn,
  sample: sampleEn,
  server: serverEn,
  "tally-form": tallyFormEn,
  terminal: terminalEn,
  web: webEn,
};

export type Area = keyof typeof en;
/** `area.key`: every message that the program can say, checked by the compiler. */
export type MessageKey = { [A in Area]: `${A}.${Extract<keyof (typeof en)[A], string>}` }[Area];
export type Catalog = Readonly<Record<Area, Readonly<Record<string, string>>>>;

/** The texts in ICU message syntax, by language, area and key. */
export const CATALOGS: Readonly<Record<Language, Catalog>> = {
  en,
  es: {
    api: apiEs,
    audit: auditEs,
    auditing: auditingEs,
    checks: checksEs,
    estimate: estimateEs,
    forensics: forensicsEs,
    import: importEs,
    mission: missionEs,
    phones: phonesEs,
    plan: planEs,
    problems: problemsEs,
    release: releaseEs,
    replay: replayEs,
    sample: sampleEs,
    server: serverEs,
    "tally-form": tallyFormEs,
    terminal: terminalEs,
    web: webEs,
  },
  fr: {
    api: apiFr,
    audit: auditFr,
    auditing: auditingFr,
    checks: checksFr,
    estimate: estimateFr,
    forensics: forensicsFr,
    import: importFr,
    mission: missionFr,
    phones: phonesFr,
    plan: planFr,
    problems: problemsFr,
    release: releaseFr,
    replay: replayFr,
    sample: sampleFr,
    server: serverFr,
    "tally-form": tallyFormFr,
    terminal: terminalFr,
    web: webFr,
  },
  pt: {
    api: apiPt,
    audit: auditPt,
    auditing: auditingPt,
    checks: checksPt,
    estimate: estimatePt,
    forensics: forensicsPt,
    import: importPt,
    mission: missionPt,
    phones: phonesPt,
    plan: planPt,
    problems: problemsPt,
    release: releasePt,
    replay: replayPt,
    sample: samplePt,
    server: serverPt,
    "tally-form": tallyFormPt,
    terminal: terminalPt,
    web: webPt,
  },
};
