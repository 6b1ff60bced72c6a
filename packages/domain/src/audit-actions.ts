/**
 * Every change by a person that leaves an audit event, with the names of what is kept of it beside who, when and
 * which mission. `docs/operating/audit-events.md` is made from this table; details never hold figures, personal
 * data or secrets.
 */
export const AUDIT_ACTIONS = {
  "account-created": ["administrator"],
  "member-added": ["role"],
  "device-created": ["person"],
  "mission-created": ["code", "kind", "chief"],
  "mission-changed": ["changed"],
  "election-created": ["day", "round"],
  "election-changed": ["changed"],
  "contest-created": ["code", "lines"],
  "contest-changed": ["changed", "lines"],
} as const satisfies Record<string, readonly string[]>;

export type AuditAction = keyof typeof AUDIT_ACTIONS;

/** The declared details of an action, each a short text, number or truth value. */
export type AuditDetails<A extends AuditAction> = {
  readonly [Detail in (typeof AUDIT_ACTIONS)[A][number]]: string | number | boolean | null;
};
