import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  atInteger,
  benjaminiHochberg,
  chanceOfInteger,
  chiSquareUpperTail,
  exactBinomialTest,
  medcouple,
  median,
  medianAbsoluteDeviation,
  qnScale,
  snScale,
} from "../src/index.ts";

/** Vectors made by other programs, which any implementation can run. */
const vectors = <Shape>(name: string): Shape =>
  JSON.parse(
    readFileSync(new URL(`../../../conformance/forensics/${name}.json`, import.meta.url), "utf8"),
  ) as Shape;

/** Difference relative to the vector's value, absolute where that is 0. */
const off = (ours: number, theirs: number): number =>
  ours === theirs ? 0 : Math.abs(ours - theirs) / (theirs === 0 ? 1 : Math.abs(theirs));

describe("conformance/forensics", () => {
  it("whole percentages: the exact chance, from rational arithmetic", () => {
    type Case = { k: number; n: number; atInteger: boolean; chance: number };
    const chance = chanceOfInteger(2_000);
    for (const { k, n, ...wanted } of vectors<{ cases: Case[] }>("whole-percentages").cases) {
      expect([k, n, atInteger(k, n)]).toEqual([k, n, wanted.atInteger]);
      expect(Math.abs(chance(k, n) - wanted.chance)).toBeLessThan(1e-13);
    }
  });

  it("resistant estimates, from their definitions over all pairs", () => {
    type Case = { values: number[]; median: number; mad: number; qn: number; sn: number; medcouple: number };
    for (const { values, ...wanted } of vectors<{ cases: Case[] }>("resistant-estimates").cases) {
      const found = {
        median: median(values),
        mad: medianAbsoluteDeviation(values),
        qn: qnScale(values),
        sn: snScale(values),
        medcouple: medcouple(values),
      };
      for (const name of ["median", "mad", "qn", "sn", "medcouple"] as const)
        expect([name, values.length, off(found[name], wanted[name]) < 1e-12]).toEqual([
          name,
          values.length,
          true,
        ]);
    }
  });

  it("tests: scipy’s", () => {
    const file = vectors<{
      benjaminiHochberg: { pValues: number[]; qValues: number[] }[];
      chiSquare: { x: number; df: number; upperTail: number }[];
      binomial: { successes: number; n: number; probability: number; pValue: number }[];
    }>("tests");
    for (const { pValues, qValues } of file.benjaminiHochberg)
      benjaminiHochberg(pValues).forEach((q, i) => expect(off(q, qValues[i]!)).toBeLessThan(1e-12));
    for (const { x, df, upperTail } of file.chiSquare)
      expect([x, df, off(chiSquareUpperTail(x, df), upperTail) < 1e-11]).toEqual([x, df, true]);
    for (const { successes, n, probability, pValue } of file.binomial)
      expect([successes, n, off(exactBinomialTest(successes, n, probability), pValue) < 1e-9]).toEqual([
        successes,
        n,
        true,
      ]);
  });
});
