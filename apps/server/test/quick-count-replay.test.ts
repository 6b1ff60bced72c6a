import * as contract from "@veedor/api-contract";
import { eveningReports } from "@veedor/demo-country";
import {
  defineContest,
  type Figure,
  reportChecker,
  type Station,
  type StationCode,
  waitsForDesk,
} from "@veedor/domain";
import {
  QuickCount,
  readPlan,
  type SampleDesign,
  sampleDesign,
  takeInstants,
  withColumns,
} from "@veedor/quick-count";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newIdentifier } from "../src/outside/identifiers.ts";
import { untilTakesAreMade } from "../src/quick-count/index.ts";
import { hashOfInputs, plainTake } from "../src/quick-count/making.ts";
import { acceptReports } from "../src/tallies/index.ts";
import { type DemoEvening, demoEvening } from "./setting/demo-evening.ts";
import { testServer } from "./setting/server.ts";

describe("an evening of the fictional country, played through the server", () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let evening: DemoEvening;
  beforeAll(async () => {
    server = await testServer();
    evening = await demoEvening(server);
  });
  afterAll(() => server.close());

  const plan = () => readPlan("test", JSON.stringify(evening.plan));
  /** What waits is not estimated from: the report alone, and beside what its station said before. */
  const arrivals = () => {
    const { country, stations } = evening;
    const check = reportChecker(country.contest);
    const registered = new Map(country.frame.stations.map((station) => [station.code, station.registered]));
    const counted = new Map<string, readonly Figure[]>();
    return eveningReports(country, stations, "evening").map(({ station, at, figures }) => {
      const results = check(figures, registered.get(station) ?? null, counted.get(station) ?? null);
      const setAside = waitsForDesk(results);
      if (!setAside && !counted.has(station)) counted.set(station, figures);
      return { station, figures, at: Date.parse(at), setAside };
    });
  };
  const designOf = (): SampleDesign => {
    const { frame } = evening.country;
    const byCode = new Map<string, Station>(frame.stations.map((station) => [station.code, station]));
    // In the order of the draw: sums of doubles differ in their last digit by the order of their terms.
    const sample = evening.stations.map((code) => withColumns(frame, byCode.get(code) ?? fail()));
    return sampleDesign({ frame, plan: plan(), strataColumns: ["department"], sample });
  };
  const readTakes = async () => {
    const { client } = evening.statistician;
    const parameters = { mission: evening.mission, contest: evening.contest };
    const { items } = await client.call(contract.listTakes, { parameters, query: { limit: 100 } });
    return Promise.all(
      items.map(({ id }) => client.call(contract.readTake, { parameters: { ...parameters, take: id } })),
    );
  };

  it("has the takes that the quick count makes of the same reports in the same order", async () => {
    const reports = arrivals();
    expect(reports.some(({ setAside }) => setAside)).toBe(true);
    expect(new Set(reports.map(({ station }) => station)).size).toBeLessThan(reports.length);
    const offline = new QuickCount(plan(), evening.country.contest, designOf());
    const { query } = server.context.database;
    let next = 0;
    const expected: unknown[] = [];
    for (const instant of takeInstants(plan())) {
      for (; (reports[next]?.at ?? Infinity) <= instant; next++) {
        const { station, figures, at, setAside } = reports[next] ?? fail();
        server.clock.advanceTo(at);
        await query.transaction().execute((transaction) =>
          acceptReports(transaction, new Date(server.clock.now()), [
            {
              id: newIdentifier(at),
              mission: evening.mission,
              contest: evening.contest,
              station,
              figures,
              submission: null,
              device: null,
              observer: null,
              comment: null,
            },
          ]),
        );
        offline.receive(station, figures, setAside);
      }
      server.clock.advanceTo(instant);
      await untilTakesAreMade(server.context);
      expected.push(plainTake(offline.take(instant)));
    }
    const made = await readTakes();
    expect(made.map(({ content }) => content)).toEqual(expected);
    expect(made.at(-1)?.content.usable).toBeGreaterThan(200);
    expect(made.map(({ isLate }) => isLate)).not.toContain(true);
  });

  it("can be computed again by anyone who is given what a take was made from", async () => {
    const take = (await readTakes()).at(-1) ?? fail();
    const inputs = await evening.chief.client.call(contract.exportTakeInputs, {
      parameters: { mission: evening.mission, contest: evening.contest, take: take.id },
    });
    const reports = inputs.reports.map(([station, figures, at, used]) => ({
      station,
      figures,
      arrivedAt: new Date(at),
      setAside: !used,
    }));
    expect(hashOfInputs(reports)).toBe(take.inputsHash);
    const design = inputs.design as unknown as SampleDesign & { frameGroups: [string, number][][] };
    const again = new QuickCount(
      readPlan("inputs", JSON.stringify(inputs.plan)),
      defineContest(inputs.contest),
      { ...design, frameGroups: design.frameGroups.map((groups) => new Map(groups)) },
      inputs.earlier as unknown as ConstructorParameters<typeof QuickCount>[3],
    );
    for (const { station, figures, setAside } of reports)
      again.receive(station as StationCode, figures, setAside);
    expect(plainTake(again.take(Date.parse(inputs.at)))).toEqual(take.content);
  });
});

function fail(): never {
  throw new Error("it is not there");
}
