import * as contract from "@veedor/api-contract";
import { checkCharacter } from "@veedor/xforms";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunningServer } from "../src/index.ts";
import { PRESIDENT, plannedMission, type SmallMission } from "./setting/mission.ts";
import { signedInAs } from "./setting/people.ts";
import { newPhone, type Phone, photoPart } from "./setting/phone.ts";
import { testServer } from "./setting/server.ts";
import { filledSheet } from "./setting/sheet.ts";

let server: RunningServer;
let mission: SmallMission;
let phone: Phone;

beforeAll(async () => {
  server = await testServer();
  mission = await plannedMission(server);
  phone = await newPhone(server, mission.mission);
});
afterAll(() => server.close());

const makeForm = (): Promise<{ id: string; version: string; formId: string }> =>
  mission.chief.client.call(contract.makeTallyForm, {
    parameters: { mission: mission.mission, contest: mission.contest },
  });
const query = async <Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> => {
  const { rows } = await server.context.database.pool.query(text, [...values]);
  return rows as Row[];
};
const stations = (): Promise<{ code: string }[]> => query("select code from station order by code limit 10");
const figuresOf = async (station: string): Promise<(number | null)[][]> =>
  (
    await query<{ figures: (number | null)[] }>(
      "select v.figures from tally_version v join tally_report r on r.id = v.report_id where r.station_code = $1 order by r.sequence",
      [station],
    )
  ).map(({ figures }) => figures);
const changeLines = (lines: readonly object[]): Promise<unknown> =>
  mission.chief.client.call(contract.changeContest, {
    parameters: { mission: mission.mission, contest: mission.contest },
    body: { lines: lines as typeof PRESIDENT.lines },
  });

