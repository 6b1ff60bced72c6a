/**
 * Every change by a person that leaves an audit event, with the names of what is kept of it beside who, when and
 * which mission. `docs/operating/audit-events.md` is made from this table; details never hold figures, personal
 * data or secrets.
 */
export const AUDIT_ACTIONS = {
  "administrator-set-up": [],
  "account-created": ["administrator"],
  "account-changed": ["changed"],
  "account-disabled": [],
  "account-enabled": [],
  "account-erased": ["again"],
  "password-link-made": [],
  "password-set": ["how"],
  "session-begun": ["factor"],
  "session-ended": ["sessions"],
  "signed-in-again": ["factor"],
  "second-factor-added": ["kind"],
  "second-factor-removed": ["kind"],
  "recovery-codes-made": ["codes"],
  "recovery-code-used": ["left"],
  "invitation-made": ["role"],
  "invitation-accepted": [],
  "invitation-withdrawn": [],
  "role-given": ["role"],
  "role-taken": ["role"],
  "device-created": ["person"],
  "device-revoked": [],
  "mission-created": ["code", "kind", "chief"],
  "mission-changed": ["changed"],
  "election-created": ["day", "round"],
  "election-changed": ["changed"],
  "contest-created": ["code", "lines"],
  "contest-changed": ["changed", "lines"],
  "frame-imported": ["version", "stations", "hash"],
  "official-results-imported": ["contest", "kind", "tallies"],
  "plan-proposed": ["version", "hash"],
  "plan-confirmed": ["version", "hash"],
  "sample-announced": ["stations", "frame"],
  "sample-contribution-added": ["number"],
  "sample-drawn": ["contributions"],
  "sample-taken-over": ["stations"],
  "sample-station-replaced": ["spare"],
  "sample-opened": [],
  "sample-list-exported": ["list"],
  "stations-assigned": ["assignments"],
  "assignment-removed": ["assignee"],
  "tally-entered": ["station"],
  "tally-accepted": ["station", "version"],
  "tally-corrected": ["station", "version"],
  "tally-set-aside": ["station", "version"],
  "tally-restored": ["station", "version"],
  "call-noted": ["station", "outcome"],
  "form-added": ["formId", "version", "contest"],
  "form-withdrawn": ["formId", "version"],
  "form-media-added": ["name"],
  "release-proposed": ["take", "hash", "gateOpen"],
  "release-confirmed": ["hash", "gateOpen"],
  "release-withdrawn": ["wasPublic"],
} as const satisfies Record<string, readonly string[]>;

export type AuditAction = keyof typeof AUDIT_ACTIONS;

/** The declared details of an action, each a short text, number or truth value. */
export type AuditDetails<A extends AuditAction> = {
  readonly [Detail in (typeof AUDIT_ACTIONS)[A][number]]: string | number | boolean | null;
};
