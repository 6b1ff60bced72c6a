import type { Frame, Station } from "@veedor/domain";
import { defineFrame } from "@veedor/domain";
import { seededRandom } from "@veedor/statistics";
import { code } from "./small-election.ts";

/** A country for studies: its frame, and for each station its votes and the minute at which it reports. */
export type LateRuralCountry = {
  readonly frame: Frame;
  readonly votes: ReadonlyMap<string, readonly [a: number, b: number]>;
  readonly minute: ReadonlyMap<string, number>;
  /** True lead of a over b, fraction of 1. */
  readonly lead: number;
};

/** What differs between the countries of the studies. */
export type CountryTraits = {
  /** Minutes by which rural stations report later; 0 for a country without bias. */
  readonly ruralDelay: number;
  /** Whether a's strongholds are the departments with the most rural stations (25 to 75 %; else 45 % everywhere). */
  readonly ruralStrongholds?: boolean;
};

/**
 * Makes 3,000 stations in six departments. The country gives a about 16 points of lead, the town
 * gives b about 8, and a rural station reports on average an hour and a half later; inside a zone, order and vote have
 * nothing to do with one another.
 */
export function makeLateRuralCountry(seed: string, traits: CountryTraits): LateRuralCountry {
  const random = seededRandom(seed);
  const votes = new Map<string, readonly [number, number]>();
  const minute = new Map<string, number>();
  const totals = { a: 0, b: 0 };
  const departments = Array.from({ length: 6 }, (_, d) =>
    traits.ruralStrongholds
      ? { name: `d${d}`, rural: 0.25 + 0.1 * d, lean: 0.05 * (d - 2.5) }
      : { name: `d${d}`, rural: 0.45, lean: 0.04 * random.normal() },
  );
  const stations = Array.from({ length: 3_000 }, (_, i): Station => {
    const department = departments[i % 6];
    const rural = random.next() < (department?.rural ?? 0);
    const registered = rural ? 120 + random.integer(120) : 250 + random.integer(120);
    const cast = random.binomial(registered, rural ? 0.62 : 0.7);
    const chance = (rural ? 0.58 : 0.46) + (department?.lean ?? 0) + 0.06 * random.normal();
    const a = random.binomial(cast, Math.min(0.98, Math.max(0.02, chance)));
    const name = `s${i}`;
    votes.set(name, [a, cast - a]);
    minute.set(name, (60 + (rural ? traits.ruralDelay : 0)) * Math.exp(0.5 * random.normal()));
    totals.a += a;
    totals.b += cast - a;
    return {
      code: code(name),
      formerCode: null,
      areas: [department?.name ?? ""],
      centre: null,
      registered,
      attributes: { zone: rural ? "rural" : "urban" },
    };
  });
  return {
    frame: defineFrame({ version: 1, areaLevels: ["department"], attributeNames: ["zone"], stations }),
    votes,
    minute,
    lead: (totals.a - totals.b) / (totals.a + totals.b),
  };
}
