import * as contract from "@veedor/api-contract";
import { ROLES } from "@veedor/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { THE_SERVER } from "../src/people/actor.ts";
import { addMember } from "../src/people/index.ts";
import { callEndpoint, type DocumentedEndpoint, documentedEndpoints } from "./setting/endpoints.ts";
import { type PlayedEvening, playedEvening } from "./setting/evening.ts";
import { bareMission, newPerson, signIn } from "./setting/people.ts";
import { newPhone, opening, openingForm } from "./setting/phone.ts";
import { testServer } from "./setting/server.ts";

/** Tables of which something of a mission is named in addresses, by the name that it has there. */
const NAMED_IN_ADDRESSES: Readonly<Record<string, string>> = {
  election: "election",
  contest: "contest",
  frame: "frame",
  plan: "analysis_plan",
  sample: "sample",
  take: "take",
  report: "tally_report",
  device: "device",
  invitation: "one_time_link",
  import: "import_job",
  form: "form",
  submission: "submission",
  release: "release",
};

/** What must be the same afterwards; estimates and takes go on by themselves. */
const UNTOUCHED = [
  Object.values(NAMED_IN_ADDRESSES).filter((table) => table !== "take"),
  ["station", "sample_station", "sample_contribution", "assignment", "membership", "person"],
  ["tally_version", "tally_decision", "desk_call", "official_results", "form_media", "attachment"],
].flat();

describe("what belongs to one mission", () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let at: PlayedEvening;
  let endpoints: readonly DocumentedEndpoint[] = [];
  const identifiers: Record<string, string> = {};
  beforeAll(async () => {
    server = await testServer({ VEEDOR_TRUSTED_PROXY: "loopback" });
    at = await playedEvening(server, { takes: 1 });
    const { mission, chief } = at;
    const parameters = { mission };
    const invited = { email: "iris@example.org", name: "Iris", language: "es", role: "observer" } as const;
    const { person } = await chief.client.call(contract.inviteMember, { parameters, body: invited });
    await chief.client.call(contract.uploadForm, { parameters, body: { xml: openingForm() } });
    const phone = await newPhone(server, mission);
    await phone.send(opening());
    await chief.client.call(contract.proposeRelease, {
      parameters: { mission, contest: at.contest },
      body: { take: at.takes[0] ?? "", overrideReason: "A reason that is long enough to be published" },
    });
    for (const [name, table] of Object.entries(NAMED_IN_ADDRESSES)) {
      const { rows } = await server.context.database.pool.query<{ id: string }>(
        `select id from "${table}" where mission_id = $1 limit 1`,
        [mission],
      );
      identifiers[name] = rows[0]?.id ?? `no ${table}`;
    }
    identifiers["person"] = person;
    identifiers["token"] = phone.token;
    endpoints = await documentedEndpoints(server);
  });
  afterAll(() => server.close());

  const state = async () => {
    const states = await Promise.all(
      UNTOUCHED.map(async (table) => {
        const { rows } = await server.context.database.pool.query<{ state: string | null }>(
          `select md5(string_agg(t::text, '|' order by t::text)) as state from "${table}" t`,
        );
        return [table, rows[0]?.state ?? null] as const;
      }),
    );
    return Object.fromEntries(states);
  };

  it("is there to be reached", () => {
    expect(Object.values(identifiers).filter((id) => id.startsWith("no "))).toEqual([]);
    const names = new Set(endpoints.flatMap(({ parameters }) => parameters.map(({ name }) => name)));
    const known = [
      ...Object.keys(identifiers),
      "mission",
      "session",
      "passkey",
      "results",
      "code",
      "role",
      "name",
    ];
    const inAddresses = endpoints.flatMap(({ path }) =>
      [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]),
    );
    expect([...new Set(inAddresses)].filter((name) => !known.includes(name ?? ""))).toEqual([]);
    expect(names.size).toBeGreaterThan(10);
  });

  it("is neither read nor changed through another mission, by whoever has every role there", async () => {
    const other = await bareMission(server);
    const person = await newPerson(server);
    for (const role of ROLES) await addMember(server.context, THE_SERVER, other, { person, role });
    const { token } = await signIn(server, person);
    const before = await state();
    const reached: string[] = [];
    for (const endpoint of endpoints) {
      const { path } = endpoint;
      const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
      const isOfAnother = names.includes("mission") && names.some((name) => name in identifiers);
      if (!isOfAnother) continue;
      const given = { mission: other, token, address: "192.0.2.1" };
      const { status, text } = await callEndpoint(server, endpoint, { ...given, identifiers });
      const madeUp = await callEndpoint(server, endpoint, given);
      // Word for word what is said of something that is nowhere.
      if (status < 400 || text !== madeUp.text) reached.push(`${endpoint.name}: ${status} ${text}`);
    }
    expect(reached).toEqual([]);
    expect(await state()).toEqual(before);
  });
});
