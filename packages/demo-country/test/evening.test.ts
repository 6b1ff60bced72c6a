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

  it("comes by the app in town, and by telephone and text message where there is neither road nor signal", () => {
    const access = new Map<string, string>(
      country.frame.stations.map((s) => [
        s.code,
        s.attributes["access"] === "road" ? (s.attributes["zone"] ?? "") : "rough",
      ]),
    );
    const byApp = (where: string): number => {
      const there = reports.filter(({ station }) => access.get(station) === where);
      return there.filter(({ channel }) => channel === "app").length / there.length;
    };
    expect(byApp("urban")).toBeGreaterThan(0.8);
    expect(byApp("rural")).toBeGreaterThan(0.45);
    expect(byApp("rural")).toBeLessThan(0.65);
    expect(byApp("rough")).toBeLessThan(0.25);
    expect(new Set(reports.map(({ channel }) => channel))).toEqual(new Set(["app", "telephone", "sms"]));
  });

  it("has a second observer at about 3 % of the stations heard of, of other number, who slips more often", () => {
    const first = reports.filter(({ report }) => report === 1);
    const second = reports.filter(({ report }) => report === 2);
    const observerOf = new Map<string, number>(first.map(({ station, observer }) => [station, observer]));
    const slipping = (some: typeof reports): number =>
      some.filter(({ slip }) => slip !== null).length / some.length;
    expect(new Set(first.map(({ station }) => station)).size).toBe(first.length);
    expect(second.length / first.length).toBeGreaterThan(0.02);
    expect(second.length / first.length).toBeLessThan(0.04);
    expect(
      second.every(
        ({ station, observer }) => observerOf.has(station) && observerOf.get(station) !== observer,
      ),
    ).toBe(true);
    expect(new Set(reports.map(({ observer }) => observer)).size).toBe(reports.length);
    expect(slipping(first)).toBeLessThan(0.02);
    expect(slipping(second)).toBeGreaterThan(0.1);
  });

  it("brings the sheets of stations without a poll as zeros, not as empties", () => {
    const closed = new Set<string>(
      country.anomalies.filter(({ kind }) => kind === "no-voting").map(({ station }) => station),
    );
    const theirs = reports.filter(({ station }) => closed.has(station));
    expect(theirs.length).toBeGreaterThan(0);
    for (const { figures } of theirs) expect(figures).toEqual(country.contest.lines.map(() => 0));
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
