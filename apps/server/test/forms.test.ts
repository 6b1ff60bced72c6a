import { inflateSync } from "node:zlib";
import * as contract from "@veedor/api-contract";
import { ROLES } from "@veedor/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunningServer } from "../src/index.ts";
import { THE_SERVER } from "../src/people/actor.ts";
import { createDevice } from "../src/people/index.ts";
import { type NewMission, newMission } from "./setting/mission.ts";
import { signedInAs } from "./setting/people.ts";
import { newPhone, opening, openingForm, photoPart } from "./setting/phone.ts";
import { testServer } from "./setting/server.ts";

let server: RunningServer;
let mission: NewMission;

beforeAll(async () => {
  server = await testServer();
  mission = await newMission(server);
});
afterAll(() => server.close());

const upload = (xml: string, by = mission.chief): Promise<{ id: string }> =>
  by.client.call(contract.uploadForm, { parameters: { mission: mission.mission }, body: { xml } });

const withMedia = openingForm("1", "with-media").replace(
  "<model>",
  '<model><itext><translation lang="es"><text id="a"><value form="image">jr://images/seal.png</value></text></translation></itext>',
);

describe("the mission's forms", () => {
  it("are uploaded, listed, read and withdrawn; phones see the open ones", async () => {
    const parameters = { mission: mission.mission };
    const { id } = await upload(openingForm("7"));
    const phone = await newPhone(server, mission.mission);
    const list = async (): Promise<string> => (await fetch(`${phone.base}/formList`)).text();
    const listed = await list();
    expect(listed).toContain("<formID>opening</formID><name>Opening</name><version>7</version>");
    const read = await mission.chief.client.call(contract.readForm, {
      parameters: { ...parameters, form: id },
    });
    expect(read).toMatchObject({ formId: "opening", version: "7", contest: null, xml: openingForm("7") });
    const withdrawn = await mission.chief.client.call(contract.withdrawForm, {
      parameters: { ...parameters, form: id },
    });
    expect(withdrawn.withdrawnAt).not.toBeNull();
    expect(await list()).not.toContain("<version>7</version>");
    const { items } = await mission.chief.client.call(contract.listForms, { parameters, query: {} });
    expect(items.map((form) => form.id)).toContain(id);
  });

  it("come in pages, each form once", async () => {
    for (const version of ["p1", "p2", "p3"]) await upload(openingForm(version, "paged"));
    const parameters = { mission: mission.mission };
    const seen: string[] = [];
    for (let after: string | undefined, pages = 0; pages < 10; pages++) {
      const query = after === undefined ? { limit: 2 } : { limit: 2, after };
      const { items, next } = await mission.chief.client.call(contract.listForms, { parameters, query });
      expect(items.length).toBeLessThanOrEqual(2);
      seen.push(...items.map(({ formId, version }) => `${formId} ${version}`));
      if (next === null) break;
      after = next;
    }
    expect(seen).toEqual(expect.arrayContaining(["paged p1", "paged p2", "paged p3"]));
    expect(new Set(seen).size).toBe(seen.length);
  });

  it("are refused with what is wrong and where", async () => {
    const broken = openingForm("8").replace("</model>", "");
    await expect(upload(broken)).rejects.toMatchObject({
      problem: { status: 422, code: "form-unreadable", detail: expect.stringContaining("not well formed") },
    });
    await upload(openingForm("9"));
    await expect(upload(openingForm("9"))).rejects.toMatchObject({ problem: { code: "form-version-taken" } });
  });

  it("have files beside them, which phones fetch by their manifest", async () => {
    const { id } = await upload(withMedia);
    const parameters = { mission: mission.mission, form: id };
    const body = { content: Buffer.from("png bytes").toString("base64"), mediaType: "image/png" };
    await mission.chief.client.call(contract.putFormMedia, {
      parameters: { ...parameters, name: "seal.png" },
      body,
    });
    const other = mission.chief.client.call(contract.putFormMedia, {
      parameters: { ...parameters, name: "other.png" },
      body,
    });
    await expect(other).rejects.toMatchObject({ problem: { code: "media-not-named" } });
    const phone = await newPhone(server, mission.mission);
    const list = await (await fetch(`${phone.base}/formList?formID=with-media`)).text();
    const manifestUrl = /<manifestUrl>(.*?)<\/manifestUrl>/.exec(list)?.[1] ?? "";
    const manifest = await (await fetch(manifestUrl)).text();
    expect(manifest).toContain("<filename>seal.png</filename><hash>md5:");
    const mediaUrl = /<downloadUrl>(.*?)<\/downloadUrl>/.exec(manifest)?.[1] ?? "";
    const media = await fetch(mediaUrl);
    expect([await media.text(), media.headers.get("content-type")]).toEqual(["png bytes", "image/png"]);
    const formUrl = /<downloadUrl>(.*?)<\/downloadUrl>/.exec(list)?.[1] ?? "";
    expect(await (await fetch(formUrl)).text()).toBe(withMedia);
  });

  it("of one mission are not another's", async () => {
    const elsewhere = await newMission(server);
    const { id } = await upload(openingForm("11"));
    const read = elsewhere.chief.client.call(contract.readForm, {
      parameters: { mission: elsewhere.mission, form: id },
    });
    await expect(read).rejects.toMatchObject({ problem: { status: 404 } });
    const phone = await newPhone(server, elsewhere.mission);
    expect((await fetch(`${phone.base}/forms/${id}/form.xml`)).status).toBe(404);
  });

  it.each(ROLES)("%s may do what the table of permissions says", async (role) => {
    const { client } = await signedInAs(server, role, mission.mission);
    const status = async (asked: Promise<unknown>): Promise<number> =>
      asked.then(
        () => 200,
        (error: unknown) => (error instanceof contract.RequestRefused ? error.problem.status : 0),
      );
    const parameters = { mission: mission.mission };
    const manages = role === "chief" || role === "statistician";
    const xml = openingForm(`by-${role}`);
    expect(await status(client.call(contract.uploadForm, { parameters, body: { xml } }))).toBe(
      manages ? 200 : 403,
    );
    expect(await status(client.call(contract.listForms, { parameters, query: {} }))).toBe(
      role === "reader" ? 403 : 200,
    );
    expect(await status(client.call(contract.listSubmissions, { parameters, query: {} }))).toBe(
      role === "chief" || role === "desk" ? 200 : 403,
    );
  });
});

