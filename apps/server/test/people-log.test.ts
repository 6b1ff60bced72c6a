import * as contract from "@veedor/api-contract";
import { describe, expect, it } from "vitest";
import { newToken } from "../src/people/tokens.ts";
import { bareMission, newPerson, signedInAs } from "./setting/people.ts";
import { testServer } from "./setting/server.ts";
import { secretIn, watchedLog } from "./setting/watched-log.ts";

const PASSWORD = "correct horse battery";

describe("the log of every test's server", () => {
  it("is watched for tokens, addresses and passwords", () => {
    const { log, secrets } = watchedLog();
    const { token } = newToken();
    log.info({ event: "listening", origin: "http://127.0.0.1:8642" });
    log.info({ event: "listening", origin: `http://127.0.0.1:8642/${token}` });
    log.info({ event: "listening", origin: "ana.ruiz@example.org" });
    log.info({ event: "listening", origin: PASSWORD });
    expect(secrets.map((line) => line.split(" in ")[0])).toEqual([token, "ana.ruiz@example.org", PASSWORD]);
    const stack = new Error("x").stack ?? "";
    expect(secretIn(stack)).toBeNull();
  });

  it("fails the test when it held one", async () => {
    const server = await testServer();
    server.context.log.info({ event: "listening", origin: "ana.ruiz@example.org" });
    await expect(server.close()).rejects.toThrow("ana.ruiz@example.org");
  });

  it("holds none of them when a request with all of them meets a fault of the program", async () => {
    const server = await testServer();
    const mission = await bareMission(server);
    const desk = await signedInAs(server, "desk", mission);
    const { device, token } = await desk.client.call(contract.addDevice, {
      parameters: { mission },
      body: {},
    });
    await newPerson(server, { email: "ana@example.org", password: PASSWORD });
    const { pool } = server.context.database;
    await pool.query("alter table sign_in_attempt rename to gone");
    const post = (path: string, headers: Record<string, string>, body: object) =>
      fetch(`${server.origin}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
      });
    const signIn = await post("/api/sign-in", {}, { email: "ana@example.org", password: PASSWORD });
    expect(signIn.status).toBe(500);
    expect(secretIn(await signIn.text())).toBeNull();
    await pool.query("alter table session rename to gone_too");
    const me = await fetch(`${server.origin}/api/me?token=${token}`, {
      headers: { authorization: `Bearer ${desk.token}` },
    });
    expect(me.status).toBe(500);
    await pool.query("alter table device rename to gone_as_well");
    await fetch(`${server.origin}/openrosa/${token}/formList`);
    const basic = Buffer.from(`${device}:${token}`).toString("base64");
    await fetch(`${server.origin}/openrosa/formList`, { headers: { authorization: `Basic ${basic}` } });
    await server.close();
  });
});
