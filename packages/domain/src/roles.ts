/** What a person may be in a mission. An administrator of the server is none of these and sees no figures. */
export const ROLES = ["chief", "statistician", "desk", "observer", "reader"] as const;
export type Role = (typeof ROLES)[number];

/**
 * Everything that is done in a mission, and the roles that may do it. Whoever is not named may not: services ask
 * this table, and a test goes through every role and every action.
 */
export const MISSION_ACTIONS = {
  "mission-read": ["chief", "statistician", "desk", "observer", "reader"],
  "mission-edit": ["chief"],
  "members-read": ["chief", "desk"],
  "members-manage": ["chief"],
  "devices-read": ["chief", "desk"],
  "devices-manage": ["chief", "desk"],
  "audit-read": ["chief"],
  "frame-read": ["chief", "statistician", "desk"],
  "frame-import": ["chief", "statistician"],
  "official-results-read": ["chief", "statistician"],
  "official-results-import": ["chief", "statistician"],
  "plan-read": ["chief", "statistician"],
  "plan-propose": ["chief", "statistician"],
  "plan-confirm": ["chief", "statistician"],
  "sample-draw": ["chief", "statistician"],
  "sample-open": ["chief"],
  "sample-read": ["chief", "statistician", "desk"],
  "assignments-read": ["chief", "statistician", "desk"],
  "assignments-manage": ["chief", "desk"],
  "own-assignments-read": ["chief", "statistician", "desk", "observer"],
  "forms-read": ["chief", "statistician", "desk", "observer"],
  "forms-manage": ["chief", "statistician"],
  "submissions-read": ["chief", "desk"],
  "tallies-read": ["chief", "statistician", "desk"],
  "tallies-review": ["chief", "desk"],
  "estimate-read": ["chief", "statistician"],
  "release-propose": ["chief", "statistician"],
  "release-confirm": ["chief", "statistician"],
} as const satisfies Record<string, readonly Role[]>;

export type MissionAction = keyof typeof MISSION_ACTIONS;

/** What an administrator of the server may do; none of it shows a figure, a sample or an assignment. */
export const SERVER_ACTIONS = [
  "missions-create",
  "missions-list",
  "accounts-manage",
  "server-audit-read",
] as const;
export type ServerAction = (typeof SERVER_ACTIONS)[number];

/** Whether one of the roles may do the action. */
export function mayDo(roles: readonly Role[], action: MissionAction): boolean {
  const allowed: readonly Role[] = MISSION_ACTIONS[action];
  return roles.some((role) => allowed.includes(role));
}
