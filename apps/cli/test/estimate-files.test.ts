import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { recordJson, temporaryFolder } from "./run-recording.ts";
import { workbookOf, zipOf } from "./zip-writing.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const ROWS = [
  ["mesa", "región", "N_h", "peñera", "unión", "total", "padrón"],
  ["1", "Ñuble", "40", "100", "80", "200", "300"],
  ["2", "Ñuble", "40", "120", "60", "190", "250"],
  ["3", "Río", "30", "50", "90", "150", "210"],
  ["4", "Río", "30", "70", "95", "170", "190"],
  ["5", "Río", "30", "61", "77", "140", "205"],
];
const written = (delimiter: string, lineEnd = "\n"): string =>
  ROWS.map((cells) => cells.join(delimiter) + lineEnd).join("");

const COLUMNS = ["--choices", "peñera,unión", "--total", "total", "--registered", "padrón"];
const OPTIONS = [...COLUMNS, "--stratum", "región", "--stratum-size", "N_h"];

type Answer = { shares: { choice: string; estimate: number }[]; turnout: { estimate: number } };
const answerOf = (path: string): Promise<Answer> => recordJson<Answer>(["estimate", path, ...OPTIONS]);

describe("veedor estimate reads one sample in every form", () => {
  const plain = folder.write("plain.csv", written(","));

  it("weights each stratum by N_h / n_h (worked by hand)", async () => {
    const answer = await answerOf(plain);
    // Ñuble 40/2 = 20 a station, Río 30/3 = 10 a station.
    const total = 20 * (200 + 190) + 10 * (150 + 170 + 140);
    expect(answer.shares[0]?.choice).toBe("peñera");
    expect(answer.shares[0]?.estimate).toBeCloseTo((20 * 220 + 10 * 181) / total, 14);
    expect(answer.shares[1]?.estimate).toBeCloseTo((20 * 140 + 10 * 262) / total, 14);
    expect(answer.turnout.estimate).toBeCloseTo(total / (20 * 550 + 10 * 605), 14);
  });

  it.each([
    ["semicolons", folder.write("semicolon.csv", written(";"))],
    ["tabs and CRLF", folder.write("tabs.txt", written("\t", "\r\n"))],
    ["a byte order mark", folder.write("bom.csv", `\uFEFF${written(",")}`)],
    ["Latin-1", folder.write("latin1.csv", Buffer.from(written(";"), "latin1"))],
    ["gzip", folder.write("sample.csv.gz", gzipSync(written(",")))],
    ["zip", folder.write("sample.zip", zipOf({ "muestra.csv": written(",") }))],
    ["xlsx", folder.write("sample.xlsx", workbookOf(ROWS))],
    [
      "quoted cells and no last line end",
      folder.write("quoted.csv", ROWS.map((cells) => cells.map((cell) => `"${cell}"`).join(",")).join("\n")),
    ],
    [
      "stations in another order",
      folder.write(
        "order.csv",
        [ROWS[0], ...ROWS.slice(1).reverse()].map((cells) => cells?.join(",")).join("\n"),
      ),
    ],
  ])("%s", async (_form, path) => {
    const [plainAnswer, answer] = [await answerOf(plain), await answerOf(path)];
    expect(answer.shares.map((share) => share.choice)).toEqual(["peñera", "unión"]);
    const figures = (one: object): string =>
      JSON.stringify(one, (_, value) => (typeof value === "number" ? Number(value.toPrecision(12)) : value));
    expect(figures(answer)).toBe(figures(plainAnswer));
  });
});
