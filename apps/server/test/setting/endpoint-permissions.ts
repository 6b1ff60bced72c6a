import type { MissionAction, ServerAction } from "@veedor/domain";
import { PLAN } from "./mission.ts";

/**
 * What each endpoint of the API asks of whoever calls it: an action of the mission or of the server, several of them,
 * that somebody is signed in, or nothing. Written apart from the services, which must agree with it.
 */
export type Needed =
  | MissionAction
  | ServerAction
  | readonly MissionAction[]
  /** Which action depends on what it is; what is not there is not found by anyone of the mission. */
  | { readonly ofItsKind: readonly MissionAction[] }
  | "person"
  | "anyone";

const OF_ITS_KIND: Needed = { ofItsKind: ["frame-import", "official-results-import"] };

export const ENDPOINT_PERMISSIONS: Readonly<Record<string, Needed>> = {
  "POST /api/sign-in": "anyone",
  "POST /api/sign-in/passkey-challenge": "anyone",
  "POST /api/sign-in/passkey": "anyone",
  "POST /api/set-up": "anyone",
  "POST /api/links/read": "anyone",
  "POST /api/links/accept": "anyone",

  "POST /api/sign-out": "person",
  "POST /api/sign-in-again": "person",
  "POST /api/sign-in-again/passkey-challenge": "person",
  "POST /api/sign-in-again/passkey": "person",
  "GET /api/me": "person",
  "PATCH /api/me": "person",
  "POST /api/me/password": "person",
  "GET /api/me/sessions": "person",
  "DELETE /api/me/sessions": "person",
  "DELETE /api/me/sessions/{session}": "person",
  "GET /api/me/second-factors": "person",
  "POST /api/me/second-factors/authenticator": "person",
  "DELETE /api/me/second-factors/authenticator": "person",
  "POST /api/me/second-factors/authenticator/confirm": "person",
  "POST /api/me/second-factors/recovery-codes": "person",
  "POST /api/me/second-factors/passkeys/challenge": "person",
  "POST /api/me/second-factors/passkeys": "person",
  "DELETE /api/me/second-factors/passkeys/{passkey}": "person",

  "GET /api/accounts": "accounts-manage",
  "POST /api/accounts": "accounts-manage",
  "POST /api/accounts/{person}/disable": "accounts-manage",
  "POST /api/accounts/{person}/enable": "accounts-manage",
  "POST /api/accounts/{person}/password-link": "accounts-manage",
  "DELETE /api/accounts/{person}/second-factors": "accounts-manage",
  "GET /api/accounts/{person}/sessions": "accounts-manage",
  "DELETE /api/accounts/{person}/sessions": "accounts-manage",
  "POST /api/accounts/{person}/erase": "accounts-manage",
  "GET /api/audit": "server-audit-read",

  "GET /api/missions": "person",
  "POST /api/missions": "missions-create",
  "GET /api/missions/{mission}": "mission-read",
  "PATCH /api/missions/{mission}": "mission-edit",
  "GET /api/missions/{mission}/elections": "mission-read",
  "POST /api/missions/{mission}/elections": "mission-edit",
  "PATCH /api/missions/{mission}/elections/{election}": "mission-edit",
  "GET /api/missions/{mission}/contests": "mission-read",
  "POST /api/missions/{mission}/contests": "mission-edit",
  "GET /api/missions/{mission}/contests/{contest}": "mission-read",
  "PATCH /api/missions/{mission}/contests/{contest}": "mission-edit",
  "GET /api/missions/{mission}/events": "mission-read",

  "GET /api/missions/{mission}/members": "members-read",
  "POST /api/missions/{mission}/invitations": "members-manage",
  "GET /api/missions/{mission}/invitations": "members-manage",
  "DELETE /api/missions/{mission}/invitations/{invitation}": "members-manage",
  "PUT /api/missions/{mission}/members/{person}/roles/{role}": "members-manage",
  "DELETE /api/missions/{mission}/members/{person}/roles/{role}": "members-manage",
  "DELETE /api/missions/{mission}/members/{person}/sessions": "members-manage",
  "PUT /api/missions/{mission}/chiefs/{person}": "missions-create",
  "GET /api/missions/{mission}/devices": "devices-read",
  "POST /api/missions/{mission}/devices": "devices-manage",
  "DELETE /api/missions/{mission}/devices/{device}": "devices-manage",
  "GET /api/missions/{mission}/audit": "audit-read",

  "GET /api/missions/{mission}/forms": "forms-read",
  "POST /api/missions/{mission}/forms": "forms-manage",
  "GET /api/missions/{mission}/forms/{form}": "forms-read",
  "POST /api/missions/{mission}/forms/{form}/withdrawal": "forms-manage",
  "PUT /api/missions/{mission}/forms/{form}/media/{name}": "forms-manage",
  "POST /api/missions/{mission}/contests/{contest}/tally-form": "forms-manage",
  "POST /api/missions/{mission}/devices/{device}/collect-code": "devices-manage",
  "GET /api/missions/{mission}/submissions": "submissions-read",
  "GET /api/missions/{mission}/submissions/{submission}": "submissions-read",

  "GET /api/missions/{mission}/frames": "frame-read",
  "GET /api/missions/{mission}/frames/{frame}/stations": "frame-read",
  "GET /api/missions/{mission}/frames/{frame}/areas": "frame-read",
  "GET /api/missions/{mission}/frames/{frame}/comparison": "frame-read",
  "GET /api/missions/{mission}/official-results": "official-results-read",
  "GET /api/missions/{mission}/official-results/{results}/tallies": "official-results-read",
  "GET /api/missions/{mission}/official-results/{results}/sums": "official-results-read",
  "POST /api/missions/{mission}/imports": "frame-import",
  "GET /api/missions/{mission}/imports": ["frame-import", "official-results-import"],
  "GET /api/missions/{mission}/imports/{import}": OF_ITS_KIND,
  "GET /api/missions/{mission}/imports/{import}/findings": OF_ITS_KIND,
  "POST /api/missions/{mission}/imports/look": "frame-import",
  "PUT /api/missions/{mission}/imports/{import}/file": OF_ITS_KIND,

  "GET /api/missions/{mission}/contests/{contest}/plans": "plan-read",
  "POST /api/missions/{mission}/contests/{contest}/plans": "plan-propose",
  "POST /api/missions/{mission}/contests/{contest}/plans/{plan}/confirmation": "plan-confirm",
  "GET /api/public/missions/{code}/plans": "anyone",

  "GET /api/missions/{mission}/samples": "mission-read",
  "POST /api/missions/{mission}/elections/{election}/samples": "sample-draw",
  "POST /api/missions/{mission}/samples/{sample}/contributions": "sample-draw",
  "POST /api/missions/{mission}/samples/{sample}/draw": "sample-draw",
  "POST /api/missions/{mission}/samples/{sample}/opening": "sample-open",
  "POST /api/missions/{mission}/samples/{sample}/replacements": "sample-draw",
  "GET /api/missions/{mission}/samples/{sample}/stations": "sample-read",
  "GET /api/missions/{mission}/samples/{sample}/stations.csv": "sample-read",
  "GET /api/missions/{mission}/samples/{sample}/call-sheets.csv": ["sample-read", "assignments-read"],
  "GET /api/public/missions/{code}/samples": "anyone",
  "GET /api/public/missions/{code}/samples/{sample}/stations.csv": "anyone",
  "GET /api/public/missions/{code}/samples/{sample}/frame.txt": "anyone",
  "POST /api/missions/{mission}/assignments": "assignments-manage",
  "GET /api/missions/{mission}/assignments": "assignments-read",
  "DELETE /api/missions/{mission}/assignments": "assignments-manage",
  "GET /api/missions/{mission}/own-assignments": "own-assignments-read",

  "GET /api/missions/{mission}/situation": "tallies-read",
  "GET /api/missions/{mission}/reports": "tallies-read",
  "POST /api/missions/{mission}/reports": "tallies-review",
  "GET /api/missions/{mission}/reports/counts": "tallies-read",
  "GET /api/missions/{mission}/reports/{report}": "tallies-read",
  "POST /api/missions/{mission}/reports/{report}/accept": "tallies-review",
  "POST /api/missions/{mission}/reports/{report}/correct": "tallies-review",
  "POST /api/missions/{mission}/reports/{report}/set-aside": "tallies-review",
  "POST /api/missions/{mission}/reports/{report}/restore": "tallies-review",
  "PUT /api/missions/{mission}/reports/{report}/lock": "tallies-review",
  "DELETE /api/missions/{mission}/reports/{report}/lock": "tallies-review",
  "POST /api/missions/{mission}/calls": "tallies-review",
  "GET /api/missions/{mission}/calls": "tallies-read",
  "GET /api/missions/{mission}/contests/{contest}/awaited": [
    "tallies-read",
    "sample-read",
    "assignments-read",
  ],

  "GET /api/missions/{mission}/contests/{contest}/estimate": "estimate-read",
  "GET /api/missions/{mission}/contests/{contest}/takes": "estimate-read",
  "GET /api/missions/{mission}/contests/{contest}/takes/{take}": "estimate-read",
  "GET /api/missions/{mission}/contests/{contest}/takes/{take}/inputs": [
    "estimate-read",
    "tallies-read",
    "sample-read",
  ],

  "GET /api/missions/{mission}/contests/{contest}/releases": "estimate-read",
  "POST /api/missions/{mission}/contests/{contest}/releases": "release-propose",
  "POST /api/missions/{mission}/releases/{release}/confirmation": "release-confirm",
  "POST /api/missions/{mission}/releases/{release}/withdrawal": "release-confirm",
  "GET /api/public/missions/{code}/releases": "anyone",
  "GET /api/public/missions/{code}/releases/{release}": "anyone",
};

const NAME = { es: "Misión de prueba" };
const PARTIES = [
  { code: "aguila", name: { es: "Alianza Águila" }, role: "choice" },
  { code: "bosque", name: { es: "Movimiento Bosque" }, role: "choice" },
];

/** Requests of which a schema does not say everything. */
export const REQUEST_BODIES: Readonly<Record<string, object>> = {
  "POST /api/missions": {
    code: "another",
    name: NAME,
    country: "PE",
    languages: ["es"],
    timeZone: "America/Lima",
    kind: "real",
    chief: "0190f5a2-7c00-7000-8000-000000000001",
  },
  "PATCH /api/missions/{mission}": { name: NAME },
  "POST /api/missions/{mission}/contests/{contest}/plans": { document: PLAN, reason: null },
  "POST /api/missions/{mission}/elections": { day: "2026-10-04", name: NAME, round: "first" },
  "POST /api/missions/{mission}/contests": {
    election: "0190f5a2-7c00-7000-8000-000000000001",
    code: "president",
    name: NAME,
    lines: PARTIES,
    decidingRule: { rule: "plurality" },
  },
};
