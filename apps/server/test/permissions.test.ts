import { MISSION_ACTIONS, type MissionAction, mayDo, ROLES, type Role, SERVER_ACTIONS } from "@veedor/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Actor,
  asPerson,
  NOBODY,
  requireInMission,
  requireOnServer,
  THE_SERVER,
} from "../src/people/actor.ts";
import { createDevice } from "../src/people/index.ts";
import { ENDPOINT_PERMISSIONS, type Needed } from "./setting/endpoint-permissions.ts";
import { callEndpoint, type DocumentedEndpoint, documentedEndpoints } from "./setting/endpoints.ts";
import { newMission } from "./setting/mission.ts";
import { bareMission, signedInAs, signIn } from "./setting/people.ts";
import { testServer } from "./setting/server.ts";

/**
 * Who may do what in a mission, as the mission's people would draw it: chief, statistician, desk, observer, reader.
 * It is written out a second time on purpose: a slip in the program's own table shows here.
 */
const TABLE = `
  mission-read              c s d o r
  mission-edit              c . . . .
  members-read              c . d . .
  members-manage            c . . . .
  devices-read              c . d . .
  devices-manage            c . d . .
  audit-read                c . . . .
  frame-read                c s d . .
  frame-import              c s . . .
  official-results-read     c s . . .
  official-results-import   c s . . .
  plan-read                 c s . . .
  plan-propose              c s . . .
  plan-confirm              c s . . .
  sample-draw               c s . . .
  sample-open               c . . . .
  sample-read               c s d . .
  assignments-read          c s d . .
  assignments-manage        c . d . .
  own-assignments-read      c s d o .
  forms-read                c s d o .
  forms-manage              c s . . .
  submissions-read          c . d . .
  tallies-read              c s d . .
  tallies-review            c . d . .
  estimate-read             c s . . .
  release-propose           c s . . .
  release-confirm           c s . . .
`;

const EXPECTED = new Map(
  TABLE.trim()
    .split("\n")
    .map((line) => {
      const [action = "", ...marks] = line.trim().split(/\s+/);
      return [action, ROLES.filter((_role, i) => marks[i] !== ".")] as const;
    }),
);
const ACTIONS = Object.keys(MISSION_ACTIONS) as MissionAction[];
const MISSION = "0190f5a2-0000-7000-8000-000000000001";
const OTHER = "0190f5a2-0000-7000-8000-000000000002";

const withRoles = (mission: string, ...roles: Role[]): Actor => ({
  ...asPerson("0190f5a2-0000-7000-8000-00000000000a"),
  roles: new Map([[mission, roles]]),
});

