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

/** Columns by use; those of a use that is not sure are marked with `?` (likely) or `??` (unsure). */
function byUse({ columns }: MappingSuggestion): Record<string, string[]> {
  const marks = { sure: "", likely: "?", unsure: "??" } as const;
  const found: Record<string, string[]> = {};
  for (const { column, use, certainty } of columns) {
    if (use !== "none") (found[use] ??= []).push(column + marks[certainty]);
  }
  return found;
}

/** A table of invented stations: texts stay, `#` is a number of the line, a number a count around it. */
function rowsFor(kinds: readonly (string | number)[], lines = 60): string[][] {
  return Array.from({ length: lines }, (_, i) =>
    kinds.map((kind, j) =>
      kind === "#"
        ? String(i + 1)
        : typeof kind === "number"
          ? String(kind + ((i * (j + 3)) % 7))
          : `${kind} ${i % 4}`,
    ),
  );
}

describe("headings of the region in other languages", () => {
  it("Portuguese", () => {
    const columns = [
      "UF",
      "Município",
      "Nr. Seção",
      "Local de votação",
      "Eleitores aptos",
      "Comparecimento",
      "Silva",
      "Souza",
      "Votos em branco",
      "Votos nulos",
    ];
    const found = suggestMapping(columns, rowsFor(["A", "B", "#", "C", 400, 300, 150, 120, 3, 4]), "results");
    expect(byUse(found)).toEqual({
      area: ["UF?", "Município?"],
      station: ["Nr. Seção"],
      centre: ["Local de votação?"],
      registered: ["Eleitores aptos"],
      other: ["Comparecimento?"],
      choice: ["Silva?", "Souza?"],
      blank: ["Votos em branco"],
      null: ["Votos nulos"],
    });
    expect(found.missing).toEqual(["total"]);
  });

  it("French, where voters are not a total and expressed votes are not all", () => {
    const columns = [
      "Département",
      "Commune",
      "Bureau de vote",
      "Inscrits",
      "Votants",
      "Bulletins blancs",
      "Bulletins nuls",
      "Exprimés",
      "Dupont",
      "Durand",
    ];
    const found = suggestMapping(columns, rowsFor(["A", "B", "#", 500, 300, 5, 6, 280, 150, 90]), "results");
    expect(byUse(found)).toEqual({
      area: ["Département?", "Commune?"],
      station: ["Bureau de vote"],
      registered: ["Inscrits"],
      other: ["Votants?", "Exprimés?"],
      blank: ["Bulletins blancs"],
      null: ["Bulletins nuls"],
      choice: ["Dupont?", "Durand?"],
    });
  });

  it("English; a total to which the parts do not add up is unsure", () => {
    const columns = [
      "Constituency",
      "Polling Station",
      "Registered Voters",
      "Brown",
      "Green",
      "Rejected",
      "Total votes cast",
    ];
    const rows = rowsFor(["A", "#", 400, 120, 130, 3, 900]);
    expect(byUse(suggestMapping(columns, rows, "results"))).toEqual({
      area: ["Constituency?"],
      station: ["Polling Station"],
      registered: ["Registered Voters"],
      choice: ["Brown?", "Green?"],
      null: ["Rejected"],
      total: ["Total votes cast??"],
    });
    const sums = rows.map((row) => [
      ...row.slice(0, 6),
      String(Number(row[3]) + Number(row[4]) + Number(row[5])),
    ]);
    const sound = byUse(suggestMapping(columns, sums, "results"));
    expect([sound["choice"], sound["total"]]).toEqual([["Brown", "Green"], ["Total votes cast"]]);
  });

  it("Spanish with ballots received and left over, and challenged votes", () => {
    const columns = [
      "Depto. Provincia",
      "CÓDIGO MESA",
      "Cédulas recibidas",
      "Cédulas no utilizadas",
      "Garza",
      "Río",
      "VOTOS EN BLANCO",
      "Votos impugnados",
    ];
    expect(
      byUse(suggestMapping(columns, rowsFor(["A", "#", 300, 20, 100, 90, 3, 1]), "results")),
    ).toMatchObject({
      station: ["CÓDIGO MESA"],
      ballotsReceived: ["Cédulas recibidas"],
      unused: ["Cédulas no utilizadas"],
      challenged: ["Votos impugnados"],
      choice: ["Garza?", "Río?"],
    });
  });
});

describe("what is not known is not guessed", () => {
  it("without a station column there is no mapping", () => {
    const found = suggestMapping(["foo", "bar"], rowsFor(["#", 5]), "results");
    expect([found.mapping, found.missing[0]]).toEqual([null, "station"]);
  });

  it("a station number that repeats in each department is joined with it; one that repeats anyway is unsure", () => {
    const rows = rowsFor(["D", "#"]).flatMap(([, mesa = ""]) => [
      ["Norte", mesa],
      ["Sur", mesa],
    ]);
    expect(suggestMapping(["departamento", "mesa"], rows, "frame").mapping?.station).toEqual({
      columns: ["departamento", "mesa"],
      separator: "-",
    });
    const twice = suggestMapping(["departamento", "mesa"], [...rows, ...rows], "frame");
    expect(twice.columns[1]).toEqual({
      column: "mesa",
      use: "station",
      certainty: "unsure",
      reason: "not-unique",
    });
  });
});

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
