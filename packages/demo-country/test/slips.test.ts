import { defineContest } from "@veedor/domain";
import { seededRandom } from "@veedor/statistics";
import { describe, expect, it } from "vitest";
import { copyWithSlip } from "../src/evening/slips.ts";

const contest = defineContest({
  code: "c",
  lines: [
    { code: "a", role: "choice" },
    { code: "b", role: "choice" },
    { code: "blank", role: "blank" },
    { code: "null", role: "null" },
    { code: "total", role: "total" },
  ],
});

const copies = (sheet: readonly number[]) => {
  const random = seededRandom("slips");
  return Array.from({ length: 400 }, () => copyWithSlip(contest, sheet, random));
};

describe("copying a sheet with a slip", () => {
  it("swaps two neighbouring digits of one choice, or blank and null, and says which", () => {
    const seen = new Set(
      copies([123, 45, 6, 7, 181]).map(({ figures, slip }) => `${slip} ${figures.join(" ")}`),
    );
    expect(seen).toEqual(
      new Set([
        "digits-swapped 213 45 6 7 181",
        "digits-swapped 132 45 6 7 181",
        "digits-swapped 123 54 6 7 181",
        "blank-and-null-exchanged 123 45 7 6 181",
      ]),
    );
  });

  it("names no slip where nothing changes: small figures, equal digits, blank as many as null", () => {
    for (const { figures, slip } of copies([9, 0, 3, 3, 15])) {
      expect(figures).toEqual([9, 0, 3, 3, 15]);
      expect(slip).toBeNull();
    }
    for (const { figures, slip } of copies([22, 5, 0, 0, 27])) {
      expect(figures).toEqual([22, 5, 0, 0, 27]);
      expect(slip).toBeNull();
    }
  });
});
