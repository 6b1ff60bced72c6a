import { StatisticsError } from "@veedor/statistics";
import { describe, expect, it } from "vitest";
import { eveningReports, makeDemoCountry } from "../src/index.ts";

const country = makeDemoCountry();
const codes = country.frame.stations.map(({ code }) => code);
const reports = eveningReports(country, codes, "evening");
const sheets = new Map<string, readonly (number | null)[]>(
  country.tallies.map((t) => [t.station, t.figures]),
);
const department = new Map<string, string>(country.frame.stations.map((s) => [s.code, s.areas[0] ?? ""]));

describe("the evening", () => {
  it("arrives in order, none before 17:40, each instance once", () => {
    expect(reports.map(({ at }) => at)).toEqual(reports.map(({ at }) => at).sort());
    expect(reports[0]?.at.slice(0, 19) ?? "").toMatch(/^2027-03-07T17:4/);
    expect(new Set(reports.map(({ instance }) => instance)).size).toBe(reports.length);
  });

  it("differs from the signed sheet exactly where a slip is named", () => {
    const slips = reports.filter(({ slip }) => slip !== null);
    for (const { station, figures, slip } of reports) {
      expect(JSON.stringify(figures) === JSON.stringify(sheets.get(station))).toBe(slip === null);
    }
    expect(slips.length / reports.length).toBeGreaterThan(0.008);
    expect(slips.length / reports.length).toBeLessThan(0.03);
  });

  it("brings nothing from the dark department between 19:30 and 21:00, and much before and after", () => {
    const there = reports.filter(({ station }) => department.get(station) === country.powerCut.department);
    const clocks = there.map(({ at }) => at.slice(0, 16));
    expect(clocks.filter((at) => at >= "2027-03-07T19:30" && at < "2027-03-07T21:00")).toEqual([]);
    expect(clocks.filter((at) => at < "2027-03-07T19:30").length).toBeGreaterThan(50);
    expect(clocks.filter((at) => at >= "2027-03-07T21:00").length).toBeGreaterThan(50);
  });

  it("reports a station alike whichever others were drawn", () => {
    const few = eveningReports(country, codes.slice(100, 110), "evening").map((report) => ({
      ...report,
      observer: 0,
    }));
    const wanted = new Set<string>(codes.slice(100, 110));
    const same = reports
      .filter(({ station }) => wanted.has(station))
      .map((report) => ({ ...report, observer: 0 }));
    expect(few).toEqual(same);
  });

  it("refuses an unknown station, one named twice, and sizes out of range", () => {
    expect(() => eveningReports(country, ["nowhere"], "x")).toThrow(StatisticsError);
    expect(() => eveningReports(country, [codes[0] ?? "", codes[0] ?? ""], "x")).toThrow(
      /drawnStationCodes\[1\]/,
    );
    expect(() => makeDemoCountry({ stations: 10 })).toThrow(StatisticsError);
    expect(() => makeDemoCountry({ seed: "" })).toThrow(StatisticsError);
  });
});
