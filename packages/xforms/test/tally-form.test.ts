import { describe, expect, it } from "vitest";
import { readFormDefinition, readInstance, readTally, type TallyForm, writeTallyForm } from "../src/index.ts";
import { bytes, TALLY_FORM } from "./sample-forms.ts";

/** A filled sheet as a phone sends it: what is not asked is not there. */
const filled = (inside: string): string =>
  `<tally id="tally-president" version="1" xmlns:orx="http://openrosa.org/xforms">${inside}` +
  `<orx:meta><orx:instanceID>uuid:1</orx:instanceID></orx:meta></tally>`;
const linesOf = (...values: string[]): string =>
  `<lines>${values.map((value, i) => `<line_0${i + 1}>${value}</line_0${i + 1}>`).join("")}</lines>`;
const STATION = "<station><listed>17-A</listed></station>";
const LINES = linesOf("10", "0", "", "10", "290");
const read = (inside: string): unknown => readTally(readInstance(bytes(filled(inside))), 5, 10_000_000);

describe("the form of a tally sheet", () => {
  const form = readFormDefinition(bytes(writeTallyForm(TALLY_FORM)));

  it("is a form as any other", () => {
    expect(form).toMatchObject({
      formId: "tally-president",
      version: "1",
      title: 'President & "others" <2026>',
      languages: ["Español (es)", "English (en)"],
      media: ["stations.csv"],
    });
    expect(form.types.get("/tally/lines/line_05")).toBe("int");
    expect(form.types.get("/tally/photo")).toBe("binary");
  });

  it("has each text in each language, and lines without one in another", () => {
    const xml = writeTallyForm(TALLY_FORM);
    const [, spanish = "", english = ""] = xml.split("<translation ");
    expect(spanish).toContain("<value>Lista «A» &amp; B</value>");
    expect(english).toContain("<value>Blank</value>");
    expect(english).toContain("<value>Lista «A» &amp; B</value>");
    const asked = [...xml.matchAll(/jr:itext\('(\w+)'\)/g)].map(([, id]) => id);
    expect(asked.length).toBeGreaterThan(20);
    for (const id of asked) expect(english).toContain(`<text id="${id}">`);
  });

  it("refuses only what cannot be, and asks about what is odd", () => {
    const xml = writeTallyForm(TALLY_FORM);
    const constraints = [...xml.matchAll(/nodeset="\/tally\/lines\/\w+"[^>]*constraint="([^"]*)"/g)];
    expect(constraints.map(([, constraint]) => constraint)).toEqual(
      Array.from({ length: 5 }, () => ". &gt;= 0 and . &lt;= 10000000"),
    );
    expect(xml).not.toMatch(/nodeset="\/tally\/lines\/\w+"[^>]*required/);
    expect(xml).toMatch(
      /nodeset="\/tally\/comment"[^>]*required="[^"]*differs = 'yes' or [^"]*above = 'yes'"/,
    );
  });

  it("without a list of stations asks for the code only", () => {
    const typed: TallyForm = { ...TALLY_FORM, hasStationList: false };
    const { media, nodes } = readFormDefinition(bytes(writeTallyForm(typed)));
    expect(media).toEqual([]);
    expect(nodes.has("/tally/station/listed")).toBe(false);
    expect(nodes.has("/tally/station/typed")).toBe(true);
  });
});

describe("a tally as it is sent", () => {
  it("keeps what is not given apart from zero", () => {
    expect(read(`${STATION}${LINES}<comment> late </comment>`)).toEqual({
      station: { kind: "listed", code: "17-A" },
      figures: [10, 0, null, 10, 290],
      comment: "late",
    });
    expect(read(`<station><typed>0000172</typed></station>${LINES}`)).toMatchObject({
      station: { kind: "typed", code: "0000172" },
      comment: "",
    });
  });

  it.each([
    ["text in a figure", `${STATION}${linesOf("ten", "0", "0", "10", "0")}`, "not-a-figure"],
    ["a negative figure", `${STATION}${linesOf("-1", "0", "0", "10", "0")}`, "not-a-figure"],
    ["a fraction", `${STATION}${linesOf("1.5", "0", "0", "10", "0")}`, "not-a-figure"],
    ["a figure beyond any station", `${STATION}${linesOf("10000001", "0", "0", "10", "0")}`, "not-a-figure"],
    [
      "a figure of a thousand digits",
      `${STATION}${linesOf("1".repeat(1_000), "0", "0", "10", "0")}`,
      "not-a-figure",
    ],
    ["__proto__ as a figure", `${STATION}${linesOf("__proto__", "0", "0", "10", "0")}`, "not-a-figure"],
    ["a line too few", `${STATION}${linesOf("1", "0", "0", "1")}`, "wrong-structure"],
    ["a line too many", `${STATION}${linesOf("1", "0", "0", "1", "0", "7")}`, "wrong-structure"],
    [
      "a line twice",
      `${STATION}${LINES.replace("</lines>", "<line_01>3</line_01></lines>")}`,
      "wrong-structure",
    ],
    ["a figure inside a figure", `${STATION}${linesOf("<b>1</b>", "0", "0", "1", "0")}`, "wrong-structure"],
    ["no station", LINES, "no-station"],
    ["two stations", `<station><listed>1</listed><typed>2</typed></station>${LINES}`, "two-stations"],
  ])("with %s is refused", (_what, inside, code) => {
    expect(() => read(inside)).toThrow(expect.objectContaining({ code }));
  });
});
