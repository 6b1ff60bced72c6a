import { chmodSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { LANGUAGES, type Language } from "@veedor/messages";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addressOf, type MissionServer, missionServer } from "./mission-server.ts";
import { temporaryFolder } from "./run-recording.ts";

const files = temporaryFolder();
let server: MissionServer;
beforeAll(async () => {
  server = await missionServer(["chief"]);
}, 120_000);
afterAll(async () => {
  await server.close();
  files.remove();
});

const password = files.write("password.txt", "whatever-it-may-be\n");

describe("signing in", () => {
  it("keeps the session for oneself alone, and prints no token", async () => {
    const { status, output } = await server.signIn("administrator");
    expect(status).toBe(0);
    const path = join(server.configurationOf("administrator"), "veedor", "sessions.json");
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const kept = JSON.parse(readFileSync(path, "utf8")) as { tokens: Record<string, string> };
    const token = kept.tokens[server.origin] ?? "";
    expect(token.length).toBeGreaterThan(20);
    expect(output).not.toContain(token);
  });

  it("is refused in the reader's language, and nothing is kept", async () => {
    const wrong = files.write("wrong.txt", "not-the-password-at-all\n");
    const said = new Set<string>();
    for (const language of Object.keys(LANGUAGES) as Language[]) {
      const args = ["--server", server.origin, "--email", addressOf("chief"), "--password-file", wrong];
      const { status, errors } = await server.as("chief", ["sign-in", ...args], language);
      expect(status).toBe(1);
      said.add(errors);
    }
    expect(said.size).toBe(4);
    const { errors } = await server.as("chief", ["mission", "show"]);
    expect(errors).toContain("veedor sign-in");
  });

  it("goes nowhere without TLS beyond this machine, and says when nobody answers", async () => {
    const far = ["--server", "http://mission.example.org", "--email", "a@b.org", "--password-file", password];
    expect(await server.as("chief", ["sign-in", ...far, "--json"])).toMatchObject({
      status: 2,
      output: expect.stringContaining("server-not-https") as string,
    });
    const dead = ["--server", "http://127.0.0.1:9", "--email", "a@b.org", "--password-file", password];
    const { status, errors } = await server.as("chief", ["sign-in", ...dead]);
    expect([status, errors]).toEqual([1, expect.stringContaining("http://127.0.0.1:9 does not answer")]);
  });

  it("is not trusted from a file that others can read", async () => {
    const path = join(server.configurationOf("administrator"), "veedor", "sessions.json");
    chmodSync(path, 0o644);
    const { status, errors } = await server.as("administrator", ["mission", "show"]);
    expect([status, errors]).toEqual([1, expect.stringContaining("chmod 600")]);
    chmodSync(path, 0o600);
    expect((await server.as("administrator", ["mission", "show"])).status).toBe(0);
  });
});
