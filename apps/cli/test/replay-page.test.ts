import { createHash } from "node:crypto";
import { LANGUAGES, type Language, messagesIn } from "@veedor/messages";
import { beforeAll, describe, expect, it } from "vitest";
import { replayPage } from "../src/replay/page/page.ts";
import { missedChoices, type ReplayRecord } from "../src/replay/record.ts";
import { HOSTILE_GROUP, HOSTILE_NAME, playedRecord } from "./replay-page-fixture.ts";
import { elementsIn, type PageElement, readPage, textOf } from "./replay-page-reader.ts";

const languages = Object.keys(LANGUAGES) as Language[];
let record: ReplayRecord;
let page: PageElement;

beforeAll(async () => {
  record = await playedRecord();
  page = readPage(replayPage(record, messagesIn("en")));
});

const named = (root: PageElement, name: string): PageElement[] =>
  elementsIn(root).filter((one) => one.name === name);
const withClass = (root: PageElement, name: string): PageElement[] =>
  elementsIn(root).filter((one) => (one.attributes["class"] ?? "").split(" ").includes(name));
const section = (id: string): PageElement => {
  const found = named(page, "section").find((one) => one.attributes["aria-labelledby"] === id);
  if (!found) throw new Error(`no section ${id}`);
  return found;
};

const wideChart = (root: PageElement): PageElement => {
  const found = named(root, "svg").find((one) => one.attributes["class"] === "wide");
  if (!found) throw new Error("no chart");
  return found;
};

describe("the page of a replayed evening", () => {
  it("puts the warning and the verdict before the first figure, then the parts in their order", () => {
    const heads = [...named(page, "h1"), ...named(page, "h2")].map(textOf);
    expect(heads[0]).toBe(record.title);
    expect(withClass(page, "caution").map(textOf).join()).toContain(record.caution);
    expect(withClass(page, "caution").map(textOf).join()).toContain("simulated");
    const order = named(page, "section").map((one) => one.attributes["aria-labelledby"]);
    expect(order).toEqual([
      "verdict",
      "final",
      "course",
      "coverage",
      "groups",
      "bias",
      "gate",
      "two",
      "takes",
      "about",
    ]);
    expect(textOf(section("verdict"))).toContain("can be trusted within their margins");
    expect(textOf(section("verdict"))).toContain("Mountain Alliance");
  });

  it("shows every choice with its estimate, interval, the file's total, and whether it is inside, in words", () => {
    const rows = named(withClass(section("final"), "shares")[0] ?? page, "tr").slice(1);
    expect(rows).toHaveLength(record.choices.length);
    const last = record.takes.at(-1)?.figures;
    record.choices.forEach(({ code, name }, i) => {
      const row = rows.find((one) => textOf(named(one, "bdi")[0] ?? one) === name);
      const words = row === undefined ? "" : textOf(row);
      const share = last?.shares[i];
      const truth = record.truth.find((one) => one.choice === code)?.share ?? Number.NaN;
      expect(words).toContain(`${((share?.estimate ?? 0) * 100).toFixed(2)}%`);
      expect(words).toContain(
        `${((share?.low ?? 0) * 100).toFixed(2)} – ${((share?.high ?? 0) * 100).toFixed(2)}%`,
      );
      expect(words).toContain(`${(truth * 100).toFixed(2)}%`);
      expect(words).toContain(
        missedChoices(record).includes(code) ? "outside the interval" : "inside the interval",
      );
    });
  });

  it("says plainly which intervals miss, and by how much", () => {
    const moved = record.truth.map((one) =>
      one.choice === "river" ? { ...one, share: one.share + 0.05 } : one,
    );
    const missing = readPage(replayPage({ ...record, truth: moved }, messagesIn("en")));
    const high = record.takes.at(-1)?.figures?.shares[1]?.high ?? 0;
    const by = (((moved[1]?.share ?? 0) - high) * 100).toFixed(2);
    expect(textOf(withClass(missing, "misses")[0] ?? missing)).toContain(
      `One interval of 6 does not contain the file’s own total: River Movement (by ${by} points).`,
    );
    expect(withClass(missing, "outside").map(textOf)).toContain("✗ outside the interval");
  });

  it("draws line, band and label for each leading choice, and a gap where a take has no estimate", () => {
    const drawing = wideChart(page);
    expect(withClass(drawing, "end-label").map(textOf).join()).toContain("Mountain Alliance");
    expect(withClass(drawing, "line")).toHaveLength(4);
    expect(withClass(drawing, "file-total")).toHaveLength(4);
    const gone = record.takes.map((take) => (take.number === 20 ? { ...take, figures: null } : take));
    const broken = readPage(replayPage({ ...record, takes: gone }, messagesIn("en")));
    expect(withClass(wideChart(broken), "line")).toHaveLength(8);
    const removed = record.takes.filter((take) => take.number !== 20);
    const shorter = readPage(replayPage({ ...record, takes: removed }, messagesIn("en")));
    expect(withClass(wideChart(shorter), "line")).toHaveLength(8);
  });

  it("has the gate's five conditions, the watched groups, and a table and a data file of every take", () => {
    expect(named(named(section("gate"), "tbody")[0] ?? page, "tr")).toHaveLength(5);
    expect(named(named(section("takes"), "tbody")[0] ?? page, "tr")).toHaveLength(record.takes.length);
    for (const group of ["rural", "urban", HOSTILE_GROUP]) expect(textOf(section("groups"))).toContain(group);
    const link = named(section("takes"), "a")[0]?.attributes["href"] ?? "";
    const csv = decodeURIComponent(link.replace("data:text/csv;charset=utf-8,", ""));
    const rows = csv.trimEnd().split("\r\n");
    expect(rows).toHaveLength(record.takes.length + 1);
    const column = rows[0]?.split(",").indexOf("river estimate") ?? -1;
    expect(Number(rows.at(-1)?.split(",")[column])).toBe(record.takes.at(-1)?.figures?.shares[1]?.estimate);
    expect(rows[1]?.split(",")[column]).toBe(record.takes[0]?.figures === null ? "" : expect.anything());
  });

  it("says that every watched group is adjusted for, where that leaves no number, and not that it is unknown", () => {
    const gate = (value: number | null, holds: boolean | null): string => {
      const last = record.takes.at(-1);
      if (!last) throw new Error("no takes");
      const arrival = { name: "arrival", holds, value, threshold: 0.2, subject: null } as const;
      const changed = last.gate.map((condition) => (condition.name === "arrival" ? arrival : condition));
      const takes = [...record.takes.slice(0, -1), { ...last, gate: changed }];
      const shown = readPage(replayPage({ ...record, takes }, messagesIn("en")));
      const rows = named(
        named(shown, "section").find((one) => one.attributes["aria-labelledby"] === "gate") ?? shown,
        "tr",
      );
      return textOf(rows.find((row) => textOf(row).includes("Even arrival")) ?? shown);
    };
    expect(gate(null, true)).toMatch(/every watched group is adjusted for.*✓ met/);
    expect(gate(null, null)).toMatch(/not computable.*gate stays shut/);
  });

  it("says not computable, with the reason, where there are no registered voters or no takes", async () => {
    const bare = await playedRecord({ registered: false });
    const words = textOf(readPage(replayPage(bare, messagesIn("en"))));
    expect(words).toContain("not computable");
    expect(words).toContain("Registered voters are not known for every station of the sample");
    expect(words).not.toMatch(/NaN|undefined|null\b|Infinity/);
    for (const takes of [[], bare.takes.slice(0, 1), bare.takes.slice(0, 3), bare.takes.slice(-1)]) {
      const early = textOf(readPage(replayPage({ ...bare, takes }, messagesIn("en"))));
      expect(early).not.toMatch(/NaN|undefined|Infinity/);
      expect(early).toContain("not computable");
    }
  });
});

