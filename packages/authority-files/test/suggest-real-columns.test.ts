import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { MappingSuggestion } from "../src/index.ts";
import {
  fileOnDisk,
  openTable,
  parseMapping,
  sampleOfRows,
  saveMapping,
  suggestMapping,
} from "../src/index.ts";
import { byUse } from "./suggestions-by-use.ts";

const shared = process.env["VEEDOR_SHARED"] ?? join(import.meta.dirname, "../../../../shared");

describe.skipIf(!existsSync(join(shared, "data")))(
  "real column rows (skipped without the shared data folder)",
  () => {
    const suggest = async (path: string): Promise<MappingSuggestion> => {
      const table = await openTable(fileOnDisk(join(shared, "data", path)));
      const found = suggestMapping(table.columns, await sampleOfRows(table), "results", table.form);
      // What is suggested can be saved and read back.
      if (found.mapping !== null) expect(parseMapping(saveMapping(found.mapping))).toEqual(found.mapping);
      return found;
    };
    const numbered = (name: string, count: number, mark: string): string[] =>
      Array.from({ length: count }, (_, i) => `${name}${i + 1}${mark}`);

    it("Mexico 2012: “otros” stays unsure, since there it is null votes and write-ins", async () => {
      const found = await suggest("mx-2012-president/casillas_computo.csv.gz");
      expect(byUse(found)).toMatchObject({ station: ["casilla_id"], registered: ["ln?"], total: ["total"] });
      expect(byUse(found)["choice"]).toEqual(["pri_pvem", "pan", "panal", "prd_pt_mc", "otros??"]);
      expect(found.missing).toEqual(["blank", "null"]);
    });

    it("Mexico’s quick count, with channel, times and flags around the votes", async () => {
      const found = byUse(await suggest("mx-2012-president/quickcount_sample_2012.csv.gz"));
      expect(found).toMatchObject({
        station: ["cve_casilla"],
        registered: ["LISTA_NOMINAL?"],
        null: ["NUM_VOTOS_NULOS"],
      });
      expect(found["choice"]).toEqual(["PAN?", "PRI_PVEM?", "PRD_PT_MC?", "PANAL?", "NUM_VOTOS_CAN_NREG?"]);
    });

    it("Bolivia 2019", async () => {
      const found = byUse(await suggest("bo-2019-president/computo_final.csv.gz"));
      expect(found).toMatchObject({
        station: ["Número Mesa"],
        registered: ["Inscritos"],
        centre: ["Recinto?"],
        blank: ["Blancos"],
        null: ["Nulos"],
      });
      expect(found["choice"]).toEqual([
        "CC?",
        "FPV?",
        "MTS?",
        "UCS?",
        "MAS - IPSP?",
        "21F?",
        "PDC?",
        "MNR?",
        "PAN-BOL?",
      ]);
    });

    it("Ecuador 2021: total_suf counts voters and is not taken for the total; codes of named areas are left", async () => {
      const found = byUse(await suggest("ec-2021-president-r1/juntas.csv.gz"));
      expect(found).toMatchObject({
        station: ["junta_codigo"],
        choice: numbered("cand_", 16, "?"),
        other: ["total_suf?"],
      });
      expect(found["area"]).toEqual([
        "provincia_nombre?",
        "canton_nombre?",
        "parroquia_nombre?",
        "zona_nombre?",
      ]);
      expect([found["total"], found["registered"]]).toEqual([undefined, undefined]);
    });

    it("Costa Rica 2022, both rounds: blank and null together", async () => {
      const common = {
        station: ["id_unidad"],
        blankAndNull: ["blanco_y_nulo"],
        total: ["votos"],
        registered: ["habilitados"],
      };
      const first = await suggest("cr-2022-president/jrv_2022_first_round.csv.gz");
      expect(byUse(first)).toEqual({
        ...common,
        choice: ["FA", "Otros??", "PLN", "PLP", "PNR", "PSD", "PUSC"],
      });
      const second = await suggest("cr-2022-president/jrv_2022_runoff.csv.gz");
      expect([byUse(second), second.missing]).toEqual([{ ...common, choice: ["PLN", "PSD"] }, []]);
    });

    it("Uruguay 2024: circuits are numbered anew in each department; “no observados” are not the challenged ones", async () => {
      const found = await suggest("uy-2024-runoff/circuitos_escrutinio_primario.csv.gz");
      expect(found.mapping?.station.columns).toEqual(["departamento", "circuito"]);
      expect(byUse(found)).toMatchObject({
        choice: ["orsi_cosse_fa", "delgado_ripoll_pn"],
        challenged: ["observados"],
        other: ["no_observados?"],
        total: ["total_emitidos"],
      });
    });

    it("Honduras 2025: two readings of each party and nothing beside them, so all is unsure", async () => {
      const found = await suggest("hn-2025-president/official_by_acta.csv.gz");
      const parties = ["DC", "LIBRE", "PINU", "PLH", "PNH"];
      expect(byUse(found)["choice"]).toEqual(
        ["early", "late"].flatMap((when) => parties.map((party) => `cne_${party}_${when}??`)),
      );
      expect(found.missing).toEqual(["registered", "blank", "null", "total"]);
    });

    it("Honduras, transcribed: figures are told from words, and the total is unsure where 852 do not add up", async () => {
      expect(byUse(await suggest("hn-2025-president/transcribed_from_images.csv.gz"))).toEqual({
        station: ["acta"],
        ballotsReceived: ["recibidas_n"],
        unused: ["sobrantes_n"],
        other: ["usadas_n?", "total_votantes_n?"],
        choice: ["dc", "libre", "pinu", "plh", "pnh"].map((party) => `partido_${party}_n?`),
        blank: ["en_blanco_n"],
        null: ["nulos_n"],
        total: ["gran_total_n??"],
      });
    });
  },
);
