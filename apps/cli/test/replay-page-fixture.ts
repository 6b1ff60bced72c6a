// A fictional evening, really played: a frame made from a seed, a stratified sample, late rural stations.
import type { Figure, Station } from "@veedor/domain";
import { defineContest, defineFrame, readCode, type StationCode } from "@veedor/domain";
import { readPlan, sampleDesign, withColumns } from "@veedor/quick-count";
import { seededRandom } from "@veedor/statistics";
import { playEvening } from "../src/replay/play.ts";
import type { ReplayRecord } from "../src/replay/record.ts";

export const HOSTILE_NAME = `<img src="http://evil.example/x.png" onerror="alert(1)">`;
export const HOSTILE_GROUP = `South "&' </td><script>alert(2)</script>`;

const CHOICES = [
  { code: "mountain", name: "Mountain Alliance", urban: 0.36, rural: 0.47 },
  { code: "river", name: "River Movement", urban: 0.39, rural: 0.31 },
  { code: "hostile", name: HOSTILE_NAME, urban: 0.13, rural: 0.12 },
  { code: "lantern", name: "Party of the Lantern", urban: 0.08, rural: 0.06 },
  { code: "harvest", name: "Harvest", urban: 0.03, rural: 0.03 },
  { code: "=bridge", name: "=Bridge, and “Road”", urban: 0.01, rural: 0.01 },
] as const;
const DEPARTMENTS = ["Alto", "Norte", "Costa", HOSTILE_GROUP] as const;
const START = Date.parse("2031-03-02T18:00:00-05:00");

/** Plays the evening; with `registered: false` as in a country whose file gives no registered voters. */
export async function playedRecord(options: { readonly registered?: boolean } = {}): Promise<ReplayRecord> {
  const random = seededRandom("a fictional evening for the page");
  const registeredKnown = options.registered ?? true;
  const contest = defineContest({
    code: "president",
    lines: [
      ...CHOICES.map(({ code, name }) => ({ code: code.replace("=", "e-"), name, role: "choice" })),
      { code: "null", role: "null" },
    ],
  });
  const made = Array.from({ length: 960 }, (_, i) => {
    const zone = i % 5 < 2 ? "rural" : "urban";
    const registered = 180 + random.integer(140);
    const votes = CHOICES.map((choice) => choice[zone] * Math.exp(0.25 * random.normal()));
    const ballots = Math.round(registered * (zone === "rural" ? 0.58 : 0.69) * (1 + 0.06 * random.normal()));
    const counts = votes.map((share) => Math.round((ballots * share) / votes.reduce((sum, x) => sum + x, 0)));
    const station: Station = {
      code: stationCode(i),
      formerCode: null,
      areas: [DEPARTMENTS[i % 4] ?? "Alto"],
      centre: null,
      registered: registeredKnown ? registered : null,
      attributes: { zone },
    };
    return { station, registered, figures: [...counts, random.integer(6)] as Figure[], zone };
  });
  const frame = defineFrame({
    version: 1,
    areaLevels: ["department"],
    attributeNames: ["zone"],
    stations: made.map(({ station }) => station),
  });
  const plan = readPlan(
    "plan",
    JSON.stringify({
      format: "veedor-analysis-plan/1",
      denominator: "validVotes",
      postStrata: { columns: ["zone"] },
      watch: ["zone", "department"],
      takes: { first: "2031-03-02T18:30:00-05:00", last: "2031-03-03T00:30:00-05:00", everyMinutes: 10 },
    }),
  );
  const drawn = random.shuffle([...made]).slice(0, 200);
  const sample = drawn.map(({ station }) => withColumns(frame, station));
  const design = sampleDesign({ frame, plan, strataColumns: ["department"], sample });
  const arrivals = drawn.flatMap(({ station, figures, zone }) => {
    const never = random.next() < (zone === "rural" ? 0.12 : 0.01);
    const minutes = (zone === "rural" ? 150 : 95) * Math.exp(0.35 * random.normal());
    return never ? [] : [{ station: station.code, at: START + minutes * 60_000, figures }];
  });
  const evening = await playEvening({ plan, contest, design, arrivals }, () => undefined);
  const totals = CHOICES.map((_, c) => made.reduce((sum, { figures }) => sum + (figures[c] ?? 0), 0));
  const valid = totals.reduce((sum, votes) => sum + votes, 0);
  const ballots = made.reduce(
    (sum, { figures }) => sum + figures.reduce<number>((all, figure) => all + (figure ?? 0), 0),
    0,
  );
  const voters = made.reduce((sum, { registered }) => sum + registered, 0);
  return {
    ...evening,
    title: "Presidential election of the Republic of Nowhere, 2031",
    source: "Made from a seed for the tests of this page.",
    caution: "Fictional country: these figures describe no real election.",
    timeZone: "America/Bogota",
    arrival: "simulated",
    sample: { kind: "drawn", seed: `seed with <b>marks</b>` },
    plan,
    choices: contest.lines.slice(0, CHOICES.length).map(({ code, name }) => ({ code, name })),
    frame: { stations: made.length, registered: registeredKnown ? voters : null, hash: "c0ffee".repeat(10) },
    strata: design.strata.length,
    designed: design.stations.length,
    truth: contest.lines
      .slice(0, CHOICES.length)
      .map(({ code }, c) => ({ choice: code, share: (totals[c] ?? 0) / valid })),
    trueTurnout: registeredKnown ? ballots / voters : null,
  };
}

function stationCode(i: number): StationCode {
  const code = readCode<StationCode>(`S${String(i).padStart(4, "0")}`);
  if (code === null) throw new Error("a station code that is none");
  return code;
}
