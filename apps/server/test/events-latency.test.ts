import { setTimeout as wait } from "node:timers/promises";
import * as contract from "@veedor/api-contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EventReader, type Heard, readEvents } from "./setting/event-reader.ts";
import { signedInAs } from "./setting/people.ts";
import { newPhone } from "./setting/phone.ts";
import { testServer } from "./setting/server.ts";
import { filledSheet } from "./setting/sheet.ts";
import { SOUND, type TallyMission, tallyMission } from "./setting/tally-mission.ts";

const PER_SECOND = 100;
const SECONDS = 5;

describe("a submission on open streams", () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let at: TallyMission;
  beforeAll(async () => {
    server = await testServer();
    at = await tallyMission(server, PER_SECOND * SECONDS);
  });
  afterAll(() => server.close());

  it("shows within a second of being posted, at 100 a second", async () => {
    const sent = new Map<string, number>();
    const delays: number[] = [];
    const readers: EventReader[] = [];
    const chief = await signedInAs(server, "chief", at.mission);
    const { version } = await chief.client.call(contract.makeTallyForm, {
      parameters: { mission: at.mission, contest: at.contest },
    });
    const phone = await newPhone(server, at.mission);
    for (const role of ["desk", "chief", "statistician", "desk", "reader"] as const) {
      const { token } = await signedInAs(server, role, at.mission);
      const onEvent = ({ kind, text }: Heard): void => {
        if (kind !== "tally-arrived") return;
        const { data } = JSON.parse(text) as { data: { station: string } };
        delays.push(performance.now() - (sent.get(data.station) ?? Number.NaN));
      };
      readers.push(await readEvents(server, at.mission, { token, onEvent }));
    }
    const begun = performance.now();
    const sending: Promise<Response>[] = [];
    for (const [i, station] of at.stations.entries()) {
      await wait(Math.max(0, begun + (i * 1000) / PER_SECOND - performance.now()));
      // The clock runs from before the request: what is told cannot come earlier than what is stored.
      sent.set(station, performance.now());
      sending.push(phone.send(filledSheet({ version, station, figures: SOUND })));
    }
    const answers = await Promise.all(sending);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    const listening = readers.slice(0, 4);
    for (const reader of listening) {
      const all = new Promise<void>((resolve) => {
        const look = setInterval(() => {
          if (reader.heard.filter(({ kind }) => kind === "tally-arrived").length < at.stations.length) return;
          clearInterval(look);
          resolve();
        }, 20);
      });
      await all;
    }
    delays.sort((a, b) => a - b);
    const p95 = delays[Math.floor(delays.length * 0.95)] ?? Number.NaN;
    expect(delays).toHaveLength(4 * at.stations.length);
    expect(p95).toBeLessThan(1_000);
    for (const reader of readers) reader.close();
  }, 30_000);
});
