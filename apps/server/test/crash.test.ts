import { createHash, randomBytes, randomInt, randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { afterAll, expect, it } from "vitest";
import { type CrashServer, startCrashServer } from "./setting/crash.ts";
import { instancePart, MULTIPART, multipart, opening, photoPart } from "./setting/phone.ts";
import { filledSheet } from "./setting/sheet.ts";

const KILLS = 20;
const CONNECTIONS = 8;

/** What a phone has sent. */
type Sent = {
  readonly instance: string;
  readonly sha256: string;
  readonly isTally: boolean;
  readonly photo: string | null;
  readonly body: Uint8Array<ArrayBuffer>;
};

const folder = mkdtempSync(join(tmpdir(), "veedor-crash-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");

/** A checklist or a tally sheet, with a photo or without. */
function newReport(): Sent {
  const instance = `uuid:${randomUUID()}`;
  const photo = randomInt(3) === 0 ? randomBytes(randomInt(1_000, 120_000)) : null;
  const isTally = randomInt(2) === 0;
  const station = String(1 + randomInt(400)).padStart(3, "0");
  const xml = isTally
    ? filledSheet({ version: "1", station, instance })
    : opening({ instance, photo: photo === null ? "" : "acta.jpg" });
  const parts = photo === null ? [instancePart(xml)] : [instancePart(xml), photoPart("acta.jpg", photo)];
  return {
    instance,
    isTally,
    sha256: sha256(xml),
    photo: photo && sha256(photo),
    body: new Uint8Array(multipart(parts)),
  };
}

/** Whether the server answered 201; a connection that broke leaves it open. */
async function post(url: string, { body }: Sent): Promise<boolean> {
  try {
    const response = await fetch(url, { method: "POST", body, headers: { "content-type": MULTIPART } });
    await response.arrayBuffer();
    return response.status === 201;
  } catch {
    return false;
  }
}

it(`nothing accepted is lost or doubled by ${KILLS} kills of server and database under load`, async () => {
  const accepted = new Map<string, Sent>();
  const open: Sent[] = [];
  let again = 0;
  let server = await startCrashServer(folder, "first");
  const path = server.path ?? "";

  /** Sends reports on one connection until told to stop: first those whose fate is not known, as a phone does. */
  const send = async (url: string, isOver: () => boolean): Promise<void> => {
    while (!isOver()) {
      const unknown = open.shift();
      if (unknown !== undefined) again++;
      const report = unknown ?? newReport();
      if (await post(url, report)) accepted.set(report.instance, report);
      else open.push(report);
    }
  };

  for (let kill = 0; kill < KILLS; kill++) {
    const url = server.origin + path;
    let isOver = false;
    const lanes = Array.from({ length: CONNECTIONS }, () => send(url, () => isOver));
    await wait(randomInt(30, 350));
    const killed = server.kill();
    isOver = true;
    await Promise.all([killed, ...lanes]);
    server = await startCrashServer(folder, "again");
  }
  // Every phone sends what it was not told of, until it is.
  for (const report of open) {
    expect(await post(server.origin + path, report)).toBe(true);
    accepted.set(report.instance, report);
  }
  const found = await whatIsStored(server);
  await server.kill();
  expect(accepted.size).toBeGreaterThan(KILLS * 5);
  expect(again).toBeGreaterThan(KILLS / 2);
  expect([...accepted.keys()].filter((instance) => !found.submissions.has(instance))).toEqual([]);
  expect(found.submissions.size).toBe(accepted.size);
  expect(found.rows).toBe(accepted.size);
  expect(found.leaves).toBe(accepted.size);
  const tallies = [...accepted.values()].filter(({ isTally }) => isTally).map(({ instance }) => instance);
  expect(tallies.length).toBeGreaterThan(KILLS);
  expect(found.tallies.sort()).toEqual(tallies.sort());
  const photos = [...accepted.values()].filter(({ photo }) => photo !== null);
  expect(found.photos.size).toBe(photos.length);
  for (const { instance, sha256: hash, photo } of accepted.values()) {
    expect(found.submissions.get(instance)).toBe(hash);
    if (photo !== null) expectFile(found.photos.get(instance), photo);
  }
  // What requests of dead processes had begun is removed.
  const incoming = join(folder, "attachments", "incoming");
  const left = readdirSync(incoming, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  expect(left).toEqual([]);
}, 240_000);

async function whatIsStored({ databaseUrl }: CrashServer) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const submissions = await client.query<{ instance_id: string; sha256: Buffer; xml: Buffer }>(
      "select instance_id, sha256, xml from submission",
    );
    const photos = await client.query<{ instance_id: string; sha256: Buffer | null }>(
      "select s.instance_id, a.sha256 from attachment a join submission s on s.id = a.submission_id",
    );
    const tallies = await client.query<{ instance_id: string }>(
      "select s.instance_id from tally_report r join submission s on s.id = r.submission_id join tally_version v on v.report_id = r.id",
    );
    const leaves = await client.query("select 1 from pending_leaf where kind = 'submission'");
    return {
      rows: submissions.rows.length,
      leaves: leaves.rows.length,
      tallies: tallies.rows.map(({ instance_id }) => instance_id),
      submissions: new Map(submissions.rows.map(({ instance_id, xml }) => [instance_id, sha256(xml)])),
      photos: new Map(photos.rows.map((row) => [row.instance_id, row.sha256?.toString("hex") ?? ""])),
    };
  } finally {
    await client.end();
  }
}

/** The file lies under its hash and has it. */
function expectFile(stored: string | undefined, photo: string): void {
  expect(stored).toBe(photo);
  const path = join(folder, "attachments", photo.slice(0, 2), photo.slice(2));
  expect(existsSync(path) && sha256(readFileSync(path)) === photo).toBe(true);
}
