import { createHash } from "node:crypto";
import {
  allocateOptimally,
  allocateProportionally,
  designEffect,
  drawSample,
  drawStratifiedSample,
  sampleSizeForRatio,
  ticketNumber,
  trimTicket,
  voterFormulaSampleSize,
} from "@veedor/statistics";
import type { ReferenceFolder } from "../reference-folder.ts";
import type { Tally } from "../tally.ts";

type Ids = string[] | { prefix: string; from: number; to: number; pad: number };
type File = {
  allocation: {
    id: string;
    N: number[];
    S: number[];
    n: number;
    min_per_stratum: number;
    expected: { neyman_integer_optimal: number[]; proportional_largest_remainder: number[] };
  }[];
  sample_size_voter_formula: {
    id: string;
    registered: number;
    margin: number;
    confidence: number;
    p: number;
    average_voters_per_station: number;
    expected: { voters: number; stations_voter_formula: number };
  }[];
  sample_size_ratio: {
    id: string;
    frame_stations: number;
    share: number;
    residual_sd: number;
    mean_denominator: number;
    margin: number;
    confidence: number;
    expected: { n_infinite: number; n_fpc: number; design_effect_of_stations_vs_voters: number };
  }[];
  draws: {
    id: string;
    ids: Ids;
    seed: string | number;
    take: number;
    with_replacement: boolean;
    expected: { ticket: string; id: string; generation: number }[];
  }[];
  stratified_draws: {
    id: string;
    seed: string;
    allocation: Record<string, number>;
    frame: Record<string, string[]>;
    expected: Record<string, string[]>;
  }[];
  draw_primitives: { call: string; id?: string; seed?: string; expected: string }[];
};

const sha256 = (text: string): Uint8Array => createHash("sha256").update(text, "utf8").digest();
/** Digits of a ticket that the reference writes after the run of nines. */
const TICKET_DIGITS = 18;

/** Allocations, sizes and seeded draws. */
export function compareDesign(folder: ReferenceFolder, method: string, tally: Tally): void {
  for (const path of folder.files(method, ".json")) {
    const file = folder.json(path) as File;
    compareSizes(file, tally);
    compareDraws(file, tally);
  }
}

function compareSizes(file: File, tally: Tally): void {
  for (const { id, N, S, n, min_per_stratum: minimum, expected } of file.allocation) {
    tally.case(`allocation ${id}`, () => {
      const proportional = allocateProportionally(N, n, minimum);
      tally.exact("proportional", proportional, expected.proportional_largest_remainder);
      tally.exact("optimal", allocateOptimally(N, S, n, minimum), expected.neyman_integer_optimal);
    });
  }
  for (const one of file.sample_size_voter_formula) {
    tally.case(`voter formula ${one.id}`, () => {
      const size = voterFormulaSampleSize({
        registered: one.registered,
        margin: one.margin,
        level: one.confidence,
        proportion: one.p,
        votersPerStation: one.average_voters_per_station,
      });
      tally.number("voters", size.voters, one.expected.voters, "error");
      tally.number("stations", size.stations, one.expected.stations_voter_formula, "size");
    });
  }
  for (const one of file.sample_size_ratio) {
    tally.case(`ratio ${one.id}`, () => {
      const spread = { deviation: one.residual_sd, meanDenominator: one.mean_denominator };
      const size = sampleSizeForRatio({
        ...spread,
        frameStations: one.frame_stations,
        margin: one.margin,
        level: one.confidence,
      });
      tally.number("infinite", size.infinitePopulation, one.expected.n_infinite, "error");
      tally.number("corrected", size.corrected, one.expected.n_fpc, "error");
      const effect = designEffect({ ...spread, ratio: one.share });
      tally.number("design effect", effect, one.expected.design_effect_of_stations_vs_voters, "error");
    });
  }
}

function compareDraws(file: File, tally: Tally): void {
  for (const one of file.draws) {
    tally.case(`draw ${one.id}`, () => {
      const drawn = drawSample({
        ids: idsOf(one.ids),
        size: one.take,
        seed: String(one.seed),
        sha256,
        withReplacement: one.with_replacement,
      }).map((draw) => ({ ...draw, ticket: trimTicket(draw.ticket, TICKET_DIGITS) }));
      tally.exact("draws", drawn, one.expected);
    });
  }
  for (const { id, seed, allocation, frame, expected } of file.stratified_draws) {
    tally.case(`stratified ${id}`, () => {
      const stations = Object.entries(frame).flatMap(([stratum, names]) =>
        names.map((name) => ({ id: name, stratum })),
      );
      const sizes = new Map(Object.entries(allocation));
      const drawn = drawStratifiedSample({ stations, allocation: sizes, spares: 0, seed, sha256 });
      for (const stratum of Object.keys(frame)) {
        const names = drawn
          .filter((one) => one.stratum === stratum)
          .map((one) => `${stratum}|${one.station}`);
        tally.exact(stratum, names, expected[stratum]);
      }
    });
  }
  file.draw_primitives.forEach(({ call, id, seed, expected }, i) => {
    if (call !== "first_fraction" || id === undefined || seed === undefined) return;
    tally.case(`ticket ${i + 1}`, () => tally.exact("ticket", ticketNumber(seed, id, sha256), expected));
  });
}

function idsOf(ids: Ids): string[] {
  if (Array.isArray(ids)) return ids;
  const { prefix, from, to, pad } = ids;
  return Array.from({ length: to - from + 1 }, (_, i) => prefix + String(from + i).padStart(pad, "0"));
}
