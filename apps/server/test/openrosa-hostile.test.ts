import { readdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { uploadForm } from "../src/forms/index.ts";
import type { RunningServer } from "../src/index.ts";
import { THE_SERVER } from "../src/people/actor.ts";
import { bareMission } from "./setting/people.ts";
import {
  BOUNDARY,
  instancePart,
  MULTIPART,
  multipart,
  newPhone,
  opening,
  openingForm,
  type Part,
  type Phone,
  photoPart,
} from "./setting/phone.ts";
import { postHead, rawRequest } from "./setting/raw-http.ts";
import { testServer } from "./setting/server.ts";

let server: RunningServer;
let phone: Phone;
let before: string;

beforeAll(async () => {
  server = await testServer();
  const mission = await bareMission(server);
  await uploadForm(server.context, THE_SERVER, mission, openingForm());
  phone = await newPhone(server, mission);
});
afterAll(() => server.close());

/** Everything that a submission could leave behind: rows of every table, files in every folder. */
async function everything(): Promise<string> {
  const tables = [
    "submission",
    "attachment",
    "conflicting_submission",
    "conflicting_attachment",
    "pending_leaf",
    "mission_event",
    "tally_report",
  ];
  const counts = tables.map((table) => `(select count(*) from ${table}) as ${table}`);
  const { rows } = await server.context.database.pool.query(`select ${counts.join(", ")}`);
  const root = join(server.context.configuration.dataFolder, "attachments");
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return JSON.stringify([rows, files.length]);
}

beforeEach(async () => {
  before = await everything();
});

/** Nothing is stored, the process lives, and the next good submission is taken. */
async function expectUntouched(): Promise<void> {
  // What a dropped connection left is removed when its end has been noticed.
  for (let i = 0; i < 100 && (await everything()) !== before; i++) await wait(10);
  expect(await everything()).toBe(before);
  expect((await phone.send(opening())).status).toBe(201);
}

const META = "<meta><instanceID>uuid:1</instanceID></meta>";
const around = (inside: string): string => `<data id="opening" version="1">${inside}${META}</data>`;

describe("an instance that is wrong", () => {
  const BOMB = `<!DOCTYPE d [<!ENTITY a "${"x".repeat(100)}">${Array.from({ length: 9 }, (_, i) => `<!ENTITY b${i} "${`&${i === 0 ? "a" : `b${i - 1}`};`.repeat(10)}">`).join("")}]>`;
  it.each<[string, string | Uint8Array, number]>([
    ["empty", "", 400],
    ["no XML", "{}", 400],
    ["cut", opening().slice(0, -30), 400],
    ["of mismatched tags", around("<station></received>"), 400],
    ["with NUL", around("<station>\u0000</station>"), 400],
    ["in invalid UTF-8", Buffer.from(around("<station>é</station>"), "latin1"), 400],
    ["in UTF-16", Buffer.from(`\uFEFF${opening()}`, "utf16le"), 400],
    ["an entity bomb", BOMB + around("<station>&b8;</station>"), 400],
    [
      "an external entity",
      `<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>${around("<station>&e;</station>")}`,
      400,
    ],
    ["an external document type", `<!DOCTYPE d SYSTEM "http://127.0.0.1/d.dtd">${around("")}`, 400],
    [
      "10,000 levels deep",
      `<data id="opening" version="1">${"<a>".repeat(10_000)}${"</a>".repeat(10_000)}${META}</data>`,
      400,
    ],
    ["of 50,000 elements", around("<a/>".repeat(50_000)), 413],
    ["of 2 MB", around(`<station>${"x".repeat(2_000_000)}</station>`), 413],
    ["of another form", opening({ form: "closing" }), 404],
    ["of another version", opening({ version: "2" }), 404],
    ["of no version", '<data id="opening"><meta><instanceID>uuid:1</instanceID></meta></data>', 404],
    ["of no form", "<data><meta><instanceID>uuid:1</instanceID></meta></data>", 422],
    ["with another root", opening().replace("<data ", "<other ").replace("</data>", "</other>"), 422],
    ["with text in a number", opening({ received: "three hundred" }), 422],
    ["with __proto__ in a number", opening({ received: "__proto__" }), 422],
    ["without an instance ID", '<data id="opening" version="1"><station>1</station></data>', 422],
    ["with an empty instance ID", opening({ instance: "" }), 422],
    ["with an instance ID of 10,000 characters", opening({ instance: "x".repeat(10_000) }), 422],
    ["with an instance ID of two lines", opening({ instance: "a&#10;b" }), 422],
    ["with the form's id as __proto__", opening({ form: "__proto__" }), 404],
    ["with a form's id of 100,000 characters", opening({ form: "x".repeat(100_000) }), 404],
  ])("%s", async (_what, xml, status) => {
    const response = await phone.post([instancePart(xml), photoPart("a.jpg", "photo")]);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("text/xml; charset=utf-8");
    expect(await response.text()).toMatch(
      /^<\?xml .*<OpenRosaResponse .*<message nature="submit_error">.+<\/message>/s,
    );
    await expectUntouched();
  });
});

describe("a body that is wrong", () => {
  const good = instancePart(opening());
  it.each<[string, readonly Part[], number]>([
    ["nothing in it", [], 400],
    ["no instance", [photoPart("a.jpg", "photo")], 400],
    ["two instances", [good, good], 400],
    ["a file's name that is a path", [good, photoPart("../../../etc/passwd", "p")], 400],
    ["a file's name that is an absolute path", [good, photoPart("/tmp/x.jpg", "p")], 400],
    ["a file's name that is a path of Windows", [good, photoPart("..\\\\..\\\\x.jpg", "p")], 400],
    ["a file's name with NUL", [good, photoPart("a\u0000.jpg", "p")], 400],
    ["a file's name with a line end", [good, photoPart("a\nb.jpg", "p")], 400],
    ["a file's name that is two dots", [good, photoPart("..", "p")], 400],
    ["a file's name of 1,000 characters", [good, photoPart("x".repeat(1_000), "p")], 400],
    ["a file twice", [good, photoPart("a.jpg", "p"), photoPart("a.jpg", "q")], 400],
    ["a part without a name", [good, { name: '"; x="', data: "p" }], 400],
    ["300 parts", [good, ...Array.from({ length: 300 }, (_, i) => photoPart(`${i}.jpg`, "p"))], 413],
    [
      "a part head of 100,000 bytes",
      [good, { name: "a", filename: "a", type: `image/${"j".repeat(100_000)}`, data: "p" }],
      413,
    ],
    ["a plain field of 100,000 bytes", [good, { name: "field", data: "x".repeat(100_000) }], 413],
  ])("%s", async (_what, parts, status) => {
    const response = await phone.post(parts);
    expect(response.status).toBe(status);
    expect(await response.text()).toContain("<OpenRosaResponse");
    await expectUntouched();
  });

  it.each([
    ["application/json", 415],
    ["text/xml", 415],
    ["application/x-www-form-urlencoded", 415],
    ["multipart/mixed; boundary=x", 415],
    ["multipart/form-data", 415],
    [`multipart/form-data; boundary=${"x".repeat(200)}`, 415],
    ["multipart/form-data; boundary=another", 400],
  ])("content type %s", async (type, status) => {
    const response = await phone.post([good], { "content-type": type });
    expect(response.status).toBe(status);
    expect(await response.text()).toContain("<OpenRosaResponse");
    await expectUntouched();
  });

  it("no content type and no body", async () => {
    const response = await fetch(`${phone.base}/submission`, { method: "POST" });
    expect(response.status).toBe(415);
    await expectUntouched();
  });
});

describe("a body on the wire", () => {
  const path = (): string => new URL(`${phone.base}/submission`).pathname;
  const body = multipart([instancePart(opening()), photoPart("a.jpg", new Uint8Array(300_000))]);
  const head = (length: number): string =>
    postHead(path(), { "Content-Type": MULTIPART, "Content-Length": length });

  it("that is said to be larger than accepted is refused before it is sent", async () => {
    const { status, text } = await rawRequest(server.origin, [head(200_000_000), body]);
    expect(status).toBe(413);
    expect(text).toContain("<OpenRosaResponse");
    await expectUntouched();
  });

  it("that becomes larger than accepted is refused while it streams, and memory stays flat", async () => {
    const piece = Buffer.alloc(1_000_000, "x");
    const chunk = [`${piece.length.toString(16)}\r\n`, piece, "\r\n"].map((one) => Buffer.from(one));
    const start = multipart([instancePart(opening()), photoPart("a.jpg", "")]).subarray(0, -60);
    const chunked = postHead(path(), { "Content-Type": MULTIPART, "Transfer-Encoding": "chunked" });
    const first = [`${start.length.toString(16)}\r\n`, start, "\r\n"].map((one) => Buffer.from(one));
    const memory = process.memoryUsage.rss();
    const pieces = [
      chunked,
      Buffer.concat(first),
      ...Array.from({ length: 110 }, () => Buffer.concat(chunk)),
    ];
    const { status } = await rawRequest(server.origin, pieces);
    expect(status).toBe(413);
    // The test's own process sends 110 MB beside it.
    expect(process.memoryUsage.rss() - memory).toBeLessThan(250_000_000);
    await expectUntouched();
  });

  it.each([1, 2_000, 100_000, -3, -10])("that ends after %i bytes of it", async (length) => {
    const cut = body.subarray(0, length);
    const { status, text } = await rawRequest(server.origin, [head(cut.length), cut]);
    expect(status).toBe(400);
    expect(text).toContain("<OpenRosaResponse");
    await expectUntouched();
  });

  it.each([1, 100, 2_000, 200_000])("that is dropped after %i bytes of it", async (length) => {
    const sent = await rawRequest(server.origin, [head(body.length), body.subarray(0, length)], "drop");
    expect(sent.status).toBe(0);
    await expectUntouched();
  });

  it("that is dropped in its head", async () => {
    const sent = await rawRequest(server.origin, [head(body.length).slice(0, 40)], "drop");
    expect(sent.status).toBe(0);
    await expectUntouched();
  });

  it("that comes byte by byte is taken", async () => {
    const small = multipart([instancePart(opening()), photoPart("b.jpg", "\r\n--almost")]);
    const bytes = [...small].map((byte) => Buffer.of(byte));
    const { status } = await rawRequest(server.origin, [head(small.length), ...bytes]);
    expect(status).toBe(201);
  });

  it("that holds something behind its end", async () => {
    const more = Buffer.concat([body, Buffer.from(`--${BOUNDARY}\r\n`)]);
    expect((await rawRequest(server.origin, [head(more.length), more])).status).toBe(400);
    await expectUntouched();
  });
});

describe("addresses and methods", () => {
  it.each([
    ["GET", "nothing", 404],
    ["GET", "forms/not-an-identifier/form.xml", 404],
    ["GET", "forms/00000000-0000-7000-8000-000000000000/form.xml", 404],
    ["GET", "forms/00000000-0000-7000-8000-000000000000/manifest", 404],
    ["GET", "forms/%2e%2e/media/x", 404],
    ["DELETE", "submission", 404],
    ["PUT", "submission", 404],
  ])("%s %s", async (method, address, status) => {
    const response = await fetch(`${phone.base}/${address}`, { method });
    expect(response.status).toBe(status);
    expect(await response.text()).toContain("<OpenRosaResponse");
    await expectUntouched();
  });
});
