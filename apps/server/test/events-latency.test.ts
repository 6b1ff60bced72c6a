import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EventReader, readEvents } from "./setting/event-reader.ts";
import { signedInAs } from "./setting/people.ts";
import { testServer } from "./setting/server.ts";
import { accept, arriving, type TallyMission, tallyMission } from "./setting/tally-mission.ts";

const PER_SECOND = 100;
const SECONDS = 5;

describe("a report on open streams", () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let at: TallyMission;
  beforeAll(async () => {
    server = await testServer();
    at = await tallyMission(server, PER_SECOND * SECONDS);
  });
  afterAll(() => server.close());

  it("shows within a second of its commit, at 100 reports a second", async () => {
    const sent = new Map<string, number>();
    const delays: number[] = [];
    const readers: EventReader[] = [];
    for (const role of ["desk", "chief", "statistician", "desk", "reader"] as const) {
      const { token } = await signedInAs(server, role, at.mission);
      const onEvent = ({ text }: { readonly text: string }): void => {
        const { data } = JSON.parse(text) as { data: { report: string } };
        delays.push(performance.now() - (sent.get(data.report) ?? Number.NaN));
      };
      readers.push(await readEvents(server, at.mission, { token, onEvent }));
    }
    const begun = performance.now();
    const sending: Promise<unknown>[] = [];
    for (const [i, station] of at.stations.entries()) {
      await wait(Math.max(0, begun + (i * 1000) / PER_SECOND - performance.now()));
      const report = arriving(at, station);
      // The clock runs from before the commit: what is told cannot come earlier than what is stored.
      sent.set(report.id, performance.now());
      sending.push(accept(server, report));
    }
    await Promise.all(sending);
    const listening = readers.slice(0, 4);
    for (const reader of listening) {
      const all = new Promise<void>((resolve) => {
        const look = setInterval(() => {
          if (reader.heard.length < at.stations.length) return;
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
