import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uploadForm } from "../src/forms/index.ts";
import type { RunningServer } from "../src/index.ts";
import { THE_SERVER } from "../src/people/actor.ts";
import { bareMission } from "./setting/people.ts";
import { newPhone, opening, openingForm, type Phone, phoneOf, photoPart } from "./setting/phone.ts";
import { testServer } from "./setting/server.ts";

describe("two servers on one database and one data folder", () => {
  let first: RunningServer;
  let second: RunningServer;
  let phones: [Phone, Phone];
  beforeAll(async () => {
    first = await testServer();
    second = await testServer({
      DATABASE_URL: first.databaseUrl,
      VEEDOR_DATA: first.context.configuration.dataFolder,
    });
    const mission = await bareMission(first);
    await uploadForm(first.context, THE_SERVER, mission, openingForm());
    const phone = await newPhone(first, mission);
    phones = [phone, phoneOf(second.origin, phone.device, phone.token)];
  });
  afterAll(async () => {
    await second.close();
    await first.close();
  });

  const rows = async (table: string): Promise<number> => {
    const { rows: found } = await first.context.database.pool.query(
      `select count(*)::int as n from ${table}`,
    );
    return (found[0] as { n: number }).n;
  };

  it("store a report once that eight send at once to both", async () => {
    for (let round = 0; round < 10; round++) {
      const before = [await rows("submission"), await rows("pending_leaf")] as const;
      const xml = opening({ photo: "a.jpg" });
      const posts = Array.from({ length: 8 }, (_, i) =>
        (phones[i % 2] ?? phones[0]).send(xml, photoPart("a.jpg", `the photo of round ${round}`)),
      );
      expect(new Set((await Promise.all(posts)).map(({ status }) => status))).toEqual(new Set([201]));
      expect(await rows("submission")).toBe(before[0] + 1);
      // Of the report and of its photo.
      expect(await rows("pending_leaf")).toBe(before[1] + 2);
    }
    expect(await rows("conflicting_submission")).toBe(0);
    expect(await rows("conflicting_attachment")).toBe(0);
  });

  it("do not wait for each other in a circle where both have many of the same", async () => {
    const reports = Array.from({ length: 60 }, () => opening());
    const before = await rows("submission");
    const answers = await Promise.all([
      ...reports.map((xml) => phones[0].send(xml)),
      ...reports.toReversed().map((xml) => phones[1].send(xml)),
    ]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(await rows("submission")).toBe(before + 60);
  });

  it("of two contents under one identifier store one and keep the other aside, whichever comes first", async () => {
    for (let round = 0; round < 10; round++) {
      const instance = `uuid:round-${round}`;
      const answers = await Promise.all([
        phones[0].send(opening({ instance, received: "1" })),
        phones[1].send(opening({ instance, received: "2" })),
      ]);
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]));
    }
    expect(await rows("conflicting_submission")).toBe(10);
  });

  it("know a device revoked that the other has revoked", async () => {
    expect((await phones[1].send(opening())).status).toBe(201);
    await first.context.database.pool.query("update device set revoked_at = now()");
    expect((await phones[1].send(opening())).status).toBe(403);
  });
});
