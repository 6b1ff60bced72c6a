import * as contract from "@veedor/api-contract";
import { compareFrames } from "@veedor/domain";
import { type SeededRandom, seededRandom } from "@veedor/statistics";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { frameById } from "../src/frames/index.ts";
import { type RunningServer } from "../src/index.ts";
import { importFile } from "./setting/imports.ts";
import { newMission } from "./setting/mission.ts";
import { testServer } from "./setting/server.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

/** What a list may name: few values, so that stations often differ in one thing only. */
const mappingOf = (withZone: boolean) => ({
  format: "veedor-mapping/1",
  purpose: "frame",
  station: { columns: ["mesa"], separator: "" },
  formerCode: { column: "antes" },
  areas: [{ level: "department", from: { column: "departamento" } }],
  centre: { column: "recinto" },
  registered: "inscritos",
  ...(withZone ? { attributes: [{ name: "zone", from: { column: "zona" } }] } : {}),
});

/** A list of stations at random: some kept, some renamed, some claimed by two, with and without a column. */
function listOf(random: SeededRandom, codes: readonly string[], withZone: boolean): string {
  const pick = <One>(from: readonly One[]): One => from[random.integer(from.length)] as One;
  const lines = codes.flatMap((code) => {
    if (random.integer(5) === 0) return [];
    const former = random.integer(3) === 0 ? pick(codes) : "";
    const zone = withZone ? `;${pick(["urban", "rural"])}` : "";
    return [
      `${code};${former};${pick(["Costa", "Sierra"])};${pick(["Uno", ""])};${pick(["100", "200", ""])}${zone}`,
    ];
  });
  return `${[`mesa;antes;departamento;recinto;inscritos${withZone ? ";zona" : ""}`, ...lines].join("\n")}\n`;
}

describe("the comparison of two versions", () => {
  it("finds what the domain's own comparison finds, for frames at random", async () => {
    const random = seededRandom("frames");
    const codes = Array.from({ length: 40 }, (_, i) => `M${i}`);
    const { mission, chief } = await newMission(server);
    let previous: string | null = null;
    const found = { added: 0, removed: 0, changed: 0, renamed: 0 };
    for (let version = 1; version <= 8; version++) {
      // A column that comes and goes differs for every station.
      const withZone = version % 4 !== 3;
      const asked = { purpose: "frame" as const, fileName: "mesas.csv", mapping: mappingOf(withZone) };
      const job = await importFile(server, chief, mission, asked, listOf(random, codes, withZone));
      const frame = job.result ?? "";
      const compared = await chief.client.call(contract.readFrameComparison, {
        parameters: { mission, frame },
        query: { limit: 500 },
      });
      if (previous !== null) {
        const [before, after] = [
          await frameById(server.context, previous),
          await frameById(server.context, frame),
        ];
        if (before === null || after === null) throw new Error("a version is missing");
        const expected = compareFrames(before.frame, after.frame);
        const items = (kind: string) => compared.items.filter((item) => item.kind === kind);
        const sorted = (words: readonly string[]) => words.toSorted((a, b) => (a < b ? -1 : 1));
        expect(sorted(items("added").map(({ to }) => to ?? ""))).toEqual(sorted(expected.added));
        expect(sorted(items("removed").map(({ from }) => from ?? ""))).toEqual(sorted(expected.removed));
        const told = (
          changes: readonly { from: string | null; to: string | null; columns: readonly string[] }[],
        ) => sorted(changes.map(({ from, to, columns }) => `${from} ${to} ${sorted(columns).join(",")}`));
        expect(told(items("changed"))).toEqual(told(expected.changed));
        found.added += expected.added.length;
        found.removed += expected.removed.length;
        found.changed += expected.changed.length;
        found.renamed += expected.changed.filter(({ from, to }) => from !== to).length;
        expect([compared.added, compared.removed, compared.changed]).toEqual([
          expected.added.length,
          expected.removed.length,
          expected.changed.length,
        ]);
      }
      previous = frame;
    }
    for (const count of Object.values(found)) expect(count).toBeGreaterThan(20);
  });
});
