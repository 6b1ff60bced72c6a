import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NOBODY, THE_SERVER } from "../src/people/actor.ts";
import { actorOf, createDevice, deviceByBasic, deviceByToken } from "../src/people/index.ts";
import { bareMission, newPerson, signedInAs } from "./setting/people.ts";
import { testServer } from "./setting/server.ts";

describe("people, sessions and devices", () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.close());

  it("knows a person by cookie and by bearer token, with the roles of each mission", async () => {
    const mission = await bareMission(server);
    const { token, person } = await signedInAs(server, "chief", mission);
    const expected = {
      kind: "person",
      person,
      isAdministrator: false,
      roles: new Map([[mission, ["chief"]]]),
    };
    expect(await actorOf(server.context, {}, { veedor_session: token })).toMatchObject(expected);
    expect(await actorOf(server.context, { authorization: `Bearer ${token}` }, {})).toMatchObject(expected);
    expect(await actorOf(server.context, { authorization: `Bearer ${token.slice(1)}A` }, {})).toBe(NOBODY);
  });

  it("knows a device by its token, and by Basic only with its own identifier", async () => {
    const mission = await bareMission(server);
    const { device, token } = await createDevice(server.context, THE_SERVER, mission, {
      label: "A12",
      person: null,
    });
    expect(await deviceByToken(server.context, token)).toEqual({
      kind: "device",
      device,
      mission,
      person: null,
    });
    expect(await deviceByBasic(server.context, device, token)).not.toBeNull();
    expect(await deviceByBasic(server.context, await newPerson(server), token)).toBeNull();
    expect(await deviceByToken(server.context, "x".repeat(43))).toBeNull();
  });
});