describe("the code that sets Collect up", () => {
  it("holds the address with the device's token", async () => {
    const { device, token } = await createDevice(server.context, THE_SERVER, mission.mission, {
      label: "",
      person: null,
    });
    const parameters = { mission: mission.mission, device };
    const code = await mission.chief.client.call(contract.collectCode, { parameters, body: { token } });
    expect(JSON.parse(inflateSync(Buffer.from(code.text, "base64")).toString("utf8"))).toEqual(code.settings);
    expect(code.settings["general"]?.["server_url"]).toBe(`${server.origin}/openrosa/${token}`);
    expect(code.settings["project"]?.["name"]).toBe("Misión de prueba");
    expect(code.svg).toContain("<svg");
    expect(code.png).toMatch(/^data:image\/png;base64,iVBOR/);
    const other = await newPhone(server, mission.mission);
    for (const wrong of [other.token, "x".repeat(43), ""]) {
      const asked = mission.chief.client.call(contract.collectCode, { parameters, body: { token: wrong } });
      await expect(asked).rejects.toMatchObject({ problem: { code: "device-token-wrong" } });
    }
    const observer = await signedInAs(server, "observer", mission.mission);
    const refused = observer.client.call(contract.collectCode, { parameters, body: { token } });
    await expect(refused).rejects.toMatchObject({ problem: { status: 403 } });
  });
});

describe("what phones have sent, at the desk", () => {
  it("is read as it came, with its files and what contradicts it", async () => {
    await upload(openingForm("1"));
    const phone = await newPhone(server, mission.mission);
    const desk = await signedInAs(server, "desk", mission.mission);
    const first = opening({ instance: "uuid:desk", photo: "a.jpg" });
    await phone.send(first, photoPart("a.jpg", "photo bytes"));
    await phone.send(opening({ instance: "uuid:desk", received: "1" }));
    const parameters = { mission: mission.mission };
    const { items } = await desk.client.call(contract.listSubmissions, {
      parameters,
      query: { conflicts: "true" },
    });
    expect(items).toMatchObject([{ instanceId: "uuid:desk", device: phone.device, conflicts: 1 }]);
    const submission = items[0]?.id ?? "";
    const whole = await desk.client.call(contract.readSubmission, {
      parameters: { ...parameters, submission },
    });
    expect(whole).toMatchObject({ xml: first, attachments: [{ name: "a.jpg", bytes: 11 }] });
    expect(whole.conflicts.map(({ xml }) => xml)).toEqual([
      opening({ instance: "uuid:desk", received: "1" }),
    ]);
    const sha256 = whole.attachments[0]?.sha256 ?? "";
    const url = `${server.origin}/api/missions/${mission.mission}/submissions/${submission}/files/`;
    const get = (path: string, token: string): Promise<Response> =>
      fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
    const file = await get(sha256, desk.token);
    expect([file.status, file.headers.get("content-type"), await file.text()]).toEqual([
      200,
      "image/jpeg",
      "photo bytes",
    ]);
    expect(file.headers.get("content-security-policy")).toContain("sandbox");
    expect((await get("..%2f..%2fdatabase", desk.token)).status).toBe(404);
    const observer = await signedInAs(server, "observer", mission.mission);
    expect((await get(sha256, observer.token)).status).toBe(403);
    expect((await get(sha256, "x".repeat(43))).status).toBe(401);
  });
});
