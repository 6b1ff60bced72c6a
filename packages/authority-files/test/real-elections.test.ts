import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { MappedLine, Mapping } from "../src/index.ts";
import { fileOnDisk, parseMapping, readFrame, readResults, saveMapping } from "../src/index.ts";

const shared = process.env["VEEDOR_SHARED"] ?? join(import.meta.dirname, "../../../../shared");
const data = (path: string) => fileOnDisk(join(shared, "data", path));
const choices = (...columns: string[]): MappedLine[] =>
  columns.map((column) => ({ code: column, role: "choice", column }));
const line = (column: string, role: string): MappedLine => ({ code: column, role, column });
const mapping = (station: string[], lines: MappedLine[], more: Partial<Mapping> = {}): Mapping => ({
  format: "veedor-mapping/1",
  purpose: "results",
  station: { columns: station, separator: "-" },
  contest: { code: "president", lines },
  ...more,
});
async function sums(path: string, used: Mapping) {
  const { tallies, report, contest } = await readResults(data(path), parseMapping(saveMapping(used)));
  const votes = Object.fromEntries(
    contest.lines.map(({ code }, i) => [
      code,
      (tallies ?? []).reduce((sum, t) => sum + (t.figures[i] ?? 0), 0),
    ]),
  );
  return { votes, report, read: tallies?.length ?? null };
}

// Expected figures are those of the data's own READMEs.
describe.skipIf(!existsSync(join(shared, "data")))(
  "real elections (skipped without the shared data folder)",
  () => {
    it("Mexico 2012", async () => {
      const lines = [
        ...choices("pri_pvem", "pan", "panal", "prd_pt_mc"),
        line("otros", "null"),
        line("total", "total"),
      ];
      const { votes, read, report } = await sums(
        "mx-2012-president/casillas_computo.csv.gz",
        mapping(["casilla_id"], lines, { registered: "ln" }),
      );
      expect(read).toBe(143_132);
      expect(votes).toEqual({
        pri_pvem: 19_220_407,
        prd_pt_mc: 15_881_019,
        pan: 12_769_479,
        panal: 1_149_833,
        otros: 1_261_348,
        total: 50_282_086,
      });
      expect(report.counts["sum-below-total"]).toBeUndefined();
    });

    it("Bolivia 2019: results, stations abroad; five tables listed twice in the arrival order load nothing", async () => {
      const lines = [
        ...choices("CC", "FPV", "MTS", "UCS", "MAS - IPSP", "21F", "PDC", "MNR", "PAN-BOL"),
        line("Blancos", "blank"),
        line("Nulos", "null"),
      ];
      const used = mapping(["Número Mesa"], lines, { registered: "Inscritos" });
      const path = "bo-2019-president/computo_final.csv.gz";
      const { votes, read, report } = await sums(path, used);
      expect(read).toBe(34_555);
      expect(votes).toMatchObject({
        "MAS - IPSP": 2_889_359,
        CC: 2_240_920,
        PDC: 539_081,
        "21F": 260_316,
        Blancos: 93_507,
        Nulos: 229_337,
      });
      expect(report.counts["votes-above-registered"]).toBeUndefined();
      const { frame } = await readFrame(data(path), {
        ...used,
        purpose: "frame",
        abroad: { column: "País", home: "Bolivia" },
      });
      expect(frame?.stations.reduce((sum, station) => sum + (station.registered ?? 0), 0)).toBe(7_315_364);
      const twice = data("bo-2019-president/arrival_order_derived.csv.gz");
      const order: Mapping = {
        format: "veedor-mapping/1",
        purpose: "frame",
        station: { columns: ["numero_mesa"], separator: "" },
      };
      const refused = await readFrame(twice, order);
      expect([refused.frame, refused.report.counts["duplicate-station"]]).toEqual([null, 5]);
      const kept = await readFrame(twice, { ...order, accept: { "duplicate-station": "keep-first" } });
      expect(kept.frame?.stations.length).toBe(31_818);
    });

    it("Ecuador 2021, where total_suf counts voters", async () => {
      const candidates = Array.from({ length: 16 }, (_, i) => `cand_${i + 1}`);
      const lines = [
        ...choices(...candidates),
        line("blanco", "blank"),
        line("nulo", "null"),
        line("total_suf", "other"),
      ];
      const { votes, read } = await sums(
        "ec-2021-president-r1/juntas.csv.gz",
        mapping(["junta_codigo"], lines),
      );
      expect(read).toBe(39_985);
      expect(votes).toMatchObject({
        cand_1: 3_033_753,
        cand_12: 1_830_045,
        cand_9: 1_797_445,
        cand_6: 1_453_906,
        blanco: 329_459,
        nulo: 1_013_468,
        total_suf: 10_616_271,
      });
      const asTotal = lines.map((one) => (one.column === "total_suf" ? line("total_suf", "total") : one));
      const { report } = await sums("ec-2021-president-r1/juntas.csv.gz", mapping(["junta_codigo"], asTotal));
      expect((report.counts["sum-above-total"] ?? 0) + (report.counts["sum-below-total"] ?? 0)).toBe(4_900);
      // The README's 4,902 also counts the two tables whose figures are all empty, which cannot be compared.
      expect(report.counts["figure-missing"]).toBe(2 * lines.length);
    });

    it("Costa Rica 2022 run-off, blank and null together", async () => {
      const lines = [line("blanco_y_nulo", "blankAndNull"), ...choices("PLN", "PSD"), line("votos", "total")];
      const { votes, read } = await sums(
        "cr-2022-president/jrv_2022_runoff.csv.gz",
        mapping(["id_unidad"], lines, { registered: "habilitados" }),
      );
      expect(read).toBe(6_738);
      expect(votes).toMatchObject({ PSD: 1_018_454, PLN: 908_816 });
    });

    it("Uruguay 2024 run-off", async () => {
      const lines = [
        ...choices("orsi_cosse_fa", "delgado_ripoll_pn"),
        line("en_blanco", "blank"),
        line("anulados", "null"),
        line("observados", "challenged"),
        line("total_emitidos", "total"),
      ];
      const { votes, read, report } = await sums(
        "uy-2024-runoff/circuitos_escrutinio_primario.csv.gz",
        mapping(["departamento", "circuito"], lines, {
          registered: "habilitados",
          accept: { "sum-above-total": "keep" },
        }),
      );
      // Lines 155, 316 and others of the file really have parts above their total: kept, and told as warnings.
      expect([read, report.errors.length]).toEqual([7_234, 0]);
      expect(report.warnings).toContainEqual({
        line: 155,
        station: "Montevideo-154",
        code: "sum-above-total",
        parameters: { sum: 377, total: 376 },
      });
      expect(votes).toMatchObject({
        orsi_cosse_fa: 1_196_798,
        delgado_ripoll_pn: 1_101_296,
        en_blanco: 38_478,
        anulados: 64_500,
      });
    });
  },
);