describe("the form of a contest's tally sheet", () => {
  it("is made once, and as a new version when lines change before the first tally", async () => {
    const first = await makeForm();
    expect(first).toMatchObject({ formId: "tally-president", version: "1" });
    expect((await makeForm()).id).toBe(first.id);
    await changeLines([
      ...PRESIDENT.lines.slice(0, 5),
      { code: "spoilt", name: { es: "Otros" }, role: "other" },
    ]);
    const second = await makeForm();
    expect([second.version, second.id === first.id]).toEqual(["2", false]);
    const outdated = await phone.send(
      filledSheet({ version: "1", station: (await stations())[0]?.code ?? "" }),
    );
    expect(outdated.status).toBe(422);
    expect(await outdated.text()).toContain("Los renglones de esta acta cambiaron");
    await changeLines(PRESIDENT.lines);
    expect((await makeForm()).version).toBe("3");
    const list = await (await fetch(`${phone.base}/formList`)).text();
    expect(list.match(/<version>/g)).toHaveLength(1);
    expect(list).toContain("<version>3</version>");
    expect(list).toContain("<name>Acta: Presidencia</name>");
  });

  it("speaks the mission's languages, with the sheet's lines as they are named in each", async () => {
    const list = await (await fetch(`${phone.base}/formList`)).text();
    const xml = await (await fetch(/<downloadUrl>(.*?)</.exec(list)?.[1] ?? "")).text();
    expect(xml).toContain('<translation lang="Español (es)" default="true()">');
    expect(xml).toContain('<translation lang="English (en)">');
    expect(xml).toContain("<value>Alianza Águila</value>");
    expect(xml).toMatch(/votesDiffer"><value>[^<]*<output value="\/tally\/checks\/votes"\/>/);
  });
});

describe("figures from phones", () => {
  it("become a report of the station, in the order of the contest's lines; empty is not zero", async () => {
    const [station] = await stations();
    const figures = [100, 0, null, 5, 7, 112];
    expect((await phone.send(filledSheet({ station: station?.code ?? "", figures }))).status).toBe(201);
    expect(await figuresOf(station?.code ?? "")).toEqual([figures]);
    const [report] = await query<{ device_id: string; submission_id: string | null }>(
      "select device_id, submission_id from tally_report where station_code = $1",
      [station?.code],
    );
    expect(report?.device_id).toBe(phone.device);
    expect(report?.submission_id).not.toBeNull();
  });

  it("sent again, or eight times at once, are one report", async () => {
    const station = (await stations())[1]?.code ?? "";
    const xml = filledSheet({ station });
    const answers = await Promise.all(Array.from({ length: 8 }, () => phone.send(xml)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect((await phone.send(xml, photoPart("later.jpg", "p"))).status).toBe(201);
    expect(await figuresOf(station)).toHaveLength(1);
  });

  it("of a station whose code was typed are filed under it, and only with the right check character", async () => {
    const station = (await stations())[2]?.code ?? "";
    const typed = station.replaceAll(/[^0-9A-Za-z]/g, "").toUpperCase();
    const alphabet = /^\d+$/.test(typed) ? "digits" : "alphanumeric";
    const check = checkCharacter(typed, alphabet) ?? "";
    const wrong = check === "1" ? "2" : "1";
    const refused = await phone.send(filledSheet({ typed: typed + wrong }));
    expect([refused.status, await refused.text()]).toEqual([
      422,
      expect.stringContaining("carácter de control"),
    ]);
    expect((await phone.send(filledSheet({ typed: `${typed.toLowerCase()} ${check}` }))).status).toBe(201);
    expect(await figuresOf(station)).toHaveLength(1);
  });

  it.each([
    ["an unknown station", { station: "no-such-station" }, "ninguna mesa con este código"],
    [
      "a typed station that is not there",
      { typed: `999999999${checkCharacter("999999999", "digits") ?? ""}` },
      "código",
    ],
    ["text in a number", { station: "S", raw: "ten" }, "número"],
    ["a negative figure", { station: "S", raw: "-5" }, "número"],
    ["a figure beyond any station", { station: "S", raw: "99999999999" }, "número"],
    ["no station", {}, "no dice de qué mesa"],
  ])("with %s are refused, and nothing is stored", async (_what, given, said) => {
    const before = await query("select count(*) from submission");
    const station =
      "station" in given && given.station === "S" ? ((await stations())[3]?.code ?? "") : undefined;
    const response = await phone.send(
      filledSheet({ ...given, ...(station === undefined ? {} : { station }) }),
    );
    expect(response.status).toBe(422);
    expect(await response.text()).toContain(said);
    expect(await query("select count(*) from submission")).toEqual(before);
    expect(await figuresOf(station ?? "")).toEqual([]);
  });

  it("stay where they are when another report of the station says something else", async () => {
    const station = (await stations())[4]?.code ?? "";
    await phone.send(filledSheet({ station, figures: [10, 10, 10, 1, 1, 32] }));
    const other = await newPhone(server, mission.mission);
    expect((await other.send(filledSheet({ station, figures: [10, 10, 11, 1, 1, 33] }))).status).toBe(201);
    expect(await figuresOf(station)).toEqual([
      [10, 10, 10, 1, 1, 32],
      [10, 10, 11, 1, 1, 33],
    ]);
  });
});

describe("a phone's own stations", () => {
  it("are handed to the observer who is assigned to them, and to nobody else", async () => {
    const observer = await signedInAs(server, "observer", mission.mission);
    const [first, second] = (await stations()).slice(5, 7).map(({ code }) => code);
    const items = [first, second].map((station) => ({ station: station ?? "", person: observer.person }));
    await mission.chief.client.call(contract.assignStations, {
      parameters: { mission: mission.mission },
      body: { items },
    });
    const own = await newPhone(server, mission.mission, observer.person);
    const csvOf = async (of: Phone): Promise<[string, string]> => {
      const list = await (await fetch(`${of.base}/formList`)).text();
      const manifest = await (await fetch(/<manifestUrl>(.*?)</.exec(list)?.[1] ?? "")).text();
      const url = /<filename>stations.csv<\/filename>.*?<downloadUrl>(.*?)</.exec(manifest)?.[1] ?? "";
      return [manifest, await (await fetch(url)).text()];
    };
    const { items: shown } = await observer.client.call(contract.ownAssignments, {
      parameters: { mission: mission.mission },
    });
    // The desk and the observer read what a phone takes.
    const typed = shown.find(({ station }) => station === first)?.typed ?? "";
    expect((await phone.send(filledSheet({ typed }))).status).toBe(201);
    expect(await figuresOf(first ?? "")).toHaveLength(1);
    const [manifest, csv] = await csvOf(own);
    const rows = csv.trim().split("\n");
    expect(rows[0]).toBe("name,label,registered");
    expect(rows.slice(1).map((row) => row.split(",")[0])).toEqual([`"${first}"`, `"${second}"`]);
    expect((await csvOf(phone))[1]).toBe("name,label,registered\n");
    // Another assignment is another file: the phone sees it by the hash.
    await query("delete from assignment where person_id = $1 and station_code = $2", [
      observer.person,
      second,
    ]);
    expect((await csvOf(own))[0]).not.toBe(manifest);
  });
});