describe("what the page keeps out", () => {
  it("reads hostile names as text: no element, attribute or script comes from the data", () => {
    const elements = elementsIn(page);
    expect(
      elements.filter(({ name }) => ["script", "img", "iframe", "object", "link", "b"].includes(name)),
    ).toEqual([]);
    for (const { attributes } of elements) {
      expect(Object.keys(attributes).filter((name) => name.startsWith("on") || name === "style")).toEqual([]);
    }
    expect(textOf(page)).toContain(HOSTILE_NAME);
    expect(textOf(section("about"))).toContain("seed with <b>marks</b>");
  });

  it("points nowhere outside itself", () => {
    const addresses = elementsIn(page).flatMap(({ attributes }) =>
      ["href", "src", "action", "poster", "srcset"].flatMap((name) => attributes[name] ?? []),
    );
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) expect(address).toMatch(/^data:text\/csv;charset=utf-8,/);
    expect(named(page, "style").map(textOf).join()).not.toMatch(/url\((?!#)|@import|https?:/);
  });

  it("allows by its policy its own style, by hash, and nothing else", () => {
    const policy = named(page, "meta").find(
      (one) => one.attributes["http-equiv"] === "Content-Security-Policy",
    );
    const styles = named(page, "style");
    expect(styles).toHaveLength(1);
    const hash = createHash("sha256")
      .update(textOf(styles[0] ?? page))
      .digest("base64");
    expect(policy?.attributes["content"]).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
  });
});

describe.each(languages)("in %s", (language) => {
  it("is well formed, names its language and has all its words", () => {
    const root = readPage(replayPage(record, messagesIn(language)));
    expect(named(root, "html")[0]?.attributes["lang"]).toBe(language);
    expect(textOf(root)).not.toMatch(/NaN|undefined|Infinity|page-[a-z]/);
    const ids = elementsIn(root).flatMap(({ attributes }) => attributes["id"] ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const references = elementsIn(root).flatMap(
      ({ attributes }) => attributes["aria-labelledby"]?.split(" ") ?? [],
    );
    for (const reference of references) expect(ids).toContain(reference);
  });
});
