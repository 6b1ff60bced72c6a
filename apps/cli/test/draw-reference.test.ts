import { readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { drawnRows as drawn, padded } from "./draw-rows.ts";
import { needsReference, referenceJson, referencePresent } from "./reference-results.ts";
import { recordJson, temporaryFolder } from "./run-recording.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

type Line = {
  order: number;
  station: string;
  stratum: string;
  N_h: number;
  n_h: number;
  ticket: string;
  spare: boolean;
};

type DrawCases = {
  draws: {
    id: string;
    ids: string[] | { prefix: string; to: number; pad: number };
    seed: string | number;
    take: number;
    with_replacement: boolean;
    expected: { ticket: string; id: string }[];
  }[];
  stratified_draws: {
    seed: string;
    allocation: Record<string, number>;
    frame: Record<string, string[]>;
    expected: Record<string, string[]>;
  }[];
};

describe.skipIf(!referencePresent)(
  `veedor draw agrees with Rivest's consistent_sampler${needsReference}`,
  () => {
    const cases = referencePresent ? referenceJson<DrawCases>("qc-design/cases.json") : null;

    it.each((cases?.draws ?? []).filter((one) => !one.with_replacement))(
      "$id",
      async ({ id, ids, seed, take, expected }) => {
        const names = Array.isArray(ids) ? ids : padded(ids.prefix, ids.to, ids.pad);
        const frame = folder.write(`${id}.csv`, `station\n${names.join("\n")}\n`);
        const rows = await drawn([
          "--frame",
          frame,
          "--id",
          "station",
          "--stations",
          String(take),
          "--seed",
          String(seed),
        ]);
        const golden = expected.map((one, i) => [
          String(i + 1),
          one.id,
          "",
          String(names.length),
          String(take),
          one.ticket,
          "0",
        ]);
        expect(rows).toEqual(golden);
      },
    );

    it.each(cases?.stratified_draws ?? [])(
      "stratified, seed $seed",
      async ({ seed, frame: strata, allocation, expected }) => {
        // The stations' names repeat between strata, so each stratum is drawn from a frame of its own names.
        for (const [name, ids] of Object.entries(strata)) {
          const own = folder.write(
            `${name}.csv`,
            `region,station\n${ids.map((id) => `${name},${id}`).join("\n")}\n`,
          );
          const size = String(allocation[name]);
          const rows = await drawn([
            "--frame",
            own,
            "--id",
            "station",
            "--strata",
            "region",
            "--stations",
            size,
            "--minimum",
            "1",
            "--seed",
            seed,
          ]);
          expect(rows.map((row) => `${row[2]}|${row[1]}`)).toEqual(expected[name]);
        }
      },
    );
  },
);

describe("conformance/draw through the command line", () => {
  it("repeats the stratified vectors: stations, order, tickets, spares", async () => {
    const vectors = JSON.parse(
      readFileSync(new URL("../../../conformance/draw/stratified.json", import.meta.url), "utf8"),
    ) as {
      seed: string;
      spares: number;
      allocation: { stratum: string; size: number }[];
      stations: { id: string; stratum: string }[];
      drawn: { stratum: string; station: string; order: number; ticket: string; spare: boolean }[];
    };
    const { seed, spares, allocation, stations } = vectors;
    for (const { stratum, size } of allocation) {
      const own = stations.filter((station) => station.stratum === stratum);
      const frame = folder.write(
        "vectors.csv",
        `id,zona\n${own.map(({ id }) => `${id},${stratum}`).join("\n")}\n`,
      );
      const options = [
        "--strata",
        "zona",
        "--minimum",
        "1",
        "--stations",
        String(size),
        "--spares",
        String(spares),
      ];
      const answer = await recordJson<{ stations: Line[] }>([
        "draw",
        "--frame",
        frame,
        "--id",
        "id",
        "--seed",
        seed,
        ...options,
      ]);
      const golden = vectors.drawn.filter((line) => line.stratum === stratum);
      expect(golden.length).toBeGreaterThan(0);
      expect(answer.stations).toEqual(golden.map((line) => ({ ...line, N_h: own.length, n_h: size })));
    }
  });
});
