import { request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import * as contract from "@veedor/api-contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningServer } from "../src/index.ts";
import {
  endOfImport,
  FRAME_MAPPING,
  frameCsv,
  importFile,
  nothingStored,
  sendBytes,
} from "./setting/imports.ts";
import { type NewMission, newMission } from "./setting/mission.ts";
import { refusal } from "./setting/refusal.ts";
import { testServer } from "./setting/server.ts";

let server: RunningServer;
let of: NewMission;
beforeAll(async () => {
  server = await testServer();
  of = await newMission(server);
});
afterAll(() => server.close());

const asked = { purpose: "frame" as const, fileName: "mesas.csv", mapping: FRAME_MAPPING };

describe("an upload", () => {
  const path = (job: string) => `/api/missions/${of.mission}/imports/${job}/file`;
  const newJob = async () =>
    (await of.chief.client.call(contract.createImport, { parameters: { mission: of.mission }, body: asked }))
      .id;

  it("in another media type, or without knowing who sends it, is refused before it is read", async () => {
    const job = await newJob();
    const send = (headers: Record<string, string>) =>
      fetch(`${server.origin}${path(job)}`, { method: "PUT", headers, body: frameCsv() });
    const authorization = `Bearer ${of.chief.token}`;
    expect((await send({ authorization, "content-type": "text/csv" })).status).toBe(415);
    expect((await send({ authorization, "content-type": "multipart/form-data; boundary=x" })).status).toBe(
      415,
    );
    expect((await send({ authorization, "content-type": "application/json" })).status).toBe(400);
    expect((await send({ "content-type": contract.FILE_MEDIA_TYPE })).status).toBe(401);
    const other = await newMission(server);
    const through = await sendBytes(server, other.chief, path(job), Buffer.from(frameCsv()));
    expect(through.status).toBe(404);
    const parameters = { mission: of.mission, import: job };
    expect((await of.chief.client.call(contract.readImport, { parameters })).state).toBe("waiting");
  });

  it("that breaks off leaves a job that says so, and nothing else", async () => {
    const job = await newJob();
    const address = new URL(`${server.origin}${path(job)}`);
    await new Promise<void>((resolve) => {
      const sending = request(address, {
        method: "PUT",
        headers: {
          authorization: `Bearer ${of.chief.token}`,
          "content-type": contract.FILE_MEDIA_TYPE,
          "content-length": "1000000",
        },
      });
      sending.on("error", () => resolve());
      sending.write(frameCsv());
      setTimeout(() => sending.destroy(), 200);
    });
    const ended = await endOfImport(of.chief, of.mission, job);
    expect(ended).toMatchObject({ state: "failed", problem: { code: "upload-cut" } });
    await nothingStored(server);
  });

  it("is taken once: of two at the same time, and of a second one later, the first counts", async () => {
    const made = await newMission(server);
    const parameters = { mission: made.mission };
    const { id } = await made.chief.client.call(contract.createImport, { parameters, body: asked });
    const send = () =>
      sendBytes(
        server,
        made.chief,
        `/api/missions/${made.mission}/imports/${id}/file`,
        Buffer.from(frameCsv()),
      );
    const outcomes = await Promise.all([send(), send()]);
    expect(outcomes.map(({ status }) => status).sort((a, b) => a - b)).toEqual([202, 409]);
    await endOfImport(made.chief, made.mission, id);
    expect((await send()).status).toBe(409);
    const frames = await made.chief.client.call(contract.listFrames, { parameters });
    expect(frames.items).toHaveLength(1);
  });

  it("is refused while as many as may be are being read", async () => {
    const jobs = [await newJob(), await newJob(), await newJob()];
    let finish = (): void => undefined;
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const slowly = () =>
      new ReadableStream({
        start: async (controller) => {
          controller.enqueue(Buffer.from(frameCsv().slice(0, 100)));
          await finished;
          controller.close();
        },
      });
    const [one, two, three] = jobs.map(path);
    const first = sendBytes(server, of.chief, one ?? "", slowly());
    const second = sendBytes(server, of.chief, two ?? "", slowly());
    await wait(300);
    const third = await sendBytes(server, of.chief, three ?? "", Buffer.from(frameCsv()));
    expect(third).toMatchObject({ status: 503, answer: { code: "too-many-imports" } });
    finish();
    expect((await first).status).toBe(202);
    expect((await second).status).toBe(202);
    for (const job of jobs.slice(0, 2)) await endOfImport(of.chief, of.mission, job);
    // The third waits for its file still.
    const parameters = { mission: of.mission, import: jobs[2] ?? "" };
    expect((await of.chief.client.call(contract.readImport, { parameters })).state).toBe("waiting");
  });
});

describe("a look", () => {
  const look = (file: Uint8Array, purpose = "frame") =>
    sendBytes(
      server,
      of.chief,
      `/api/missions/${of.mission}/imports/look?purpose=${purpose}&fileName=mesas.csv`,
      file,
      "POST",
    );

  it("says how a file is written and guesses its mapping, which then reads it", async () => {
    const made = await newMission(server);
    const { status, answer } = await look(Buffer.from(frameCsv(), "latin1"));
    expect(status).toBe(200);
    const seen = contract.lookAtFile.answer.parse(answer);
    expect(seen).toMatchObject({
      problem: null,
      form: { container: "plain", encoding: "iso-8859-1", delimiter: ";", heading: 1 },
      missing: [],
    });
    expect(seen.rows[0]).toEqual([
      "0001",
      "Costa",
      "Puerto Águila",
      "urban",
      "Escuela Puerto Águila 1",
      "237",
    ]);
    expect(seen.columns.map(({ column, use }) => [column, use])).toContainEqual(["mesa", "station"]);
    const mapping = seen.mapping ?? {};
    const job = await importFile(
      server,
      made.chief,
      made.mission,
      { ...asked, mapping },
      Buffer.from(frameCsv(), "latin1"),
    );
    expect(job).toMatchObject({ state: "done", report: { kept: 60 } });
  });

  it("says what keeps a file from being read, and keeps nothing", async () => {
    const { answer } = await look(gzipSync(Buffer.alloc(64 * 1024 ** 2, "0")));
    expect(answer).toMatchObject({ problem: { code: "expands-too-much" }, form: null, mapping: null });
    expect(contract.lookAtFile.answer.parse(answer).problem?.message).toContain("mesas.csv");
    const unknown = await look(Buffer.from("a;b\n1;2\n"), "official-results");
    expect(contract.lookAtFile.answer.parse(unknown.answer)).toMatchObject({ problem: null, mapping: null });
    const bad = of.chief.client.call(contract.listImportFindings, {
      parameters: { mission: of.mission, import: crypto.randomUUID() },
      query: {},
    });
    expect(await refusal(bad)).toBe("not-found");
  });
});
