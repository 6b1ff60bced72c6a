import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as contract from "@veedor/api-contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { missionFiles } from "./mission-files.ts";
import { addressOf, type MissionServer, missionServer } from "./mission-server.ts";
import { temporaryFolder } from "./run-recording.ts";

const files = temporaryFolder();
let server: MissionServer;
beforeAll(async () => {
  server = await missionServer(["chief", "statistician"]);
}, 120_000);
afterAll(async () => {
  await server.close();
  files.remove();
});

const { MISSION, ELECTIONS, FRAME, FRAME_MAPPING, RESULTS, RESULTS_MAPPING, PLAN } = missionFiles(files);

/** Runs a command that must succeed and reads its one line of JSON. */
async function json<Shape>(person: string, ...args: string[]): Promise<Shape> {
  const { status, output, errors } = await server.as(person, [...args, "--json"]);
  if (status !== 0) throw new Error(`exit status ${status}: ${errors}`);
  return JSON.parse(output) as Shape;
}

describe("a mission's evening is prepared", () => {
  it("by commands alone, each by whoever may", async () => {
    for (const person of ["administrator", "chief", "statistician"])
      expect((await server.signIn(person)).status).toBe(0);
    const mission = await json<{ id: string }>(
      "administrator",
      "mission",
      "create",
      MISSION,
      "--chief",
      addressOf("chief"),
    );
    await inviteStatistician(mission.id);
    expect(await json("chief", "mission", "set-up", ELECTIONS)).toMatchObject({ added: 2, changed: 0 });
    expect(await json("chief", "mission", "set-up", ELECTIONS)).toMatchObject({ added: 0, changed: 0 });

    const frame = ["frame", "import", FRAME, "--mapping", FRAME_MAPPING];
    expect(await json("statistician", ...frame)).toMatchObject({ state: "done", report: { kept: 40 } });
    const { output: frames } = await server.as("chief", ["frame", "list"]);
    expect(frames).toMatch(/ {6}1 {8}40 {2}mesas\.csv {2}[0-9a-f]{64}/);

    const { hash } = await json<{ hash: string }>("statistician", "plan", "propose", PLAN);
    const own = await server.as("statistician", ["plan", "confirm", "--hash", hash, "--json"]);
    expect(own).toMatchObject({ status: 1, output: expect.stringContaining("same-person") as string });
    expect(await json("chief", "plan", "confirm", "--hash", hash)).toMatchObject({
      hash,
      afterFirstTally: false,
    });
    const shown = await server.as("chief", ["plan", "show"]);
    expect(shown.output).toContain("frozen");

    const design = ["--stations", "12", "--strata", "department", "--spares", "1"];
    const announced = await json<{ secretSha256: string }>("statistician", "sample", "announce", ...design);
    const dice = ["sample", "contribute", "--text", "4 1 6", "--source", "Press, with dice"];
    expect(await json("statistician", ...dice)).toMatchObject({ number: 1, text: "4 1 6" });
    await json("statistician", "sample", "draw");
    const list = await server.as("statistician", ["sample", "list"]);
    expect(list.output.split("\n")[0]).toBe("order,station,stratum,N_h,n_h,ticket,spare");
    expect(list.output.trimEnd().split("\n")).toHaveLength(1 + 12 + 2);
    const calls = await server.as("chief", ["sample", "list", "--calls"], "es");
    expect(calls.output).toContain("Observadores");

    expect(await server.as("chief", ["sample", "open"])).toMatchObject({ status: 2 });
    const opened = await json<{ secret: string; seed: string }>("chief", "sample", "open", "--yes");
    expect(createHash("sha256").update(opened.secret).digest("hex")).toBe(announced.secretSha256);
    const { output } = await server.as("chief", ["mission", "show", "--mission", "peru-2026"]);
    expect(output).toContain("drawn and opened");
    // What `veedor draw` draws from the same file and the opened seed is what the server had drawn.
    const again = await server.as("chief", [
      "draw",
      "--frame",
      FRAME,
      "--id",
      "mesa",
      "--strata",
      "departamento",
      "--stations",
      "12",
      "--spares",
      "1",
      "--seed",
      opened.seed,
    ]);
    expect(again.output).toBe(list.output);
  }, 120_000);

  it("and the authority's results come in, whole or not at all", async () => {
    const when = ["--kind", "preliminary", "--published-at", "2026-10-04T20:30:00-05:00"];
    const good = ["results", "import", RESULTS, "--mapping", RESULTS_MAPPING, ...when];
    expect(await json("statistician", ...good)).toMatchObject({ state: "done", report: { kept: 40 } });
    const bad = files.write("bad.csv", readFileSync(RESULTS, "utf8").replace("007,106", "007,some"));
    const refused = await server.as("statistician", [
      "results",
      "import",
      bad,
      "--mapping",
      RESULTS_MAPPING,
      ...when,
    ]);
    expect(refused.status).toBe(1);
    expect(refused.output).toMatch(/8 {2}007 {6}not-a-number/);
    const listed = await json<{ snapshots: { sums: { sum: number }[] }[] }>(
      "statistician",
      "results",
      "list",
    );
    expect(listed.snapshots.map(({ sums }) => sums[0]?.sum)).toEqual([40 * 100 + (39 * 40) / 2]);
    const { output } = await server.as("statistician", ["results", "list"], "en");
    expect(output).toContain("4,780");
  }, 60_000);

  it("says what is missing or wrong before anything is sent", async () => {
    const refused = async (...args: string[]) => {
      const { status, output } = await server.as("statistician", [...args, "--json"]);
      const last = output.trimEnd().split("\n").at(-1) ?? "{}";
      return [status, (JSON.parse(last) as { error?: { code: string } }).error?.code];
    };
    const when = ["--kind", "final", "--published-at", "2026-10-04T20:30:00"];
    const results = ["results", "import", RESULTS, "--mapping", RESULTS_MAPPING];
    expect(await refused(...results, ...when)).toEqual([2, "option-not-an-instant"]);
    expect(await refused(...results)).toEqual([2, "option-missing"]);
    expect(await refused("frame", "import", files.path("nowhere.csv"), "--mapping", FRAME_MAPPING)).toEqual([
      1,
      "file-not-found",
    ]);
    expect(await refused("frame", "import", FRAME, "--mapping", PLAN)).toEqual([1, "mapping-invalid"]);
    expect(
      await refused("frame", "import", FRAME, "--mapping", FRAME_MAPPING, "--mission", "atlantis"),
    ).toEqual([2, "name-unknown"]);
    expect(await refused("plan", "propose", MISSION)).toEqual([1, "document-malformed"]);
    expect(await refused("plan", "confirm", "--hash", "0".repeat(64))).toEqual([1, "no-such-proposal"]);
    expect(await refused("sample", "shuffle")).toEqual([2, "verb-unknown"]);
    expect(await refused("sample")).toEqual([2, "verb-missing"]);
    expect(await refused("sample", "open", "--yes")).toEqual([1, "forbidden"]);
    expect(await refused("mission", "create", MISSION, "--chief", addressOf("chief"))).toEqual([
      1,
      "forbidden",
    ]);
  });

  it("by a token of the environment too; and signing out ends it", async () => {
    const path = join(server.configurationOf("chief"), "veedor", "sessions.json");
    const { tokens } = JSON.parse(readFileSync(path, "utf8")) as { tokens: Record<string, string> };
    process.env["VEEDOR_TOKEN"] = tokens[server.origin] ?? "";
    process.env["VEEDOR_SERVER"] = server.origin;
    try {
      expect((await server.as("nobody", ["mission", "show", "--json"])).output).toContain("peru-2026");
      expect((await server.as("chief", ["sign-out"])).status).toBe(0);
      expect(await server.as("nobody", ["mission", "show", "--json"])).toMatchObject({
        status: 1,
        output: expect.stringContaining("not-signed-in") as string,
      });
    } finally {
      delete process.env["VEEDOR_TOKEN"];
      delete process.env["VEEDOR_SERVER"];
    }
    expect(readFileSync(path, "utf8")).not.toContain(server.origin);
  });
});

/** There is no command for invitations: the chief invites in the browser. */
async function inviteStatistician(mission: string): Promise<void> {
  const path = join(server.configurationOf("chief"), "veedor", "sessions.json");
  const { tokens } = JSON.parse(readFileSync(path, "utf8")) as { tokens: Record<string, string> };
  const chief = contract.apiClient({ origin: server.origin, token: tokens[server.origin] ?? "" });
  await chief.call(contract.inviteMember, {
    parameters: { mission },
    body: { email: addressOf("statistician"), name: "Statistician", language: "en", role: "statistician" },
  });
}