/** How a permission check ends. */
function outcome(check: () => void): string {
  try {
    check();
    return "may";
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe("the table of permissions", () => {
  it("is the one that the mission's people know, role by role and action by action", () => {
    expect([...EXPECTED.keys()].sort()).toEqual([...ACTIONS].sort());
    for (const action of ACTIONS)
      for (const role of ROLES) {
        const expected = EXPECTED.get(action)?.includes(role) ? "may" : "forbidden";
        const found = outcome(() => requireInMission(withRoles(MISSION, role), MISSION, action));
        expect(`${role} ${action}: ${found}`).toBe(`${role} ${action}: ${expected}`);
      }
  });

  it.each<readonly [string, Actor, string]>([
    ["nobody", NOBODY, "not-signed-in"],
    ["a device", { kind: "device", device: OTHER, mission: MISSION, person: null }, "forbidden"],
    ["an administrator", { ...asPerson(OTHER), isAdministrator: true }, "not-found"],
    ["the chief of another mission", withRoles(OTHER, "chief"), "not-found"],
    ["a person without a role", asPerson(OTHER), "not-found"],
    ["the server itself", THE_SERVER, "may"],
  ])("stops %s in every action of a mission", (_who, actor, expected) => {
    for (const action of ACTIONS)
      expect(outcome(() => requireInMission(actor, MISSION, action))).toBe(expected);
  });

  it("adds up the roles of a person, and no more", () => {
    for (const action of ACTIONS)
      expect(mayDo(["observer", "desk"], action)).toBe(
        mayDo(["observer"], action) || mayDo(["desk"], action),
      );
  });

  it("leaves what is done on the server to administrators", () => {
    for (const action of SERVER_ACTIONS) {
      const by = (actor: Actor) => outcome(() => requireOnServer(actor, action));
      expect(by({ ...asPerson(OTHER), isAdministrator: true })).toBe("may");
      for (const role of ROLES) expect(by(withRoles(MISSION, role))).toBe("forbidden");
      expect(by({ kind: "device", device: OTHER, mission: MISSION, person: null })).toBe("forbidden");
      expect(by(NOBODY)).toBe("not-signed-in");
    }
  });
});

describe("every endpoint of the API", () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let endpoints: readonly DocumentedEndpoint[] = [];
  let mission = "";
  const people = new Map<string, string>();
  let device = "";
  beforeAll(async () => {
    server = await testServer({ VEEDOR_TRUSTED_PROXY: "loopback" });
    endpoints = await documentedEndpoints(server);
    const made = await newMission(server);
    mission = made.mission;
    people.set("chief", made.chief.person);
    for (const role of ["statistician", "desk", "observer", "reader"] as const)
      people.set(role, (await signedInAs(server, role, mission)).person);
    people.set("chief elsewhere", (await signedInAs(server, "chief", await bareMission(server))).person);
    people.set("administrator", (await signedInAs(server, "administrator")).person);
    device = (await createDevice(server.context, THE_SERVER, mission, { label: "", person: null })).token;
  });
  afterAll(() => server.close());

  it("is in the table that this test goes through, and nothing else is", () => {
    expect(endpoints.map(({ name }) => name).sort()).toEqual(Object.keys(ENDPOINT_PERMISSIONS).sort());
  });

  /** A fresh session for each request, since some of them end sessions. */
  const tokenOf = async (who: string): Promise<string | null> => {
    if (who === "nobody") return null;
    return who === "device" ? device : (await signIn(server, people.get(who) ?? "")).token;
  };
  const callers = ["nobody", "device", "administrator", "chief elsewhere", ...ROLES];

  it.each(callers)("answers %s as the table says", async (who) => {
    const [found, expected]: [string[], string[]] = [[], []];
    for (const endpoint of endpoints) {
      const needed = ENDPOINT_PERMISSIONS[endpoint.name];
      if (needed === undefined || needed === "anyone") continue;
      const address = `192.0.2.${callers.indexOf(who) + 1}`;
      const answer = await callEndpoint(server, endpoint, { mission, token: await tokenOf(who), address });
      const refusal = refusalOf(needed, who);
      expected.push(`${endpoint.name}: ${refusal ?? "may"}`);
      found.push(`${endpoint.name}: ${outcomeOf(answer, refusal)}`);
    }
    expect(found).toEqual(expected);
  });

  it("that asks for nothing tells strangers nothing of a mission", async () => {
    for (const endpoint of endpoints) {
      if (ENDPOINT_PERMISSIONS[endpoint.name] !== "anyone") continue;
      const { status, text } = await callEndpoint(server, endpoint, {
        mission,
        token: null,
        address: "192.0.2.99",
      });
      expect(status).toBeLessThan(500);
      expect(text).not.toContain("Misión de prueba");
    }
  });
});

/** How a request ended, in the table's words where it can be told in them. */
function outcomeOf({ status, text }: { status: number; text: string }, refusal: string | null): string {
  if (status < 400) return "may";
  const problem = JSON.parse(text) as { code: string; detail: string };
  const isRefused = ["not-signed-in", "forbidden", "not-found"].includes(problem.code);
  // Refused without a word on the mission: nothing stands beside the problem's own members.
  const isBare = Object.keys(problem).sort().join() === "code,detail,status,title,type";
  if (isRefused && refusal !== null) return isBare ? problem.code : text;
  // What is not there is answered in the same way as what one may not know of; other conflicts come after the check.
  const isPastCheck = problem.code === "not-found" || (!isRefused && status !== 400 && status < 500);
  return refusal === null && isPastCheck ? "may" : `${status} ${text}`;
}

/** The code with which a caller is to be refused, `null` where they are not. */
function refusalOf(needed: Needed, who: string): string | null {
  // A device's token is good for submissions, and is nobody's here.
  if (who === "nobody" || who === "device") return "not-signed-in";
  if (needed === "person") return null;
  if ((SERVER_ACTIONS as readonly unknown[]).includes(needed))
    return who === "administrator" ? null : "forbidden";
  if (who === "administrator" || who === "chief elsewhere") return "not-found";
  if (typeof needed === "object" && "ofItsKind" in needed) return "not-found";
  const actions = [needed].flat() as string[];
  return actions.every((action) => EXPECTED.get(action)?.includes(who as Role)) ? null : "forbidden";
}
