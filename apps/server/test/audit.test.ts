import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as contract from "@veedor/api-contract";
import { AUDIT_ACTIONS } from "@veedor/domain";
import { LANGUAGES, type Language, messagesIn } from "@veedor/messages";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newMission } from "./setting/mission.ts";
import { bareMission, newPerson, problemOf, signedInAs, signIn } from "./setting/people.ts";
import { testServer } from "./setting/server.ts";

const ACTIONS = Object.keys(AUDIT_ACTIONS) as (keyof typeof AUDIT_ACTIONS)[];
const SOURCES = fileURLToPath(new URL("../src/", import.meta.url));

describe("audit events", () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.close());

  it("say who did what, newest first, a page at a time, of one's own mission only", async () => {
    const { mission, chief } = await newMission(server);
    const begin = server.clock.now();
    const invited: string[] = [];
    for (const name of ["Ana", "Eva", "Luz"]) {
      server.clock.advanceTo(server.clock.now() + 1_000);
      const body = { email: `${name}@example.org`, name, language: "es" as const, role: "observer" as const };
      invited.push(
        (await chief.client.call(contract.inviteMember, { parameters: { mission }, body })).person,
      );
    }
    const list = (
      query: Parameters<typeof chief.client.call<typeof contract.listMissionAudit>>[1]["query"],
    ) => chief.client.call(contract.listMissionAudit, { parameters: { mission }, query });
    const all = await list({});
    expect(all.items.map(({ action }) => action)).toEqual([
      ...Array.from({ length: 3 }, () => ["invitation-made", "role-given"]).flat(),
      "mission-created",
      "role-given",
    ]);
    expect(all.items[0]).toMatchObject({
      person: chief.person,
      subject: invited[2],
      details: { role: "observer" },
      at: new Date(begin + 3_000).toISOString(),
      text: "Invited a person to the mission",
    });
    const seen: number[] = [];
    let after: string | undefined;
    do {
      const page = await list({ limit: 2, ...(after === undefined ? {} : { after }) });
      seen.push(...page.items.map(({ id }) => id));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(seen).toEqual(all.items.map(({ id }) => id));
    expect((await list({ action: "role-given" })).items.map(({ subject }) => subject)).toEqual([
      ...invited.toReversed(),
      chief.person,
    ]);
    expect((await list({ person: chief.person })).items).toHaveLength(6);
    const [from, until] = [1_500, 2_500].map((later) => new Date(begin + later).toISOString());
    expect((await list({ from, until })).items.map(({ subject }) => subject)).toEqual([
      invited[1],
      invited[1],
    ]);
    expect(await problemOf(list({ after: "x" }))).toBe("invalid-request");
    expect(JSON.stringify(all)).not.toContain("example.org");
    const other = await signedInAs(server, "chief", await bareMission(server));
    const elsewhere = other.client.call(contract.listMissionAudit, { parameters: { mission }, query: {} });
    expect(await problemOf(elsewhere)).toBe("not-found");
  });

  it("of no mission are an administrator's to read, and only those", async () => {
    const administrator = await signedInAs(server, "administrator");
    const person = await newPerson(server);
    await administrator.client.call(contract.disableAccount, { parameters: { person } });
    const { items } = await administrator.client.call(contract.listServerAudit, { query: { limit: 1 } });
    expect(items).toMatchObject([
      { action: "account-disabled", person: administrator.person, subject: person },
    ]);
    const every = await administrator.client.call(contract.listServerAudit, { query: { limit: 500 } });
    expect(every.items.filter(({ action }) => action === "mission-created")).toEqual([]);
    const chief = await signedInAs(server, "chief", await bareMission(server));
    expect(await problemOf(chief.client.call(contract.listServerAudit, { query: {} }))).toBe("forbidden");
  });

  it("are in the reader's language", async () => {
    const { mission, chief } = await newMission(server);
    const { token } = await signIn(server, chief.person);
    const client = contract.apiClient({ origin: server.origin, token, language: "fr" });
    const { items } = await client.call(contract.listMissionAudit, { parameters: { mission }, query: {} });
    expect(items[0]?.text).toBe("A créé la mission et nommé sa première direction");
  });

  it("cannot be changed or removed through the server", () => {
    const statements = sources().filter(({ text }) => /(updateTable|deleteFrom)\("audit_event"\)/.test(text));
    expect(statements.map(({ path }) => path)).toEqual([]);
  });
});

describe("the table of audit actions", () => {
  it("is used to the last one by the server", () => {
    const all = sources()
      .map(({ text }) => text)
      .join("\n");
    expect(ACTIONS.filter((action) => !all.includes(`"${action}"`))).toEqual([]);
  });

  it("has a sentence for each action in each language, and no other", () => {
    for (const language of Object.keys(LANGUAGES) as Language[]) {
      const { textOf } = messagesIn(language);
      expect(ACTIONS.filter((action) => textOf("audit", action) === null)).toEqual([]);
    }
    const file = fileURLToPath(
      new URL("../../../packages/messages/src/catalogs/en/audit.json", import.meta.url),
    );
    const texts = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
    expect(Object.keys(texts).filter((key) => !(key in AUDIT_ACTIONS))).toEqual([]);
  });

  it("is the documentation: docs/operating/audit-events.md is made from it", async () => {
    const { textOf } = messagesIn("en");
    const rows = ACTIONS.map((action) => {
      const details = AUDIT_ACTIONS[action].map((detail) => `\`${detail}\``).join(", ");
      return `| \`${action}\` | ${textOf("audit", action) ?? ""} | ${details} |`;
    });
    const text = `${INTRODUCTION}\n| action | what was done | details |\n| --- | --- | --- |\n${rows.join("\n")}\n`;
    const path = fileURLToPath(new URL("../../../docs/operating/audit-events.md", import.meta.url));
    await expect(text).toMatchFileSnapshot(path);
  });
});

const INTRODUCTION = `# Audit events

Every change that a person makes leaves an event in the same transaction: when, who (a person's identifier, a device's, or nobody's where the server acted), in which mission, what was done, to what (\`subject\`), and the details below. Details never hold figures, names, addresses or secrets, so an event can be kept for as long as the mission's records, also after the person has been erased.

The chief of a mission reads the mission's events at \`GET /api/missions/{mission}/audit\`, an administrator those that belong to no mission at \`GET /api/audit\`; both can be filtered by action, person and time. Nothing in the server changes or removes an event.

This page is made from the table in \`packages/domain/src/audit-actions.ts\` by a test; after a change there, run that test with \`-u\`.
`;

function sources(): { readonly path: string; readonly text: string }[] {
  return readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => ({ path, text: readFileSync(join(SOURCES, path), "utf8") }));
}
