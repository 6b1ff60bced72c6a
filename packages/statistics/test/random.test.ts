import { describe, expect, it } from "vitest";
import { seededRandom, xoshiro128StarStar } from "../src/random/index.ts";

describe("seededRandom", () => {
  it("xoshiro128** gives the published first numbers of the reference program for the state 1, 2, 3, 4", () => {
    const next = xoshiro128StarStar([1, 2, 3, 4]);
    expect(Array.from({ length: 10 }, next)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });
  it("repeats itself for a seed and differs for others", () => {
    const numbers = (seed: string): number[] => Array.from({ length: 5 }, seededRandom(seed).next);
    expect(numbers("a")).toEqual(numbers("a"));
    expect(numbers("a")).not.toEqual(numbers("b"));
  });
  it("has the moments of its distributions (20,000 numbers, five standard errors)", () => {
    const random = seededRandom("moments");
    const mean = (draw: () => number): number => {
      let sum = 0;
      for (let i = 0; i < 20_000; i++) sum += draw();
      return sum / 20_000;
    };
    expect(Math.abs(mean(random.next) - 0.5)).toBeLessThan(0.0103);
    expect(Math.abs(mean(random.normal))).toBeLessThan(0.0354);
    expect(Math.abs(mean(() => random.normal() ** 2) - 1)).toBeLessThan(0.05);
    expect(Math.abs(mean(() => random.integer(6)) - 2.5)).toBeLessThan(0.061);
    expect(Math.abs(mean(() => random.binomial(10, 0.3)) - 3)).toBeLessThan(0.052);
  });
  it("shuffles into every order about equally often", () => {
    const random = seededRandom("orders");
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = random.shuffle([1, 2, 3]).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
  it("refuses what it cannot take", () => {
    expect(() => seededRandom("x").integer(0)).toThrow(/n: must/);
    expect(() => seededRandom("x").binomial(3, 1.5)).toThrow(/probability/);
  });
});
