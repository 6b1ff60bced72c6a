import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uploadForm } from "../src/forms/forms.ts";
import type { RunningServer } from "../src/index.ts";
import { THE_SERVER } from "../src/people/actor.ts";
import { bareMission } from "./setting/people.ts";
import { newPhone, opening, openingForm, type Phone, phoneOf, photoPart } from "./setting/phone.ts";
import { testServer } from "./setting/server.ts";

let server: RunningServer;
let mission: string;
let phone: Phone;

beforeAll(async () => {
  server = await testServer();
  mission = await bareMission(server);
  await uploadForm(server.context, THE_SERVER, mission, openingForm());
  phone = await newPhone(server, mission);
});
afterAll(() => server.close());

const query = async <Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> => {
  const { rows } = await server.context.database.pool.query(text, [...values]);
  return rows as Row[];
};
const count = async (table: string): Promise<number> =>
  (await query<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n ?? -1;

const root = (): string => join(server.context.configuration.dataFolder, "attachments");
const pathOf = (hash: string): string => join(root(), hash.slice(0, 2), hash.slice(2));

/** Files that lie in their place, by content hash. */
function storedFiles(): string[] {
  return readdirSync(root())
    .filter((folder) => /^[0-9a-f]{2}$/.test(folder))
    .flatMap((folder) => readdirSync(join(root(), folder)).map((file) => folder + file));
}

const sha256 = (data: string): string => createHash("sha256").update(data).digest("hex");

describe("a submission", () => {
  it("is answered 201 as Collect expects, and is stored as it came", async () => {
    const xml = opening({ station: "Ñandú &amp; 17" });
    const response = await phone.send(xml);
    expect(response.status).toBe(201);
    expect(response.headers.get("x-openrosa-version")).toBe("1.0");
    expect(response.headers.get("x-openrosa-accept-content-length")).toBe("5000000");
    expect(response.headers.get("location")).toBe(`${phone.base}/submission`);
    expect(response.headers.get("content-type")).toBe("text/xml; charset=utf-8");
    expect(await response.text()).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>\n<OpenRosaResponse xmlns="http://openrosa.org/http/response"><message nature="submit_success">Recibido y guardado.</message></OpenRosaResponse>\n`,
    );
    const [row] = await query<{ xml: Buffer; device_id: string }>(
      "select xml, device_id from submission order by id desc limit 1",
    );
    expect(row?.xml.toString("utf8")).toBe(xml);
    expect(row?.device_id).toBe(phone.device);
  });

  it("commits to what was received, and tells open screens nothing of what is in it", async () => {
    const before = [await count("pending_leaf"), await count("mission_event")] as const;
    await phone.send(opening({ station: "secret-station" }));
    expect(await count("pending_leaf")).toBe(before[0] + 1);
    expect(await count("mission_event")).toBe(before[1] + 1);
    const [event] = await query<{ audience: string; data: unknown }>(
      "select audience, data from mission_event order by id desc limit 1",
    );
    expect(event?.audience).toBe("submissions-read");
    expect(JSON.stringify(event?.data)).not.toContain("secret-station");
    const [leaf] = await query<{ body: Buffer; leaf: Buffer; kind: string }>(
      "select body, leaf, kind from pending_leaf order by id desc limit 1",
    );
    expect(leaf?.kind).toBe("submission");
    const expected = createHash("sha256").update(Buffer.concat([Buffer.of(0), leaf?.body ?? Buffer.of()]));
    expect(leaf?.leaf.equals(expected.digest())).toBe(true);
  });

  it("sent again changes nothing, also when eight arrive at once", async () => {
    const xml = opening();
    const before = await phone.count();
    const answers = await Promise.all(Array.from({ length: 8 }, () => phone.send(xml)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 201));
    expect(await phone.count()).toBe(before + 1);
    const tables = ["submission", "pending_leaf", "mission_event", "conflicting_submission"];
    const rows = await Promise.all(tables.map(count));
    expect((await phone.send(xml)).status).toBe(201);
    expect(await Promise.all(tables.map(count))).toEqual(rows);
  });

  it("with the identifier of another is refused, kept aside once, and the first stays", async () => {
    const instance = "uuid:taken";
    const first = opening({ instance, received: "300" });
    const second = opening({ instance, received: "301" });
    expect((await phone.send(first)).status).toBe(201);
    const other = await newPhone(server, mission);
    const refused = await other.send(second, photoPart("a.jpg", "photo of the other"));
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('<message nature="submit_error">');
    expect((await other.send(second, photoPart("a.jpg", "photo of the other"))).status).toBe(409);
    const aside = await query<{ xml: Buffer; device_id: string }>(
      "select c.xml, c.device_id from conflicting_submission c join submission s on s.id = c.submission_id where instance_id = $1",
      [instance],
    );
    expect(aside.map(({ xml, device_id }) => [xml.toString(), device_id])).toEqual([[second, other.device]]);
    const [kept] = await query<{ xml: Buffer }>("select xml from submission where instance_id = $1", [
      instance,
    ]);
    expect(kept?.xml.toString()).toBe(first);
    expect(await count("attachment")).toBe(0);
    expect(storedFiles()).toContain(sha256("photo of the other"));
    expect((await phone.send(first)).status).toBe(201);
  });

  it("of other content under one identifier, both at once: one is stored, one is kept aside", async () => {
    const instance = "uuid:race";
    const answers = await Promise.all(
      ["1", "2"].map((received) => phone.send(opening({ instance, received }))),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]));
  });

  it("may be in parts: a photo that comes later with the same instance is added", async () => {
    const xml = opening({ photo: "acta.jpg" });
    const files = storedFiles().length;
    expect((await phone.send(xml)).status).toBe(201);
    const attachments = (): Promise<{ name: string; sha256: Buffer | null; bytes: number | null }[]> =>
      query("select name, sha256, bytes from attachment where name = 'acta.jpg'");
    expect(await attachments()).toEqual([{ name: "acta.jpg", sha256: null, bytes: null }]);
    expect((await phone.send(xml, photoPart("acta.jpg", "the photo"))).status).toBe(201);
    const [row] = await attachments();
    expect([row?.sha256?.toString("hex"), row?.bytes]).toEqual([sha256("the photo"), 9]);
    const path = pathOf(sha256("the photo"));
    expect(readFileSync(path, "utf8")).toBe("the photo");
    expect(statSync(path).mode & 0o077).toBe(0);
    // Once more: nothing new. Another photo under the same name: kept aside, the first stays.
    expect((await phone.send(xml, photoPart("acta.jpg", "the photo"))).status).toBe(201);
    expect((await phone.send(xml, photoPart("acta.jpg", "another photo"))).status).toBe(409);
    const [still] = await attachments();
    expect(still?.sha256?.toString("hex")).toBe(sha256("the photo"));
    expect(storedFiles()).toHaveLength(files + 2);
    const aside = await query<{ name: string }>(
      "select name from conflicting_attachment where name = 'acta.jpg'",
    );
    expect(aside).toHaveLength(1);
  });

  it("with a photo is stored whole: 300 kB come back as they were", async () => {
    const photo = new Uint8Array(300_000).map((_byte, i) => (i * 7919) % 251);
    expect((await phone.send(opening({ photo: "big.jpg" }), photoPart("big.jpg", photo))).status).toBe(201);
    const [row] = await query<{ sha256: Buffer }>("select sha256 from attachment where name = 'big.jpg'");
    expect(readFileSync(pathOf(row?.sha256.toString("hex") ?? "")).equals(photo)).toBe(true);
    const incoming = join(root(), "incoming");
    expect(readdirSync(incoming).flatMap((folder) => readdirSync(join(incoming, folder)))).toEqual([]);
  });

  it("takes names that objects know as plain names and values", async () => {
    const xml = opening({ station: "__proto__", photo: "__proto__" });
    const more = [photoPart("__proto__", "p"), photoPart("constructor", "c")];
    expect((await phone.send(xml, ...more)).status).toBe(201);
    const rows = await query<{ name: string }>(
      "select name from attachment where name in ('__proto__', 'constructor') order by name",
    );
    expect(rows.map(({ name }) => name)).toEqual(["__proto__", "constructor"]);
    expect(({} as Record<string, unknown>)["p"]).toBeUndefined();
  });

  it("is taken of a form that is no longer handed out", async () => {
    await uploadForm(server.context, THE_SERVER, mission, openingForm("0.9"));
    await query("update form set withdrawn_at = now() where version = '0.9'");
    expect((await phone.send(opening({ version: "0.9" }))).status).toBe(201);
  });

  it("belongs to its mission only: another mission's phone may use the same identifier", async () => {
    const other = await bareMission(server);
    await uploadForm(server.context, THE_SERVER, other, openingForm());
    const elsewhere = await newPhone(server, other);
    const xml = opening();
    expect((await phone.send(xml)).status).toBe(201);
    expect((await elsewhere.send(xml)).status).toBe(201);
    expect(await elsewhere.count()).toBe(1);
  });
});

describe("who may send", () => {
  const head = (url: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(url, { method: "HEAD", headers });
  const basic = (name: string, password: string): { authorization: string } => ({
    authorization: `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`,
  });

  it("HEAD tells where to post and how much", async () => {
    const response = await head(`${phone.base}/submission`);
    expect(response.status).toBe(204);
    expect(response.headers.get("location")).toBe(`${phone.base}/submission`);
    expect(response.headers.get("x-openrosa-version")).toBe("1.0");
    expect(response.headers.get("date")).not.toBeNull();
  });

  it("asks for credentials only where none came, and only without a token in the address", async () => {
    const url = `${server.origin}/openrosa/submission`;
    const asked = await head(url);
    expect([asked.status, asked.headers.get("www-authenticate")]).toEqual([
      401,
      'Basic realm="Veedor", charset="UTF-8"',
    ]);
    expect((await head(url, basic(phone.device, phone.token))).status).toBe(204);
    const wrong = [
      basic(phone.device, "x".repeat(43)),
      basic("someone", phone.token),
      { authorization: "Digest a" },
    ];
    for (const headers of wrong) {
      const refused = await head(url, headers);
      expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([403, null]);
    }
  });

  it.each(["x".repeat(43), "short", "%00", "..%2f..%2fetc", "a".repeat(280)])(
    "refuses the token %s with 403 and never asks for a password",
    async (token) => {
      const response = await phoneOf(server.origin, "", token).send(opening());
      expect(response.status).toBe(403);
      expect(response.headers.get("www-authenticate")).toBeNull();
      expect(await response.text()).toContain("OpenRosaResponse");
    },
  );

  it("stops a device the moment it is revoked, also while it is believed", async () => {
    const lost = await newPhone(server, mission);
    const xml = opening();
    expect((await lost.send(xml)).status).toBe(201);
    await query("update device set revoked_at = now() where id = $1", [lost.device]);
    const rows = await count("submission");
    expect((await lost.send(opening())).status).toBe(403);
    expect((await lost.send(xml)).status).toBe(403);
    expect(await count("submission")).toBe(rows);
  });

  it("answers in the language that the phone asks for, else the mission's", async () => {
    const english = await bareMission(server);
    await query("update mission set languages = '{en,es}' where id = $1", [english]);
    const refused = await (await newPhone(server, english)).post([]);
    expect(await refused.text()).toContain("The report arrived damaged");
    const response = await phone.post([], { "accept-language": "fr-HT,fr;q=0.9" });
    expect(await response.text()).toContain("Le rapport est arrivé endommagé");
  });
});
