import * as contract from "@veedor/api-contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningServer } from "../src/index.ts";
import { startOfDay } from "../src/samples/day.ts";
import { drawnSample } from "../src/samples/index.ts";
import { firstTally, open, publicSamples, textAt } from "./setting/draw-steps.ts";
import { FRAME_MAPPING, frameCsv, importFile } from "./setting/imports.ts";
import { drawn, plannedMission, type SmallMission, smallMission } from "./setting/mission.ts";
import { signedInAs } from "./setting/people.ts";
import { refusal } from "./setting/refusal.ts";
import { testServer } from "./setting/server.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

/** A small mission whose polls open tomorrow at eight. */
async function dayBefore(): Promise<SmallMission & { readonly sample: string }> {
  const planned = await plannedMission(server);
  const { mission, election } = planned;
  await planned.chief.client.call(contract.changeElection, {
    parameters: { mission, election },
    body: {
      day: "2026-10-05",
      opensAt: "2026-10-05T08:00:00-05:00",
      closesAt: "2026-10-05T17:00:00-05:00",
    },
  });
  return { ...planned, sample: await drawn(planned) };
}

const replace = (
  { mission, sample, statistician }: SmallMission & { readonly sample: string },
  station: string,
  evidence = "Letter 12/2026 of the authority: the station was merged into another",
) =>
  statistician.client.call(contract.replaceStation, {
    parameters: { mission, sample },
    body: { station, evidence },
  });

const inForce = async (of: SmallMission) => (await drawnSample(server.context, of.election))?.stations ?? [];

describe("a spare", () => {
  it("takes the place of a station shown not to exist before polls open, in order", async () => {
    const of = await dayBefore();
    const [first, ...others] = await inForce(of);
    if (first === undefined) throw new Error("no stations");
    const { spare } = await replace(of, first.code);
    const now = await inForce(of);
    expect(now).toHaveLength(24);
    expect(now.map(({ code }) => code)).not.toContain(first.code);
    expect(now.find(({ code }) => code === spare)).toMatchObject({
      stratum: first.stratum,
      replaces: first.code,
      isSpare: true,
    });
    expect(now.filter(({ isSpare }) => !isSpare)).toEqual(others);
    // The stratum has one spare only; a station that was replaced, or was never drawn, is none of the sample's.
    expect(await refusal(replace(of, spare))).toBe("no-spare-left");
    expect(await refusal(replace(of, first.code))).toBe("station-not-in-sample");
    expect(await refusal(replace(of, "no such station"))).toBe("station-not-in-sample");
    expect(await refusal(replace(of, others[0]?.code ?? "", "because"))).toBe("invalid-request");
    const { query } = server.context.database;
    const events = await query
      .selectFrom("audit_event")
      .selectAll()
      .where("subject", "=", of.sample)
      .execute();
    const event = events.find(({ action }) => action === "sample-station-replaced");
    expect(event?.person_id).toBe(of.statistician.person);
    expect(JSON.stringify(event?.details)).not.toContain(first.code);
    // Everyone reads of it once the sample is open, with the evidence.
    expect((await publicSamples(server, of))[0]?.replacements).toEqual([]);
    await of.chief.client.call(contract.changeElection, {
      parameters: { mission: of.mission, election: of.election },
      body: {
        day: "2026-10-04",
        opensAt: "2026-10-04T08:00:00-05:00",
        closesAt: "2026-10-04T17:00:00-05:00",
      },
    });
    await open(of, of.sample);
    expect((await publicSamples(server, of))[0]?.replacements).toMatchObject([
      {
        station: first.code,
        spare,
        evidence: "Letter 12/2026 of the authority: the station was merged into another",
      },
    ]);
  });

  it("takes nobody's place once polls are open or a tally has arrived", async () => {
    const late = await smallMission(server);
    expect(await refusal(replace(late, (await inForce(late))[0]?.code ?? ""))).toBe("too-late");
    const of = await dayBefore();
    await firstTally(server, of);
    expect(await refusal(replace(of, (await inForce(of))[0]?.code ?? ""))).toBe("tallies-have-arrived");
  });

  it("where nobody has said when polls open, the day's beginning counts", () => {
    expect(startOfDay("2026-10-04", "America/Lima").toISOString()).toBe("2026-10-04T05:00:00.000Z");
    expect(startOfDay("2026-10-04", "Asia/Tokyo").toISOString()).toBe("2026-10-03T15:00:00.000Z");
    expect(startOfDay("2026-10-04", "Pacific/Kiritimati").toISOString()).toBe("2026-10-03T10:00:00.000Z");
    // In Paraguay clocks went forward at midnight: the day began at one o'clock.
    expect(startOfDay("2023-10-01", "America/Asuncion").toISOString()).toBe("2023-10-01T04:00:00.000Z");
  });
});

describe("what was drawn", () => {
  it("is listed in pages, with the words of each station", async () => {
    const of = await smallMission(server);
    const parameters = { mission: of.mission, sample: of.sample };
    const seen: string[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const query = after === undefined ? { limit: 9 } : { limit: 9, after };
      const page = await of.chief.client.call(contract.listDrawnStations, { parameters, query });
      for (const one of page.items) {
        expect(`${one.areas[0]}|`).toBe(one.stratum.replace(/(urban|rural)$/, ""));
        expect(one.registered).toBeGreaterThan(0);
        seen.push(one.station);
      }
      after = page.next;
    }
    expect(new Set(seen).size).toBe(28);
    const csv = await textAt(
      server,
      `/api/missions/${of.mission}/samples/${of.sample}/stations.csv`,
      of.statistician,
    );
    const listed = csv.body.trimEnd().split("\n").slice(1);
    expect(listed.map((line) => line.split(",")[1])).toEqual(seen);
  });

  it("is for chief, statistician and desk only, wherever it could be asked for", async () => {
    const of = await smallMission(server);
    const parameters = { mission: of.mission, sample: of.sample };
    const base = `/api/missions/${of.mission}/samples/${of.sample}`;
    for (const role of ["observer", "reader"] as const) {
      const person = await signedInAs(server, role, of.mission);
      const list = person.client.call(contract.listDrawnStations, { parameters, query: {} });
      expect(await refusal(list)).toBe("forbidden");
      expect((await textAt(server, `${base}/stations.csv`, person)).status).toBe(403);
      expect((await textAt(server, `${base}/call-sheets.csv`, person)).status).toBe(403);
      const own = await person.client.call(contract.listSamples, { parameters: { mission: of.mission } });
      const codes = (await inForce(of)).map(({ code }) => `"${code}"`);
      for (const code of codes) expect(JSON.stringify(own)).not.toContain(code);
    }
    const administrator = await signedInAs(server, "administrator");
    expect((await textAt(server, `${base}/stations.csv`, administrator)).status).toBe(404);
    expect((await textAt(server, `${base}/stations.csv`)).status).toBe(401);
    const other = await smallMission(server);
    expect((await textAt(server, `${base}/stations.csv`, other.chief)).status).toBe(404);
    const through = `/api/missions/${other.mission}/samples/${of.sample}/stations.csv`;
    expect((await textAt(server, through, other.chief)).status).toBe(404);
    // Not in what open screens without the right are told, and not in what the audit shows.
    const { query } = server.context.database;
    const news = await query
      .selectFrom("mission_event")
      .selectAll()
      .where("mission_id", "=", of.mission)
      .execute();
    const events = await query
      .selectFrom("audit_event")
      .selectAll()
      .where("mission_id", "=", of.mission)
      .execute();
    for (const { code } of await inForce(of))
      expect(
        JSON.stringify([news.map(({ data }) => data), events.map(({ details }) => details)]),
      ).not.toContain(`"${code}"`);
  });

  it("comes as call sheets with observers, harmless to a spreadsheet, and whoever takes one is noted", async () => {
    const planned = await plannedMission(server);
    const hostile = frameCsv().replaceAll("Escuela Salinas", '=HYPERLINK("http://x")&""');
    await importFile(
      server,
      planned.chief,
      planned.mission,
      { purpose: "frame", fileName: "mesas.csv", mapping: FRAME_MAPPING },
      hostile,
    );
    const of = { ...planned, sample: await drawn(planned) };
    const observer = await signedInAs(server, "observer", of.mission);
    const first = (await inForce(of)).find(({ stratum }) => stratum === "Costa|rural");
    await of.chief.client.call(contract.assignStations, {
      parameters: { mission: of.mission },
      body: { items: [{ station: first?.code ?? "", person: observer.person }] },
    });
    const path = `/api/missions/${of.mission}/samples/${of.sample}/call-sheets.csv`;
    const { status, body } = await textAt(server, path, of.chief);
    expect(status).toBe(200);
    const [heading, ...lines] = body.trimEnd().split("\n");
    expect(heading).toBe(
      "Mesa,Código para teclear,department,municipality,Centro de votación,Padrón,Estrato,Observadores,Hora de llamada,Notas",
    );
    expect(lines).toHaveLength(24);
    const line = lines.find((one) => one.startsWith(`${first?.code},`)) ?? "";
    expect(line).toContain("Ana Ruiz");
    expect(line).toContain(`"'=HYPERLINK(""http://x"")`);
    const { query } = server.context.database;
    const events = await query
      .selectFrom("audit_event")
      .selectAll()
      .where("subject", "=", of.sample)
      .execute();
    expect(events.filter(({ action }) => action === "sample-list-exported")).toMatchObject([
      { person_id: of.chief.person, details: { list: "call-sheets" } },
    ]);
  });
});
